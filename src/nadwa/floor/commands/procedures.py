"""The edition's rules for the floor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.floor.models import Procedure
from nadwa.record import kinds
from nadwa.record.acts import By, command, log_for, record
from nadwa.record.models import Act

kinds.register({"floor.procedure-set": _("Rules for the floor set")})


@command
def set_procedure(person: Any, edition: Edition, **values: int | str) -> Act:
    """Set quorum, time limits and majority; they hold from the next act on, a speech under way keeps its limit."""
    Procedure.objects.update_or_create(edition=edition, defaults=values)
    return record(log_for(edition.slug), "floor.procedure-set", values, By(person, "secretariat"))
