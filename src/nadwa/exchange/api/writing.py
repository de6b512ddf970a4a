"""Writing: what a delegation does on the floor, to texts and in consultations, through the commands of the pages."""

from typing import Annotated, Any, Literal, get_args

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import BeforeValidator, StrictInt, StringConstraints

from nadwa import characters
from nadwa.consultations import queries as consultations
from nadwa.consultations.capacities import participant
from nadwa.consultations.commands import opinion_statements
from nadwa.consultations.commands.opinion_statements import LONGEST
from nadwa.consultations.models import Consultation
from nadwa.consultations.votes import cast
from nadwa.delegations.capacities import Delegate
from nadwa.exchange.api.acting import Unknown, found, sending, writer
from nadwa.exchange.api.schemas import Done, Problem, SentBefore
from nadwa.floor import parts
from nadwa.floor.commands import statements
from nadwa.floor.forms import LONGEST as LONGEST_SPEECH
from nadwa.programme import queries as programme
from nadwa.programme.models import Meeting
from nadwa.record.models import Act
from nadwa.texts import queries as texts
from nadwa.texts.capacities import delegate
from nadwa.texts.commands import proposing
from nadwa.texts.forms import LONGEST as LONGEST_WORDING
from nadwa.web.declaring import weighing
from nadwa.web.languages import OFFICIAL

writing = Router(tags=["write"])
PROBLEMS = {401: Problem, 404: Problem, 409: Problem | SentBefore}
ANSWERS = {200: Done, **PROBLEMS}


def _let_in(given: Any) -> Any:
    """The same gate as the forms'. What is refused is named in the answer, as every value is that does not fit."""
    return characters.all_normal(given)


def _whole(given: Any) -> Any:
    """Python takes `true` and 1.0 for 1: a vote is cast by a number that was meant as one."""
    if type(given) is not int:
        raise ValueError("expected a whole number")
    return given


# The same for whoever reads the description, where the characters that are none stand in a pattern.
_NONE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f" + characters.NONCHARACTERS
WRITTEN = f"^[^{_NONE}]*[^\\s\ufeff{_NONE}][^{_NONE}]*$"
GATE = BeforeValidator(_let_in)
Language = Literal["ar", "zh-hans", "en", "fr", "ru", "es"]
Submission = Annotated[str, StringConstraints(pattern=f"^[^{_NONE}]*$", max_length=200), GATE]


ByProgram = Literal["ask", "withdraw", "point", "reply"]


class OnTheFloor(Schema):
    act: ByProgram
    submission: Submission = ""


class StatementIn(Schema):
    item: StrictInt
    language: Language
    text: Annotated[str, StringConstraints(pattern=WRITTEN, max_length=LONGEST_SPEECH), GATE]
    submission: Submission = ""


class WordingIn(Schema):
    language: Language
    wording: Annotated[str, StringConstraints(pattern=WRITTEN, max_length=LONGEST_WORDING), GATE]
    submission: Submission = ""


class OpinionIn(Schema):
    language: Language
    text: Annotated[str, StringConstraints(pattern=WRITTEN, max_length=LONGEST), GATE]
    submission: Submission = ""


class VoteIn(Schema):
    statement: StrictInt
    value: Annotated[Literal[1, 0, -1], BeforeValidator(_whole)]


ACTS = {name: parts.ACTS[Delegate][name] for name in get_args(ByProgram)}
assert not weighing(ACTS)  # noqa: S101 - a key is no factor that was given lately
assert set(OFFICIAL) == {"ar", "zh-hans", "en", "fr", "ru", "es"}  # noqa: S101 - the schema names them


def _taking_part(request: HttpRequest, slug: str, number: int) -> tuple[Delegate, Meeting]:
    person = writer(request)
    meeting: Meeting = found(request, "floor.take_part", programme.meeting, slug, min(number, 30_000))
    return Delegate.at(person, meeting.edition), meeting


@writing.post("/editions/{slug}/meetings/{number}/acts", response=ANSWERS)
def act_on_the_floor(request: HttpRequest, slug: str, number: int, given: OnTheFloor) -> Any:
    """Ask for the floor, take the request back, raise a point of order, ask for the right of reply. The same
    `submission` sent twice is one act; with other content it is refused."""
    by, meeting = _taking_part(request, slug, number)
    with sending(request, by.person, given):
        return _done(ACTS[given.act](by, meeting))


@writing.post("/editions/{slug}/meetings/{number}/statement", response=ANSWERS)
def file_statement(request: HttpRequest, slug: str, number: int, given: StatementIn) -> Any:
    """File the text of the own delegation's statement, under embargo until it is called."""
    by, meeting = _taking_part(request, slug, number)
    with sending(request, by.person, given):
        return _done(statements.file_statement(by, meeting, given.item, given.language, given.text))


@writing.post("/editions/{slug}/texts/{name}/paragraphs/{number}/proposals", response=ANSWERS)
def propose_wording(request: HttpRequest, slug: str, name: str, number: int, given: WordingIn) -> Any:
    """Draft another wording for a paragraph; only the own delegation sees it until it is tabled on the page."""
    person = writer(request)
    paragraph = found(request, "texts.propose", texts.paragraph, slug, name, min(number, 30_000))
    with sending(request, person, given):
        return _done(proposing.propose_wording(delegate(person, paragraph), paragraph, given.language, given.wording))


@writing.post("/editions/{slug}/consultations/{name}/statements", response=ANSWERS)
def submit_statement(request: HttpRequest, slug: str, name: str, given: OpinionIn) -> Any:
    """Hand in an opinion statement; it waits for moderation."""
    person, consultation = _voter(request, slug, name)
    by = participant(person, consultation.edition)
    with sending(request, person, given):
        return _done(opinion_statements.submit_statement(by, consultation, given.language, given.text))


@writing.post("/editions/{slug}/consultations/{name}/votes", response={200: VoteIn, **PROBLEMS})
def vote(request: HttpRequest, slug: str, name: str, given: VoteIn) -> Any:
    """Vote on an accepted statement, or change the vote: 1 agree, -1 disagree, 0 pass."""
    person, consultation = _voter(request, slug, name)
    statement = consultations.accepted(consultation).filter(number=min(max(given.statement, 0), 30_000)).first()
    if statement is None:
        raise Unknown("There is nothing here.")
    cast(person, consultation, statement, given.value)
    return given


def _voter(request: HttpRequest, slug: str, name: str) -> tuple[Any, Consultation]:
    person = writer(request)
    consultation: Consultation = found(request, "consultations.vote", consultations.consultation, slug, name)
    return person, consultation


def _done(act: Act) -> dict[str, str]:
    return {"kind": act.kind, "receipt": str(act.ref)}
