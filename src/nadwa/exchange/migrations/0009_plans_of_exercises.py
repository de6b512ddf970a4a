"""Before a plan could say whether it is of an exercise, the next edition was what its own edition is."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def take_from_their_editions(apps: Any, _editor: Any) -> None:
    """Plans from before alone: none could be made as something else then."""
    editions = apps.get_model("editions", "Edition").objects.filter(pk=OuterRef("edition"))
    plans = apps.get_model("exchange", "Plan").objects.filter(made=None)
    plans.update(exercise=Subquery(editions.values("exercise")))


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0009_vice_chairs"),
        ("exchange", "0008_facilitator_of_what_comes_along"),
    ]

    operations = [
        migrations.RunPython(take_from_their_editions, migrations.RunPython.noop, elidable=True),
    ]
