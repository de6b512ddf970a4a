"""Loading the demo edition, once, through the same commands that users' acts go through."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from nadwa import clock, media_types, printing
from nadwa.accounts.models import Person, Viewer
from nadwa.acts.by import THE_DEMO, By, Function, InFunction
from nadwa.acts.demo import ExerciseStarted, Loaded
from nadwa.consultations.commands import running
from nadwa.consultations.commands.beginning import copy_votes
from nadwa.consultations.models import Consultation, OpinionStatement
from nadwa.consultations.snapshots import take_snapshot
from nadwa.cooperation.commands import commitments, entries
from nadwa.delegations import capacities
from nadwa.delegations.commands import badges
from nadwa.delegations.models import Body, Constituency, Delegate, Delegation, FocalPoint, Invitation
from nadwa.demo import beijing, exercise, personas
from nadwa.demo.files import rows_of, texts
from nadwa.demo.negotiations import load_text
from nadwa.editions import two_key
from nadwa.editions.capacities import HostOfficer
from nadwa.editions.commands import approving, preparing
from nadwa.editions.models import Edition, Host, Membership, Series, Task, Topic
from nadwa.engine.language import embedded
from nadwa.engine.rollcall.files import read_roll_calls
from nadwa.floor.models import Procedure
from nadwa.press import commands as press
from nadwa.press.models import Release
from nadwa.printing import Line
from nadwa.programme.commands import documents
from nadwa.programme.models import AgendaItem, Document, Meeting, Room, Step
from nadwa.record.acts import command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL, multilingual, plain, written

Begins = Callable[[str], object]
STATES = (OpinionStatement.State.REJECTED, OpinionStatement.State.ACCEPTED)
VTAIWAN_SOURCE = (
    "Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 with "
    "Attribution to The Computational Democracy Project. https://compdemocracy.org/case-studies/2015-vtaiwan-uberx"
)
ROLL_CALL_SOURCE = (
    "United Nations General Assembly Voting Data, Erik Voeten, Anton Strezhnev, Michael Bailey (CC0), from the R "
    "package unvotes, David Robinson and Nicholas Goguen-Compagnoni (MIT)."
)


def load(begins: Begins = lambda _part: None) -> bool:
    """Load Beijing 2016 with its exercise; False if it is there already. All or nothing. `begins` is told each part."""
    if Edition.objects.filter(slug=beijing.SLUG).exists():
        return False
    with transaction.atomic():
        load_edition(begins)
    return True


@command
def load_edition(begins: Begins) -> Act:
    edition = _edition()
    for part, fill in PARTS.items():
        begins(part)
        fill(edition)
    return record(log_for(edition.slug), Loaded(edition=edition.slug), THE_DEMO)


@command
def start_exercise(person: Viewer, edition: Edition, meeting: int) -> Act:
    """Note on the record that what follows in the meeting is played."""
    return record(log_for(edition.slug), ExerciseStarted(meeting=meeting), _by(person))


@command
def start_adoption(person: Viewer, edition: Edition, text: str) -> Act:
    """Note on the record that what follows on the text is played."""
    return record(log_for(edition.slug), ExerciseStarted(text=text), _by(person))


def _by(person: Viewer) -> By:
    return InFunction(person, Function.DEMO) if isinstance(person, Person) else THE_DEMO


def _edition() -> Edition:
    series = Series.objects.create(slug="china-un-internet", name=beijing.SERIES)
    edition = Edition.objects.create(series=series, slug=beijing.SLUG, **beijing.EDITION)
    for slug, name in beijing.HOSTS.items():
        Host.objects.create(edition=edition, slug=slug, name=name)
    for position, title in enumerate(beijing.TOPICS, 1):
        Topic.objects.create(edition=edition, position=position, title=title)
    Procedure.objects.create(edition=edition)
    return edition


def _people(edition: Edition) -> None:
    for one in personas.FUNCTIONARIES:
        person = Person.objects.create(username=one.username, name=one.name)
        if one.role:
            host = edition.hosts.filter(slug=one.host).first()
            Membership.objects.create(edition=edition, person=person, role=one.role, host=host)
    groups = {
        row["slug"]: Constituency.objects.create(edition=edition, slug=row["slug"], name=texts(row))
        for row in rows_of("exercise/constituencies.csv")
    }
    bodies = sorted(rows_of("exercise/bodies.csv"), key=lambda row: (row["kind"] != "state", row["kind"], row["en"]))
    for protocol, row in enumerate(bodies, 1):
        body = Body.objects.create(
            series=edition.series, slug=row["slug"], kind=row["kind"], name=texts(row), exercise=True
        )
        delegation = Delegation.objects.create(
            edition=edition,
            body=body,
            constituency=groups.get(row["constituency"]),
            protocol=protocol,
            admission=Delegation.Admission.FULL,
        )
        _seats(delegation, int(row["rank"]))
        _invitation(edition, body, "accepted", protocol, level=int(row["rank"]))
    for number, row in enumerate(rows_of("exercise/invited.csv"), len(bodies) + 1):
        body = Body.objects.create(
            series=edition.series,
            slug=row["slug"],
            kind=Body.Kind.STATE,
            name=texts(row),
            language=row["language"],
            exercise=True,
        )
        _invitation(edition, body, row["state"], number)
        person = Person.objects.create(
            username=f"{row['slug']}-focal",
            name=row["focal"],
            language=row["language"],
            email=f"{row['slug']}@nadwa.example",
        )
        FocalPoint.objects.create(edition=edition, body=body, person=person, place=1)


def _invitation(edition: Edition, body: Body, state: str, number: int, level: int | None = None) -> None:
    sent = None if state == Invitation.State.DRAFTED else datetime(2016, 6, 1, 1, tzinfo=UTC)
    Invitation.objects.create(
        edition=edition,
        body=body,
        number=number,
        answer_by=date(2016, 6, 24),
        state=state,
        level=level,
        sent_at=sent,
        answered_at=sent if level else None,
    )


def _seats(delegation: Delegation, rank: int) -> None:
    state = delegation.body.kind == Body.Kind.STATE
    roles = [Delegate.Role.HEAD, Delegate.Role.ALTERNATE] if state else [Delegate.Role.OBSERVER]
    for offset, role in enumerate(roles):
        name = personas.invented_name(2 * delegation.protocol + offset)
        person = Person.objects.create(username=f"{delegation.body.slug}-{role}", name=name)
        Delegate.objects.create(
            delegation=delegation,
            person=person,
            role=role,
            rank=rank if role == Delegate.Role.HEAD else Delegate.Rank.OFFICIAL,
        )


def _programme(edition: Edition) -> None:
    items = {
        number: AgendaItem.objects.create(
            edition=edition, number=number, title=title, high_level=number == beijing.HIGH_LEVEL_ITEM
        )
        for number, title in enumerate(beijing.AGENDA, 1)
    }
    hall = Room.objects.create(edition=edition, name=beijing.ROOM, seats=400)
    for number, row in enumerate(beijing.MEETINGS, 1):
        fields = {"public": True, **row}
        numbers = fields.pop("items")
        topic = edition.topics.filter(position=fields.pop("topic", None)).first()
        meeting = Meeting.objects.create(edition=edition, number=number, room=hall, topic=topic, **fields)
        meeting.items.set([items[item] for item in numbers])
    _run_of_show(edition.meetings.get(number=1))


def _documents(edition: Edition) -> None:
    """One document in all six languages, issued; and one whose translations are awaited."""
    slot, due = (datetime(2016, 6, day, 9, tzinfo=UTC) for day in (20, 27))
    everybody, item = Document.Audience.EVERYBODY, edition.agenda.get(number=1)
    for kind, title in (
        (Document.Kind.INFORMATION, exercise.PROGRAMME_TITLE),
        (Document.Kind.WORKING, exercise.OUTCOME),
    ):
        documents.plan_document(THE_DEMO, edition, kind, title, item, None, everybody, slot, due, True)
    information, working = edition.documents.order_by("kind")
    for language in OFFICIAL:
        lines = [Line(plain(exercise.PROGRAMME_RELEASE, language))]
        paper = printing.pdf(plain(information.title, language), information.symbol, language, lines, at=slot)
        documents.hand_in(THE_DEMO, information, language, paper, media_types.PDF)
        if language == "en":
            documents.hand_in(THE_DEMO, working, language, paper, media_types.PDF)
    documents.issue_document(THE_DEMO, information)


def _run_of_show(meeting: Meeting) -> None:
    for position, (awaits, item, minutes, text) in enumerate(exercise.RUN_OF_SHOW, 1):
        Step.objects.create(meeting=meeting, position=position, text=text, minutes=minutes, awaits=awaits, item=item)


def _prepare(edition: Edition) -> None:
    """What the hosts of the exercise have divided: done, open, and waiting for the second key."""
    hosts = {host.slug: host for host in edition.hosts.all()}
    for kind, owner, due, dollars, title in exercise.TASKS:
        preparing.set_task(THE_DEMO, edition, kind, title, hosts[owner], due, dollars)
    edition.tasks.filter(kind=Task.Kind.CONCEPT).update(done_at=datetime(2016, 5, 20, 2, tzinfo=UTC))


def _announce_and_open(edition: Edition) -> None:
    Release.objects.create(
        edition=edition, title=beijing.ANNOUNCEMENT_TITLE, text=beijing.ANNOUNCEMENT, dated=beijing.ANNOUNCED
    )
    for kind in ("press.announce", "editions.open"):
        _with_both_keys(edition, kind)


def _press(edition: Edition) -> None:
    """A release for everybody, and one that accredited press reads a day ahead."""
    now = clock.now()
    for title, text, embargo in (
        (exercise.PROGRAMME_TITLE, exercise.PROGRAMME_RELEASE, None),
        (exercise.OUTCOME_TITLE, exercise.OUTCOME_RELEASE, now.replace(second=0, microsecond=0) + timedelta(days=1)),
    ):
        press.draft_release(
            THE_DEMO, edition, Release.Kind.RELEASE, title, text, dated=now.date(), embargo_until=embargo
        )
        press.issue_release(THE_DEMO, edition.releases.get(issued_at=None))


def _cooperation(edition: Edition) -> None:
    """Offers and needs in the languages they were written in, and one commitment that both hosts have published."""
    for row in rows_of("exercise/cooperation.csv"):
        delegation = edition.delegations.get(body__slug=row["delegation"])
        facts: dict[str, Any] = {
            "side": row["side"],
            "area": row["area"],
            "begins": date.fromisoformat(row["begins"]),
            "ends": date.fromisoformat(row["ends"]),
            "languages": row["languages"].split(),
            "dollars": int(row["dollars"]) if row["dollars"] else None,
        }
        texts_of_row = (written(row["language"], row[name]) for name in ("title", "text"))
        entries.enter(_head(delegation), *texts_of_row, **facts)
    lead, partner = (edition.delegations.get(body__slug=slug) for slug in ("aldora", "belmara"))
    due = clock.now().date() + timedelta(days=730)
    commitments.draft_commitment(
        _head(lead), [partner], edition.entries.get(number=1), due=due, target=3, dollars=90_000, **exercise.COMMITMENT
    )
    commitment = edition.commitments.get()
    commitments.confirm_partnership(_head(partner), commitment)
    _with_both_keys(edition, "cooperation.publish", str(commitment.number))
    commitments.report_progress(_head(lead), commitment, 1, exercise.REPORT, "fr")


def _head(delegation: Delegation) -> capacities.Delegate:
    return capacities.Delegate(delegation.delegates.earliest("pk").person, delegation)


def _with_both_keys(edition: Edition, kind: str, subject: str = "") -> None:
    officers = (Person.objects.get(username=name) for name in ("officer-china", "officer-un"))
    first, second = (HostOfficer.at(officer, edition) for officer in officers)
    seen = two_key.to_be_seen(kind, edition, subject)
    approving.propose(first, edition, kind, subject, seen)
    approving.approve(second, edition.proposals.get(kind=kind, subject=subject), seen)


def _exercise_consultation(edition: Edition) -> None:
    consultation = Consultation.objects.create(
        edition=edition,
        slug="exercise",
        title=exercise.EXERCISE_CONSULTATION,
        about=exercise.EXERCISE_ABOUT,
    )
    rows = rows_of("exercise/statements.csv")
    meanings = np.asarray(embedded([row["en"] for row in rows]), "<f4")
    OpinionStatement.objects.bulk_create(
        OpinionStatement(
            consultation=consultation, number=int(row["number"]), text=texts(row), meaning=meaning.tobytes()
        )
        for row, meaning in zip(rows, meanings, strict=True)
    )
    running.open_consultation(THE_DEMO, consultation)


def _vtaiwan(edition: Edition) -> None:
    consultation = Consultation.objects.create(
        edition=edition,
        slug="vtaiwan-uberx",
        title=beijing.VTAIWAN,
        about=beijing.VTAIWAN_ABOUT,
        source=VTAIWAN_SOURCE,
        votes_public=True,
    )
    rows = sorted(rows_of("vtaiwan.uberx/comments.csv"), key=lambda row: int(row["comment-id"]))
    OpinionStatement.objects.bulk_create(
        OpinionStatement(
            consultation=consultation,
            number=int(row["comment-id"]),
            text={"original": "zh-hant", "versions": {"zh-hant": {"text": row["comment-body"], "state": "checked"}}},
            state=STATES[row["moderated"] != "-1"],
        )
        for row in rows
    )
    ballots = (
        (row["voter-id"], int(row["comment-id"]), int(row["vote"]), _moment(row["timestamp"]))
        for row in rows_of("vtaiwan.uberx/votes.csv")
    )
    copy_votes(consultation, ballots)
    take_snapshot(consultation)
    running.publish_result(THE_DEMO, consultation)


def _roll_calls(edition: Edition) -> None:
    consultation = Consultation.objects.create(
        edition=edition,
        slug="general-assembly",
        kind=Consultation.Kind.ROLL_CALL,
        title=beijing.ROLL_CALLS,
        about=beijing.ROLL_CALLS_ABOUT,
        source=ROLL_CALL_SOURCE,
        votes_public=True,
    )
    called = [row for row in rows_of("unga/roll_calls.csv") if row["rcid"] in beijing.ROLL_CALL_NUMBERS]
    for row in called:
        symbol = row["unres"] if row["unres"].startswith("A/RES/") else f"A/RES/{row['unres'].removeprefix('R/')}"
        title = row["short"].split(" : ")[0] if len(row["short"]) > 60 else row["descr"].split(":")[0].strip()
        text = multilingual("en", en=f"{symbol}: {title}")
        OpinionStatement.objects.create(consultation=consultation, number=int(row["rcid"]), text=text)
    ballots = (
        (state, int(number), value, clock.now())
        for state, number, value in read_roll_calls(settings.DATA / "unga")
        .some(beijing.ROLL_CALL_NUMBERS)
        .as_votes()
        .triples()
    )
    copy_votes(consultation, ballots)
    take_snapshot(consultation)
    running.publish_result(THE_DEMO, consultation)


def _moment(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


MAPS = "maps of opinion"  # which need what numba compiles
PARTS: dict[str, Callable[[Edition], object]] = {
    "delegations": _people,
    "badges": partial(badges.issue_badges, THE_DEMO),
    "programme": _programme,
    "documents": _documents,
    "preparations": _prepare,
    "opening": _announce_and_open,
    "press": _press,
    "cooperation": _cooperation,
    "consultation": _exercise_consultation,
    "texts": partial(load_text, by=THE_DEMO),
    MAPS: _vtaiwan,
    "roll calls": _roll_calls,
}
