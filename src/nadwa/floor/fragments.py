"""What the pages of a meeting show live, rendered alike for the page and for the stream.

The stream is the same for everybody. What is for some delegations only names them (`data-only`, `data-except`); the
page hides it from the others, and so does the browser when it comes by the stream.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from nadwa.floor import queries
from nadwa.floor.commands.acting import topic
from nadwa.floor.queries import House
from nadwa.live.channels import Channel
from nadwa.programme.models import Meeting


def now_fragments(house: House, request: HttpRequest | None = None, seat: Any = None) -> dict[str, str]:
    names = ["ballot", "state", "floor", "list", "points", "proposition", "motions", "own_list", "own_motions"]
    names += ["heard", "decided"]
    return _rendered(house, request, names, mine=seat and seat.delegation_id)


def ballot(house: House, request: HttpRequest, seat: Any) -> str:
    """Of the fragments of Now the one that asks for an answer, for a page of its own."""
    return _rendered(house, request, ["ballot"], mine=seat and seat.delegation_id)["ballot"]


def podium_fragments(house: House, request: HttpRequest | None = None) -> dict[str, str]:
    names = [
        "chair_state",
        "chair_floor",
        "chair_list",
        "chair_points",
        "chair_proposition",
        "chair_motions",
        "chair_run",
    ]
    return _rendered(house, request, names, steps=queries.run_of_show(house.meeting))


def screen_fragments(house: House) -> dict[str, str]:
    return _rendered(house, None, ["screen"])


def _rendered(house: House, request: HttpRequest | None, names: list[str], **more: object) -> dict[str, str]:
    context = {"house": house, "edition": house.meeting.edition, "meeting": house.meeting, **more}
    return {name: render_to_string(f"floor/fragments/{name}.html", context, request) for name in names}


def _meeting(key: str) -> Meeting | None:
    return Meeting.objects.select_related("edition").filter(pk=key).first() if key.isdigit() else None


def _topic(key: str) -> str:
    return topic(Meeting(pk=int(key)))


def _channel(name: str, rule: str, render: Callable[[House], dict[str, str]]) -> Channel:
    return Channel(name, rule, _meeting, _topic, lambda meeting: render(queries.house(meeting)))


CHANNELS = (
    _channel("floor.now", "floor.follow", now_fragments),
    _channel("floor.podium", "floor.preside", podium_fragments),
    _channel("floor.screen", "floor.follow", screen_fragments),
)
