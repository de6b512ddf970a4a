"""Writing: a delegation's acts on the floor, through the commands that the pages use."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import seat
from nadwa.exchange.api.acting import Unknown, found, writer
from nadwa.exchange.api.schemas import Done, Problem
from nadwa.floor import commands as floor
from nadwa.programme import queries as programme
from nadwa.programme.models import Meeting
from nadwa.record.acts import submitted_as
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL

writing = Router(tags=["write"])
ANSWERS = {200: Done, 401: Problem, 404: Problem, 409: Problem}


class OnTheFloor(Schema):
    act: Literal["ask", "withdraw", "point", "reply"]
    submission: str = ""


class StatementIn(Schema):
    item: int
    language: Literal["ar", "zh-hans", "en", "fr", "ru", "es"]
    text: str
    submission: str = ""


ACTS = {
    "ask": floor.ask_for_floor,
    "withdraw": floor.withdraw_request,
    "point": floor.raise_point,
    "reply": floor.ask_for_reply,
}
assert set(OFFICIAL) == {"ar", "zh-hans", "en", "fr", "ru", "es"}  # noqa: S101 - the schema names them


def _taking_part(request: HttpRequest, slug: str, number: int) -> tuple[Any, Delegation, Meeting]:
    person = writer(request)
    meeting: Meeting = found(request, "floor.take_part", programme.meeting, slug, min(number, 30_000))
    own = seat(person, meeting.edition)
    if own is None:
        raise Unknown("There is nothing here.")
    return person, own.delegation, meeting


@writing.post("/editions/{slug}/meetings/{number}/acts", response=ANSWERS)
def act_on_the_floor(request: HttpRequest, slug: str, number: int, given: OnTheFloor) -> Any:
    """Ask for the floor, take the request back, raise a point of order, ask for the right of reply. The same
    `submission` sent twice is one act."""
    person, own, meeting = _taking_part(request, slug, number)
    with submitted_as(person, given.submission):
        return _done(ACTS[given.act](person, own, meeting))


@writing.post("/editions/{slug}/meetings/{number}/statement", response=ANSWERS)
def file_statement(request: HttpRequest, slug: str, number: int, given: StatementIn) -> Any:
    """File the text of the own delegation's statement, under embargo until it is called."""
    person, own, meeting = _taking_part(request, slug, number)
    with submitted_as(person, given.submission):
        return _done(floor.file_statement(person, own, meeting, given.item, given.language, given.text))


def _done(act: Act) -> dict[str, str]:
    return {"kind": act.kind, "receipt": str(act.ref)}
