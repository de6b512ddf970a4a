"""The edition's rules for the floor."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts.floor import ProcedureSet
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition
from nadwa.floor.models import Procedure
from nadwa.floor.queries import has_procedure
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act


@command
def set_procedure(by: Secretary, edition: Edition, **values: int | str) -> Act:
    """Set quorum, time limits and majority; they hold from the next act on, a speech under way keeps its limit."""
    Procedure.objects.update_or_create(edition=edition, defaults=values)
    return record(log_for(edition.slug), ProcedureSet(rules=values), by)


@command
def begin_procedure(by: Secretary, edition: Edition, **values: int | str) -> Act:
    """Begin with rules that are known already, where none have been set."""
    edition = hold(edition)
    if has_procedure(edition):
        raise Refused(_("Rules have been set for this edition meanwhile. Change the ones you want to differ."))
    return set_procedure(by, edition, **values)
