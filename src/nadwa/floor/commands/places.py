"""Places on the list of the item in hand: who waits, in which order, and what an act says of it."""

from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.floor.models import Request, Sitting
from nadwa.floor.queries import procedure_of
from nadwa.programme.models import AgendaItem
from nadwa.record.acts import Refused


def item_of(sitting: Sitting) -> AgendaItem:
    if sitting.item is None:
        raise Refused(_("The meeting has no agenda."))
    return sitting.item


class About(TypedDict):
    meeting: int
    delegation: str
    item: int


def about(sitting: Sitting, delegation: Delegation) -> About:
    """What each act of a delegation on the item in hand says."""
    return {"meeting": sitting.meeting.number, "delegation": delegation.body.slug, "item": item_of(sitting).number}


def of(sitting: Sitting, request: Request) -> About:
    """What each act on a request says."""
    slug, item = request.delegation.body.slug, request.item.number
    return {"meeting": sitting.meeting.number, "delegation": slug, "item": item}


def waiting(item: AgendaItem, kind: Request.Kind) -> list[Request]:
    return list(
        Request.objects.filter(item=item, kind=kind, state=Request.State.WAITING)
        .select_related("delegation")
        .order_by("position", "pk")
    )


def behind_all(item: AgendaItem, kind: Request.Kind) -> int:
    """The position behind all that wait, however many before them have been heard."""
    queue = waiting(item, kind)
    return queue[-1].position + 1 if queue else 0


def by_protocol(sitting: Sitting, request: Request) -> int:
    """Moves a waiting request to the place that its level gives it in the high-level segment; elsewhere the order of
    requests stands. The place."""
    item = item_of(sitting)
    queue = waiting(item, Request.Kind.SPEECH)
    if not item.high_level:
        return queue.index(request) + 1
    others = [one for one in queue if one != request]
    place = protocol_place(others, request, by_letter=procedure_of(sitting.meeting.edition).high_level_by_letter)
    renumber([*others[:place], request, *others[place:]])
    return place + 1


def protocol_place(queue: list[Request], request: Request, *, by_letter: bool) -> int:
    """Before the first who ranks lower; within a rank in the order of requests, or that of the letter drawn."""

    def order(one: Request) -> tuple[int, int]:
        return one.rank, one.delegation.protocol if by_letter else 0

    return next((place for place, other in enumerate(queue) if order(other) > order(request)), len(queue))


def renumber(queue: list[Request]) -> None:
    for position, request in enumerate(queue):
        request.position = position
    Request.objects.bulk_update(queue, ["position"])


def waiting_request(sitting: Sitting, request: Request) -> Request:
    """As it stands by now; Refused where it does not wait on the item in hand."""
    waiting = Request.objects.select_related("delegation__body", "item", "named", "constituency")
    found = waiting.filter(pk=request.pk, item=sitting.item_id, state=Request.State.WAITING).first()
    if found is None:
        raise Refused(_("This delegation is not waiting for the floor."))
    return found
