"""Two delegations swap places on the list without the chair: one proposes, the other accepts what both see."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.delegations.capacities import Delegate
from nadwa.floor import forms_of_list, saying
from nadwa.floor.commands import places
from nadwa.floor.commands.acting import act, lock_lasting, recorded
from nadwa.floor.models import Request, Sitting, Swap
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act

VOID = _("The list has changed since this was proposed, so the proposal is void.")


@act("propose-swap", _("Propose to swap places"), forms_of_list.SwapForm, saying.swapping, saying.order_of_list)
def propose_swap(by: Delegate, meeting: Meeting, request: Request) -> Act:
    """Propose to a delegation on the list to change places with it. Of the high-level segment only within a level."""
    sitting = lock_lasting(meeting)
    queue = places.waiting(places.item_of(sitting), Request.Kind.SPEECH)
    own = next((one for one in queue if one.delegation_id == by.delegation.pk), None)
    if own is None:
        raise Refused(_("Your delegation is not on the list."))
    if request not in queue:
        raise Refused(_("This delegation is not waiting for the floor."))
    if request == own:
        raise Refused(_("Choose another delegation than your own."))
    other = queue[queue.index(request)]
    _require_one_level(own, other)
    if any(swap.stands_in([one.pk for one in queue]) for swap in _pending(own, other)):
        raise Refused(_("This swap has been proposed already."))
    Swap.objects.create(proposer=own, other=other, between=_between(queue, own, other), proposed_at=clock.now())
    proposed = acts.SwapProposed(
        **places.of(sitting, own),
        other=other.delegation.body.slug,
        place=queue.index(own) + 1,
        wanted=queue.index(other) + 1,
    )
    return recorded(proposed, sitting, by)


@act("accept-swap", _("Swap places"), forms_of_list.SwapAnswerForm, saying.accepting_swap, saying.order_of_list)
def accept_swap(by: Delegate, meeting: Meeting, swap: Swap) -> Act:
    """The other delegation accepts: the two change places, if the list is as it was between them."""
    sitting = lock_lasting(meeting)
    swap = _asked(sitting, swap)
    if swap.other.delegation_id != by.delegation.pk:
        raise Refused(_("This was not proposed to your delegation."))
    queue = places.waiting(places.item_of(sitting), Request.Kind.SPEECH)
    if not swap.stands_in([one.pk for one in queue]):
        raise Refused(VOID)
    _require_one_level(queue[queue.index(swap.proposer)], queue[queue.index(swap.other)])
    given, taken = queue.index(swap.other), queue.index(swap.proposer)
    queue[given], queue[taken] = queue[taken], queue[given]
    places.renumber(queue)
    _close(swap, Swap.State.ACCEPTED)
    slug = swap.proposer.delegation.body.slug
    swapped = acts.PlacesSwapped(**places.of(sitting, swap.other), other=slug, place=taken + 1, given=given + 1)
    return recorded(swapped, sitting, by)


@act("drop-swap", _("Do not swap places"), forms_of_list.SwapAnswerForm)
def drop_swap(by: Delegate, meeting: Meeting, swap: Swap) -> Act:
    """The one declines, or the other withdraws what it has proposed."""
    sitting = lock_lasting(meeting)
    swap = _asked(sitting, swap)
    proposer, other = swap.proposer, swap.other
    if by.delegation.pk not in (proposer.delegation_id, other.delegation_id):
        raise Refused(_("This was not proposed to your delegation."))
    _close(swap, Swap.State.DROPPED)
    if by.delegation.pk == other.delegation_id:
        declined = acts.SwapDeclined(**places.of(sitting, other), other=proposer.delegation.body.slug)
        return recorded(declined, sitting, by)
    withdrawn = acts.SwapWithdrawn(**places.of(sitting, proposer), other=other.delegation.body.slug)
    return recorded(withdrawn, sitting, by)


def _require_one_level(own: Request, other: Request) -> None:
    """When it is accepted, too: a level may have been raised meanwhile, without the order having changed."""
    if own.item.high_level and own.rank != other.rank:
        raise Refused(_("In the high-level segment only speakers of the same level swap places."))


def _pending(own: Request, other: Request) -> list[Swap]:
    return list(Swap.objects.filter(proposer=own, other=other, state=Swap.State.PENDING))


def _between(queue: list[Request], own: Request, other: Request) -> list[int]:
    first, last = sorted((queue.index(own), queue.index(other)))
    return [one.pk for one in queue[first : last + 1]]


def _asked(sitting: Sitting, swap: Swap) -> Swap:
    known = Swap.objects.select_related(
        "proposer__delegation__body", "proposer__item", "other__delegation__body", "other__item"
    )
    found = known.filter(pk=swap.pk, state=Swap.State.PENDING, proposer__item=sitting.item_id).first()
    if found is None:
        raise Refused(_("This proposal has been answered or withdrawn."))
    return found


def _close(swap: Swap, state: Swap.State) -> None:
    swap.state = state
    swap.save(update_fields=["state"])
