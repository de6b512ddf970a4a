"""What happened as Popolo JSON: organisations, persons, memberships, events, speeches, motions and votes."""

import json
from typing import Any

from django.db.models import QuerySet

from nadwa.delegations import queries as delegations
from nadwa.editions.models import Edition
from nadwa.floor.models import Request
from nadwa.programme import queries as programme
from nadwa.record.models import Act, Log
from nadwa.web.languages import OFFICIAL, plain

VOTES = ("texts.vote-closed", "floor.vote-closed")


def document(edition: Edition) -> bytes:
    """Public data alone: delegations and delegates, public meetings, the speeches in them, roll calls."""
    found = list(delegations.in_protocol_order(edition))
    content = {
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
            for one in found
            for seat in one.delegates.all()
        ],
        "memberships": [
            {"person_id": f"person-{seat.person_id}", "organization_id": one.body.slug, "role": seat.role}
            for one in found
            for seat in one.delegates.all()
        ],
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
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


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
    return Act.objects.filter(log__edition=edition.slug, log__audience=Log.PUBLIC, kind__in=VOTES).order_by("pk")


def _vote(act: Act) -> dict[str, Any]:
    counts = [{"option": choice, "value": act.body[choice]} for choice in ("yes", "no", "abstention")]
    return {
        "identifier": str(act.ref),
        "start_date": act.at.isoformat(),
        "result": "pass" if act.body["carried"] else "fail",
        "counts": counts,
        "votes": [{"voter_id": body, "option": choice} for body, choice in sorted(act.body["ballots"].items())],
    }
