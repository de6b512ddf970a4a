"""Popolo JSON (popoloproject.com): out, what happened – organisations, persons, memberships, events, speeches, votes;
in, the persons who are members of the organisations that have a delegation."""

import json
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nadwa.acts import floor, texts
from nadwa.delegations import queries as delegations
from nadwa.editions.models import Edition
from nadwa.exchange.previews import PASSED_OVER
from nadwa.exchange.registrations import COLUMNS, Known, carry_out
from nadwa.floor.models import Request
from nadwa.programme import queries as programme
from nadwa.record.models import Act
from nadwa.record.queries import recorded_in_public
from nadwa.web.languages import OFFICIAL, plain
from nadwa.web.reading import apart
from nadwa.web.tables import BadUpload, json_of

__all__ = ["COLUMNS", "carry_out", "document", "read", "with_addresses"]
MOST_PERSONS = 10_000

VOTES = (texts.VoteClosed, floor.VoteClosed)


def document(edition: Edition) -> bytes:
    """Public data alone: delegations and delegates, public meetings, the speeches in them, roll calls."""
    return _json(_members(edition) | _events(edition))


def with_addresses(edition: Edition) -> bytes:
    """Organisations, persons with their addresses, memberships: what `read` reads again."""
    return _json(_members(edition, addresses=True))


def read(content: bytes, edition: Edition, language: str) -> list[dict[str, Any]]:
    """What each person would do: {line, state, values, problems}; `line` counts the persons. Raises BadUpload."""
    unknown = _("This is no Popolo JSON with organizations, persons and memberships.")
    given = apart(json_of, content, unknown)
    try:
        organizations = {str(one["id"]): one for one in given["organizations"]}
        belonging = {str(one["person_id"]): one for one in given["memberships"]}
        persons = [(str(one["id"]), one) for one in given["persons"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadUpload([unknown]) from error
    if len(persons) > MOST_PERSONS:
        raise BadUpload([_("The file has more than %(most)s persons.") % {"most": MOST_PERSONS}])
    known = Known(edition)
    rows = []
    for place, (number, person) in enumerate(persons, 1):
        membership = belonging.get(number)
        organization = organizations.get(str(membership.get("organization_id"))) if membership else None
        rows.append(_judged(known, place, {"language": language, **person}, membership or {}, organization))
    known.check_together(rows)
    return rows


def _judged(
    known: Known, place: int, person: dict[str, Any], membership: dict[str, Any], organization: dict[str, Any] | None
) -> dict[str, Any]:
    """A person as a registration; one without an organisation has no seat, and is passed over."""
    role = str(membership.get("role") or "")
    given = {
        "body": known.body_of(str((organization or {}).get(key) or "") for key in ("id", "name")),
        "name": str(person.get("name") or ""),
        "email": str(person.get("email") or ""),
        "language": str(person.get("language") or ""),
        "role": role if role.casefold() in known.roles else "",
        "rank": str(membership.get("rank") or ""),
        "function": "" if role.casefold() in known.roles else role,
    }
    if organization is None:
        reason = [["body", _("is a member of no organisation")]]
        return {"line": place, "state": PASSED_OVER, "values": given, "problems": reason}
    return known.judged(place, given)


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _members(edition: Edition, *, addresses: bool = False) -> dict[str, Any]:
    found = list(delegations.in_protocol_order(edition))
    seats = [(one, seat) for one in found for seat in one.delegates.all()]
    return {
        "organizations": [
            {
                "id": one.body.slug,
                "name": plain(one.body.name, "en"),
                "classification": one.body.kind,
                "other_names": [{"name": plain(one.body.name, code), "note": code} for code in OFFICIAL],
            }
            for one in found
        ],
        "persons": [
            {"id": f"person-{seat.person_id}", "name": seat.person.name}
            | ({"email": seat.person.email, "language": seat.person.language} if addresses else {})
            for _one, seat in seats
        ],
        "memberships": [
            {"person_id": f"person-{seat.person_id}", "organization_id": one.body.slug, "role": seat.role}
            | ({"rank": seat.rank} if addresses else {})
            for one, seat in seats
        ],
    }


def _events(edition: Edition) -> dict[str, Any]:
    return {
        "events": [
            {
                "id": f"meeting-{meeting.number}",
                "name": plain(meeting.title),
                "start_date": meeting.starts_at.isoformat(),
                "end_date": meeting.ends_at.isoformat(),
                "location": plain(meeting.room.name),
            }
            for meeting in programme.meetings(edition)
            if meeting.public
        ],
        "speeches": [_speech(request) for request in _spoken(edition)],
        "vote_events": [_vote(act) for act in _votes(edition)],
    }


def _spoken(edition: Edition) -> QuerySet[Request]:
    ended = Request.objects.filter(item__edition=edition, ended_at__isnull=False, sitting__meeting__public=True)
    return ended.select_related("delegation__body", "sitting__meeting").order_by("started_at")


def _speech(request: Request) -> dict[str, Any]:
    assert request.sitting and request.started_at and request.ended_at  # noqa: S101, PT018 - what has been spoken
    return {
        "creator_id": request.delegation.body.slug,
        "event_id": f"meeting-{request.sitting.meeting.number}",
        "type": request.kind,
        "date": request.started_at.isoformat(),
        "end_date": request.ended_at.isoformat(),
    }


def _votes(edition: Edition) -> QuerySet[Act]:
    return recorded_in_public(edition.slug, *VOTES).order_by("pk")


def _vote(act: Act) -> dict[str, Any]:
    closed = texts.VoteClosed.of(act) if act.kind == texts.VoteClosed.KIND.name else floor.VoteClosed.of(act)
    counts = [
        {"option": choice, "value": value}
        for choice, value in (("yes", closed.yes), ("no", closed.no), ("abstention", closed.abstention))
    ]
    return {
        "identifier": str(act.ref),
        "start_date": act.at.isoformat(),
        "result": "pass" if closed.carried else "fail",
        "counts": counts,
        "votes": [{"voter_id": body, "option": choice} for body, choice in sorted(closed.ballots.items())],
    }
