"""Reading consultations."""

import json
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from numpy.typing import NDArray

from nadwa.accounts.models import Person, Viewer
from nadwa.acts import consultations as acts
from nadwa.acts.texts import TakenUp
from nadwa.consultations.models import (
    Consultation,
    Exposure,
    OpinionStatement,
    OpinionVote,
    Participant,
    Revision,
    Signal,
    Snapshot,
)
from nadwa.delegations.models import Constituency, Delegate
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition
from nadwa.editions.searching import Hit, around, with_words
from nadwa.engine.language import clusters, likest
from nadwa.engine.opinion import Votes
from nadwa.engine.opinion.routing import chances
from nadwa.record.models import Act, Packet
from nadwa.record.queries import recorded, recorded_in_public
from nadwa.wall import over_the_wall
from nadwa.web.languages import plain

Accepted = Q(state=OpinionStatement.State.ACCEPTED)
FEWEST_COLLEAGUES = 3
LONGEST_NUMBER = 9
MODERATION = (
    acts.OpinionStatementAccepted,
    acts.OpinionStatementRejected,
    acts.RevisionProposed,
    acts.RevisionConsented,
    acts.RevisionDeclined,
)


def consultation(edition: str, slug: str) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("edition"), edition__slug=edition, slug=slug)


def statement(edition: str, slug: str, number: int) -> OpinionStatement:
    """A statement that may be read: all but those that wait for moderation."""
    found = OpinionStatement.objects.filter(
        consultation__edition__slug=edition, consultation__slug=slug, number=number
    ).exclude(state=OpinionStatement.State.PENDING)
    return get_object_or_404(found.select_related("consultation__edition"))


def statement_to_moderate(edition: str, slug: str, number: int) -> OpinionStatement:
    found = OpinionStatement.objects.filter(consultation__edition__slug=edition, consultation__slug=slug, number=number)
    return get_object_or_404(found.select_related("consultation__edition"))


def revision(edition: str, slug: str, revision: int) -> Revision:
    found = Revision.objects.filter(consultation__edition__slug=edition, consultation__slug=slug, pk=revision)
    return get_object_or_404(found.select_related("consultation__edition"))


def consultations(edition: Edition) -> QuerySet[Consultation]:
    """The edition's consultations with the number of statements and votes."""
    accepted = Q(statements__state=OpinionStatement.State.ACCEPTED)
    return Consultation.objects.filter(edition=edition).annotate(
        statement_count=Count("statements", filter=accepted, distinct=True),
        vote_count=Count("statements__votes", filter=accepted),
    )


def accepted(consultation: Consultation) -> QuerySet[OpinionStatement]:
    return consultation.statements.filter(Accepted)


def waiting(participant: Participant) -> OpinionStatement | None:
    """The statement that was shown to the participant and neither answered nor skipped."""
    shown = Exposure.objects.filter(participant=participant, skipped=False)
    shown = shown.filter(statement__state=OpinionStatement.State.ACCEPTED).exclude(
        statement__votes__participant=participant
    )
    exposure = shown.select_related("statement").order_by("at").first()
    return exposure.statement if exposure else None


def skipped(participant: Participant) -> OpinionStatement | None:
    """The statement that the participant passed over longest ago, once there is nothing new left."""
    seen = Exposure.objects.filter(participant=participant, skipped=True)
    seen = (
        seen.filter(statement__state=OpinionStatement.State.ACCEPTED)
        .exclude(statement__votes__participant=participant)
        .exclude(statement__signals__participant=participant)
    )
    exposure = seen.select_related("statement").order_by("at").first()
    return exposure.statement if exposure else None


@over_the_wall()
def chosen(participant: Participant) -> tuple[OpinionStatement, float] | None:
    """A statement that the participant has not seen, drawn with the probability that is given with it."""
    unseen = (
        accepted(participant.consultation)
        .exclude(exposures__participant=participant)
        .exclude(votes__participant=participant)
        .annotate(
            disagree=Count("votes", filter=Q(votes__value=OpinionVote.Value.DISAGREE)),
            passes=Count("votes", filter=Q(votes__value=OpinionVote.Value.PASS)),
            agree=Count("votes", filter=Q(votes__value=OpinionVote.Value.AGREE)),
        )
    )
    rows = list(unseen)
    if not rows:
        return None
    bridging = _bridging(participant.consultation)
    chance = chances(
        np.array([[row.disagree, row.passes, row.agree] for row in rows]),
        np.array([bridging.get(str(row.number), 0.5) for row in rows]),
    )
    draw = secrets.SystemRandom().random()
    at = min(int(np.searchsorted(np.cumsum(chance), draw, side="right")), len(rows) - 1)
    return rows[at], float(chance[at])


def _bridging(consultation: Consultation) -> dict[str, float]:
    taken = snapshot(consultation)
    content = json.loads(bytes(taken.packet)) if taken else {"statements": []}
    return {row["statement"]: row["bridging"] for row in content["statements"]}


def own_votes(consultation: Consultation, person: Person) -> list[OpinionVote]:
    mine = OpinionVote.objects.filter(statement__consultation=consultation, participant__person=person)
    return list(
        mine.filter(statement__state=OpinionStatement.State.ACCEPTED).select_related("statement").order_by("-at")
    )


def passed_over(consultation: Consultation, person: Person, number: str) -> tuple[int, Signal | None] | None:
    """The number of a statement that the person went past without a vote, and what was said of it last."""
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    seen = Exposure.objects.filter(skipped=True, statement__consultation=consultation, statement__number=number)
    exposure = seen.filter(participant__person=person).select_related("statement").first()
    if exposure is None:
        return None
    said = Signal.objects.filter(statement=exposure.statement, participant=exposure.participant)
    return exposure.statement.number, said.order_by("pk").last()


@dataclass(frozen=True)
class VotesTable:
    """The votes table as columns; `at` in seconds since 1970; `withdrawn`, the numbers of statements not accepted."""

    participant: list[str]
    statement: list[str]
    value: NDArray[np.int8]
    at: NDArray[np.float64]
    withdrawn: list[str]

    def votes(self, until: float = np.inf) -> Votes:
        held = np.flatnonzero(self.at <= until)
        columns = ([column[at] for at in held] for column in (self.participant, self.statement))
        participant, statement = columns
        return Votes.from_columns(participant, statement, self.value[held], self.withdrawn)


@over_the_wall()
def ballots(consultation: Consultation) -> VotesTable:
    """Votes, those on rejected and replaced statements withdrawn; participants by label, or by number where they are
    persons."""
    cast = OpinionVote.objects.filter(statement__consultation=consultation)
    columns = ("participant__label", "participant_id", "statement__number", "value", "at")
    rows = list(cast.values_list(*columns))
    gone = consultation.statements.exclude(Accepted).values_list("number", flat=True)
    return VotesTable(
        [label or str(pk) for label, pk, _, _, _ in rows],
        [str(number) for _, _, number, _, _ in rows],
        np.array([value for _, _, _, value, _ in rows], np.int8),
        np.array([at.timestamp() for _, _, _, _, at in rows], np.float64),
        [str(number) for number in gone],
    )


@over_the_wall()
def voters(consultation: Consultation) -> int:
    return OpinionVote.objects.filter(statement__consultation=consultation).values("participant").distinct().count()


@over_the_wall()
def tallies(consultation: Consultation) -> Counter[tuple[int, int]]:
    """How many votes each statement has, by its key, of each value."""
    cast = OpinionVote.objects.filter(statement__consultation=consultation)
    return Counter(cast.values_list("statement_id", "value"))


@over_the_wall()
def votes_commitment(consultation: Consultation) -> str:
    """A salted SHA-256 of the votes, `salt:hash`: it tells nothing of them, and holds for no others."""
    salt = secrets.token_hex(16)
    digest = sha256(salt.encode())
    cast = OpinionVote.objects.filter(statement__consultation=consultation)
    rows = cast.values_list("statement__number", "participant_id", "value")
    for number, participant, value in rows.order_by("statement__number", "participant_id"):
        digest.update(f"{number}\t{participant}\t{value}\n".encode())
    return f"{salt}:{digest.hexdigest()}"


def seats(consultation: Consultation) -> dict[str, tuple[int, str | None]]:
    """Each participant's delegation and the slug of its constituency, by the participant's number."""
    persons = dict(consultation.participants.filter(person__isnull=False).values_list("person_id", "pk"))
    held = Delegate.objects.filter(delegation__edition=consultation.edition, person_id__in=persons)
    rows = held.values_list("person_id", "delegation_id", "delegation__constituency__slug")
    return {str(persons[person]): (delegation, slug) for person, delegation, slug in rows}


def constituency_names(edition: Edition) -> dict[str, Any]:
    return dict(Constituency.objects.filter(edition=edition).values_list("slug", "name"))


def snapshot(consultation: Consultation) -> Snapshot | None:
    return Snapshot.objects.filter(consultation=consultation).first()


def bridging(edition: Edition, most: int = 12) -> list[tuple[OpinionStatement, float]]:
    """Accepted statements of the consultations held here whose result may be seen, the most bridging first, by the
    maps last drawn."""
    found = []
    for consultation in edition.consultations.filter(source=""):
        drawn = snapshot(consultation)
        if drawn is None or not shows_result(consultation):
            continue
        measured = {row["statement"]: row["bridging"] for row in json.loads(bytes(drawn.packet))["statements"]}
        statements = accepted(consultation).select_related("consultation__edition")
        found += [(one, measured[str(one.number)]) for one in statements if str(one.number) in measured]
    return sorted(found, key=lambda row: -row[1])[:most]


def uses(statement: OpinionStatement) -> list[tuple[Act, TakenUp]]:
    """The public acts by which negotiating texts took the statement up."""
    consultation = statement.consultation
    this = {
        TakenUp.path(lambda act: act.consultation): consultation.slug,
        TakenUp.path(lambda act: act.statement): statement.number,
    }
    found = recorded_in_public(consultation.edition.slug, TakenUp).filter(**this).order_by("pk")
    return [(act, TakenUp.of(act)) for act in found]


def shows_result(consultation: Consultation) -> bool:
    """Whether anybody may see results now: not while the hosts hide them."""
    return not (consultation.is_open and consultation.hides_results)


def _recorded(consultation: Consultation, *kinds: type[acts.OfConsultation]) -> QuerySet[Act]:
    this = {acts.OfConsultation.path(lambda act: act.consultation): consultation.slug}
    return recorded(consultation.edition.slug, *kinds).filter(**this)


def has_closed(consultation: Consultation) -> bool:
    """Whether it has been closed once, and its result been seen since."""
    return _recorded(consultation, acts.Closed).exists()


def packet_bytes(consultation: Consultation) -> bytes | None:
    packet = Packet.objects.filter(sha256=consultation.packet).first()
    return bytes(packet.content) if packet else None


def texts(consultation: Consultation) -> dict[str, Any]:
    return {str(number): text for number, text in consultation.statements.values_list("number", "text")}


@over_the_wall()
def colleagues(consultation: Consultation, person: Viewer) -> dict[str, tuple[int, int]]:
    """How many of the person's delegation agree with each statement, and how many voted; only where at least three
    did, so that nobody's vote shows."""
    own = seat(person, consultation.edition)
    if own is None:
        return {}
    fellows = Delegate.objects.filter(delegation=own.delegation).values("person")
    cast = OpinionVote.objects.filter(statement__consultation=consultation, participant__person__in=fellows)
    agrees = Sum(Case(When(value=OpinionVote.Value.AGREE, then=Value(1)), default=Value(0)))
    rows = cast.values_list("statement__number").annotate(agrees=agrees, cast=Count("pk"))
    return {str(number): (agree, voted) for number, agree, voted in rows if voted >= FEWEST_COLLEAGUES}


def alike(consultation: Consultation, text: str) -> list[OpinionStatement]:
    """Accepted statements that say nearly the same, in whatever language, nearest first."""
    rows, vectors = _meanings(consultation)
    return [rows[at] for at, _ in likest(text, vectors)]


def alike_among_themselves(consultation: Consultation) -> list[list[OpinionStatement]]:
    """Accepted statements that say nearly the same as others, those that belong together in one list."""
    rows, vectors = _meanings(consultation)
    return [[rows[at] for at in cluster] for cluster in clusters(vectors)]


def _meanings(consultation: Consultation) -> tuple[list[OpinionStatement], NDArray[np.float32]]:
    rows = [row for row in accepted(consultation) if row.meaning]
    vectors = [np.frombuffer(bytes(row.meaning), "<f4") for row in rows if row.meaning]
    return rows, np.array(vectors, np.float32).reshape(-1, 512)


def to_moderate(consultation: Consultation) -> QuerySet[OpinionStatement]:
    return consultation.statements.filter(state=OpinionStatement.State.PENDING)


@dataclass(frozen=True)
class Moderated:
    """An act of moderation: on which statement, or which statements it replaces, and why."""

    act: Act
    number: int | None = None
    replaces: tuple[int, ...] = ()
    reason: str = ""


def moderated(consultation: Consultation) -> list[Moderated]:
    """What was accepted, rejected and reworded, the latest first."""
    by_name = {kind.KIND.name: kind for kind in MODERATION}
    acts_found = _recorded(consultation, *MODERATION).order_by("-pk")
    return [_moderated(act, by_name[act.kind].of(act)) for act in acts_found]


def _moderated(act: Act, facts: acts.OfConsultation) -> Moderated:
    match facts:
        case acts.Decided():
            return Moderated(act, number=facts.number, reason=facts.reason)
        case acts.RevisionProposed():
            return Moderated(act, replaces=facts.replaces)
        case _:
            return Moderated(act)


def revisions_for(consultation: Consultation, person: Person) -> QuerySet[Revision]:
    """Rewordings that wait for this author's consent."""
    pending = consultation.revisions.filter(state=Revision.State.PENDING, sources__author=person)
    return pending.exclude(consents=person).distinct().prefetch_related("sources")


@over_the_wall()
def signals(consultation: Consultation) -> list[OpinionStatement]:
    """Accepted statements that somebody called outside the mandate or badly worded, with the numbers."""
    counted = accepted(consultation).annotate(
        not_in_mandate=Count("signals", filter=Q(signals__kind="not-in-mandate"), distinct=True),
        badly_worded=Count("signals", filter=Q(signals__kind="badly-worded"), distinct=True),
        shown=Count("exposures", distinct=True),
        answered=Count("votes", distinct=True),
    )
    return list(counted.order_by("-badly_worded", "-not_in_mandate", "number"))


@over_the_wall()
def exposed_votes(consultation: Consultation) -> list[tuple[int, bool, float]]:
    """Votes on statements that were shown with a known chance: the number, whether it agrees, and the chance."""
    shown = Exposure.objects.filter(statement__consultation=consultation)
    chance = {(row[0], row[1]): row[2] for row in shown.values_list("statement_id", "participant_id", "probability")}
    cast = OpinionVote.objects.filter(statement__consultation=consultation)
    counted = cast.filter(statement__state=OpinionStatement.State.ACCEPTED)
    rows = counted.values_list("statement_id", "participant_id", "statement__number", "value")
    return [
        (number, value == OpinionVote.Value.AGREE, chance[statement, participant])
        for statement, participant, number, value in rows
        if (statement, participant) in chance
    ]


def search(edition: Edition, _person: Viewer, words: list[str]) -> Iterator[Hit]:
    """Consultations by title, their accepted statements by what they say."""
    for one in with_words(Consultation.objects.filter(edition=edition), words, "title"):
        yield Hit(plain(one.title), reverse("result", args=[edition.slug, one.slug]))
    said = OpinionStatement.objects.filter(consultation__edition=edition, state=OpinionStatement.State.ACCEPTED)
    for statement in with_words(said.select_related("consultation").defer("meaning"), words, "text"):
        address = reverse("opinion-statement", args=[edition.slug, statement.consultation.slug, statement.number])
        yield Hit(plain(statement.consultation.title), address, around(statement.text, words))
