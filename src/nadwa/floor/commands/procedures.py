"""The edition's rules for the floor."""

from nadwa.acts.floor import ProcedureSet
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.floor.models import Procedure
from nadwa.record.acts import command, log_for, record
from nadwa.record.models import Act


@command
def set_procedure(by: Secretary, edition: Edition, **values: int | str) -> Act:
    """Set quorum, time limits and majority; they hold from the next act on, a speech under way keeps its limit."""
    Procedure.objects.update_or_create(edition=edition, defaults=values)
    return record(log_for(edition.slug), ProcedureSet(rules=values), by)
