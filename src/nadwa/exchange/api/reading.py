"""Reading: what the viewer may see on the pages, and nothing else."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from nadwa.cooperation import queries as cooperation
from nadwa.delegations import queries as delegations
from nadwa.delegations.queries import seat
from nadwa.editions import queries as editions
from nadwa.editions.models import Edition
from nadwa.editions.page import may_know
from nadwa.exchange.api.acting import Unknown, found
from nadwa.exchange.api.schemas import (
    ActOut,
    CommitmentOut,
    DelegationOut,
    DocumentOut,
    EditionOut,
    EntryOut,
    FloorOut,
    MeetingOut,
    Problem,
    ReleaseOut,
    TextOut,
    WholeTextOut,
)
from nadwa.floor import queries as floor
from nadwa.press import queries as press
from nadwa.programme import queries as programme
from nadwa.record import queries as record
from nadwa.texts import queries as texts

reading = Router(tags=["read"])
MISSING = {404: Problem}
MOST = 200


class Page(Schema):
    """Where to begin, and how many to answer with."""

    start: int = 0
    limit: int = MOST


def _slice(rows: Any, page: Page) -> list[Any]:
    begin, size = min(max(page.start, 0), 10_000_000), min(max(page.limit, 1), MOST)
    return list(rows[begin : begin + size])


def _edition(request: HttpRequest, slug: str, permission: str = "editions.view") -> Edition:
    edition: Edition = found(request, permission, editions.edition, slug)
    if not may_know(request.user, edition):
        raise Unknown("There is nothing here.")
    return edition


@reading.get("/editions", response=list[EditionOut], summary="The editions that the viewer may know of")
def list_editions(request: HttpRequest) -> Any:
    everyone = [edition for series in editions.series() for edition in series.editions.all()]
    return [edition for edition in everyone if may_know(request.user, edition)]


@reading.get("/editions/{slug}", response={200: EditionOut, **MISSING})
def get_edition(request: HttpRequest, slug: str) -> Any:
    return _edition(request, slug)


@reading.get("/editions/{slug}/delegations", response={200: list[DelegationOut], **MISSING})
def list_delegations(request: HttpRequest, slug: str, page: Query[Page]) -> Any:
    """In protocol order."""
    return _slice(delegations.in_protocol_order(_edition(request, slug, "delegations.view")), page)


@reading.get("/editions/{slug}/meetings", response={200: list[MeetingOut], **MISSING})
def list_meetings(request: HttpRequest, slug: str, page: Query[Page]) -> Any:
    return _slice(programme.meetings(_edition(request, slug, "programme.view")), page)


@reading.get("/editions/{slug}/meetings/{number}/floor", response={200: FloorOut, **MISSING})
def get_floor(request: HttpRequest, slug: str, number: int) -> Any:
    """Who speaks, who waits, what is before the meeting."""
    _edition(request, slug)
    house = floor.house(found(request, "floor.follow", programme.meeting, slug, min(number, 30_000)))

    def bodies(rows: list[Any]) -> list[str]:
        return [row.delegation.body.slug for row in rows]

    return {
        "state": house.sitting.state,
        "item": house.sitting.item and house.sitting.item.number,
        "present": house.quorum.present,
        "members": house.quorum.members,
        "list_open": "list" in house.offers,
        "speaker": house.speaker and house.speaker.delegation.body.slug,
        "waiting": bodies(house.waiting),
        "replies": bodies(house.replies),
        "points_of_order": bodies(house.points),
        "motions": [motion.kind for motion in house.motions],
    }


@reading.get("/editions/{slug}/documents", response={200: list[DocumentOut], **MISSING})
def list_documents(request: HttpRequest, slug: str, page: Query[Page]) -> Any:
    """What has been issued to audiences that the viewer belongs to."""
    return _slice(programme.issued_documents(_edition(request, slug, "programme.view"), request.user), page)


@reading.get("/editions/{slug}/texts", response={200: list[TextOut], **MISSING})
def list_texts(request: HttpRequest, slug: str) -> Any:
    return list(texts.texts(_edition(request, slug), request.user))


@reading.get("/editions/{slug}/texts/{name}", response={200: WholeTextOut, **MISSING})
def get_text(request: HttpRequest, slug: str, name: str) -> Any:
    """The text as it stands, with how many proposals are on each paragraph."""
    _edition(request, slug)
    text = found(request, "texts.read", texts.negotiating_text, slug, name)
    paragraphs = [
        {
            "number": place.paragraph.number,
            "kind": place.paragraph.kind,
            "label": place.label,
            "wording": place.current and place.current.wording,
            "proposals": len(place.proposals),
        }
        for place in texts.places(text)
    ]
    known = {name: getattr(text, name) for name in ("slug", "symbol", "title", "state", "reading")}
    return known | {"paragraphs": paragraphs}


@reading.get("/editions/{slug}/entries", response={200: list[EntryOut], **MISSING})
def list_entries(request: HttpRequest, slug: str, page: Query[Page], side: str = "", area: str = "") -> Any:
    """Offers and needs."""
    return _slice(cooperation.entries(_edition(request, slug, "cooperation.view"), side, area), page)


@reading.get("/editions/{slug}/commitments", response={200: list[CommitmentOut], **MISSING})
def list_commitments(request: HttpRequest, slug: str, page: Query[Page]) -> Any:
    edition = _edition(request, slug, "cooperation.view")
    own = seat(request.user, edition)
    return _slice(cooperation.commitments(edition, own.delegation if own else None), page)


@reading.get("/editions/{slug}/releases", response={200: list[ReleaseOut], **MISSING})
def list_releases(request: HttpRequest, slug: str, page: Query[Page]) -> Any:
    """Under embargo for accredited press alone."""
    return _slice(press.visible(_edition(request, slug), request.user), page)


@reading.get("/editions/{slug}/acts", response={200: list[ActOut], **MISSING})
def list_acts(request: HttpRequest, slug: str, page: Query[Page]) -> Any:
    """The public record, from its first act on."""
    _edition(request, slug)
    log = found(request, "record.read", record.public_log, slug)
    return _slice(record.placed(log), page)
