"""Statements get states, authors and lineage; consultations get revisions, signals, exposures and a snapshot."""

from django.conf import settings
from django.db import migrations, models


def states_from_accepted(apps, schema_editor):
    statements = apps.get_model("consultations", "OpinionStatement")
    statements.objects.filter(accepted=False).update(state="rejected")


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            "OpinionStatement",
            "state",
            models.CharField(
                choices=[
                    ("pending", "waiting for moderation"),
                    ("accepted", "accepted"),
                    ("rejected", "rejected"),
                    ("replaced", "replaced"),
                ],
                default="accepted",
                max_length=10,
            ),
        ),
        migrations.RunPython(states_from_accepted, migrations.RunPython.noop),
        migrations.RemoveField("OpinionStatement", "accepted"),
    ]
