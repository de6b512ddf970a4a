"""Statements on behalf of a group: for which delegations one speaks, and which of them do not associate themselves."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.acts.by import By
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Constituency, Delegation
from nadwa.floor import forms_of_list, saying
from nadwa.floor.commands import places
from nadwa.floor.commands.acting import act, lock_lasting, recorded
from nadwa.floor.models import Request, Sitting, SpokenFor
from nadwa.floor.queries import roll_of
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act


def speak_for(
    sitting: Sitting, request: Request, by: By, constituency: Constituency | None, delegations: Iterable[Delegation]
) -> Act | None:
    """Let the request be on behalf of all of a group that are on the roll, and of others that are named; the act, if
    that is something else than stands. Who has said that it does not associate itself is not named again."""
    named = _named(sitting, request, constituency, delegations)
    if constituency and not named:
        raise Refused(_("Of this group no other delegation is on the roll of the meeting."))
    before, left = request.spoken_for, request.dissociated
    wanted = [one for one in named if one not in left]
    if (request.constituency, before) == (constituency, wanted):
        return None
    request.constituency = constituency
    request.save(update_fields=["constituency"])
    SpokenFor.objects.filter(request=request, left_at=None).exclude(delegation__in=wanted).delete()
    new = [one for one in wanted if one not in before]
    SpokenFor.objects.bulk_create(SpokenFor(request=request, delegation=one) for one in new)
    slugs = tuple(one.body.slug for one in wanted)
    about, group = places.of(sitting, request), constituency.slug if constituency else ""
    return recorded(acts.GroupNamed(**about, delegations=slugs, constituency=group), sitting, by)


def _named(
    sitting: Sitting, request: Request, constituency: Constituency | None, delegations: Iterable[Delegation]
) -> list[Delegation]:
    on_roll = sitting.meeting.edition.delegations.filter(body__slug__in=roll_of(sitting)["speak"])
    others = on_roll.exclude(pk=request.delegation_id).select_related("body")
    chosen = {one.pk for one in delegations}
    return [
        one
        for one in others.order_by("protocol")
        if one.pk in chosen or (constituency and one.constituency_id == constituency.pk)
    ]


@act("dissociate", _("Not associate yourself with a statement"), forms_of_list.DissociateForm, saying.dissociate)
def dissociate(by: Delegate, meeting: Meeting, request: Request) -> Act:
    """A delegation that another one has named says that it does not speak on its behalf."""
    sitting = lock_lasting(meeting)
    request = places.waiting_request(sitting, request)
    own = SpokenFor.objects.filter(request=request, delegation=by.delegation, left_at=None)
    if not own.update(left_at=clock.now()):
        raise Refused(_("This statement is not on behalf of your delegation."))
    left = acts.GroupLeft(**places.about(sitting, by.delegation), speaks=request.delegation.body.slug)
    return recorded(left, sitting, by)
