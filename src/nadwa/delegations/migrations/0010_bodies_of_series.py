from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import nadwa.web.languages


def give_to_their_series(apps: Any, _editor: Any) -> None:
    """A body that has been at editions of one series alone belongs to it; the others go on belonging to all."""
    body_model, series = apps.get_model("delegations", "Body"), {}
    for name in ("Delegation", "Invitation"):
        rows = apps.get_model("delegations", name).objects.values_list("body", "edition__series")
        for body, its in rows.distinct():
            series.setdefault(body, set()).add(its)
    for body, found in series.items():
        if len(found) == 1:
            body_model.objects.filter(pk=body).update(series=found.pop())


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0009_plain_names"),
        ("editions", "0006_plain_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="body",
            name="series",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="bodies", to="editions.series"
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="formal",
            field=nadwa.web.languages.MultilingualField(
                help_text="its formal name, where that is another",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="listed",
            field=models.CharField(blank=True, help_text="what the ready-made list calls it", max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(give_to_their_series, migrations.RunPython.noop, elidable=True),
    ]
