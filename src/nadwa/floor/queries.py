"""Reading the floor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Lookup, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from nadwa.accounts.models import Viewer
from nadwa.acts import floor as acts
from nadwa.delegations import queries as delegations
from nadwa.delegations.models import Badge, Body, Delegation
from nadwa.delegations.models import Delegate as Seat
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import roles
from nadwa.floor import questions
from nadwa.floor.models import (
    Attendance,
    Motion,
    PointOfOrder,
    Presence,
    Procedure,
    Proposition,
    Request,
    Sitting,
    Speaker,
    SpeakersList,
    SpokenFor,
    Statement,
    Swap,
    Vote,
)
from nadwa.floor.questions import UnderConsideration
from nadwa.programme.models import AgendaItem, Meeting, Step
from nadwa.record.queries import recorded
from nadwa.web.languages import alphabetical


class AnyOf(Lookup[Any]):
    """Like `in`, with the names sent as one value: a roll of a thousand then costs no more than one of ten."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> list[str]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        sql, parameters = self.process_lhs(compiler, connection)
        return f"{sql} = any(%s)", [*parameters, self.rhs]


STEP_ACTS: dict[type[acts.InMeeting], Step.Awaits] = {
    acts.MeetingOpened: Step.Awaits.OPENING,
    acts.ItemTakenUp: Step.Awaits.ITEM,
    acts.ListOpened: Step.Awaits.LIST,
    acts.ListClosed: Step.Awaits.LIST_END,
    acts.MeetingAdjourned: Step.Awaits.ADJOURNMENT,
}


@dataclass(frozen=True)
class Quorum:
    present: int
    members: int
    to_debate: int
    to_decide: int

    @property
    def debate(self) -> bool:
        return self.present >= self.to_debate

    @property
    def decide(self) -> bool:
        return self.present >= self.to_decide


@dataclass(frozen=True)
class Answer:
    """A member in a roll call: whether it is present, what it has answered, who entered that for it."""

    delegation: Delegation
    present: bool
    choice: str
    entered_by: str

    @property
    def silent(self) -> bool:
        return self.present and not self.choice


@dataclass(frozen=True)
class ProposedSwap:
    """A proposal to swap places that stands: whose, to whom, and the places of the two."""

    number: int
    proposer: Request
    other: Request
    place: int
    wanted: int


@dataclass(frozen=True)
class House:
    """The floor of one meeting at one moment, the same for everybody who looks."""

    meeting: Meeting
    sitting: Sitting
    quorum: Quorum
    speakers: SpeakersList
    speaker: Request | None
    waiting: list[Request]
    swaps: list[ProposedSwap]
    replies: list[Request]
    explanations: list[Request]
    points: list[PointOfOrder]
    rulings: list[PointOfOrder]
    spoken: list[Request]
    statement: Statement | None
    motions: list[Motion]
    vote: Vote | None
    roll_call: list[Answer]
    struck: list[Request]
    offers: set[str]
    unfinished: list[str]
    elsewhere: list[UnderConsideration]
    proposition: Proposition | None
    decided: list[Proposition]

    @property
    def requests(self) -> list[Request]:
        """All that wait: to speak, to reply, to explain their vote."""
        return [*self.waiting, *self.replies, *self.explanations]

    @property
    def voters(self) -> set[int]:
        """Who may answer in the roll call."""
        return {answer.delegation.pk for answer in self.roll_call if answer.present}

    @property
    def answered(self) -> set[int]:
        return {answer.delegation.pk for answer in self.roll_call if answer.choice}

    @property
    def voting(self) -> bool:
        """Whether a vote of the meeting is under way."""
        return self.vote is not None and self.vote.closed_at is None

    @property
    def effect(self) -> Promise | str:
        """What follows if that is carried on which the meeting votes."""
        if self.vote is None or self.vote.motion is None:
            return questions.IF_CARRIED if self.vote else ""
        return questions.EFFECTS[Motion.Kind(self.vote.motion.kind)]

    @property
    def silent(self) -> list[Answer]:
        return [answer for answer in self.roll_call if answer.silent]


def house(meeting: Meeting) -> House:
    sitting = sitting_of(meeting)
    requests = list(
        Request.objects.filter(item=sitting.item)
        .exclude(state=Request.State.WITHDRAWN)
        .select_related("delegation__body", "named", "constituency")
        .prefetch_related(Prefetch("group", SpokenFor.objects.select_related("delegation__body")))
        .order_by("position", "pk")
    )
    appeals = Motion.objects.filter(point=OuterRef("pk"))
    raised = PointOfOrder.objects.filter(sitting_id=sitting.pk).annotate(appealed=Exists(appeals))
    points: list[Any] = list(raised.select_related("delegation__body"))
    pending = [p for p in points if p.state == PointOfOrder.State.PENDING]
    speaker = next((r for r in requests if r.state == Request.State.SPEAKING and r.sitting_id == sitting.pk), None)
    waiting = [r for r in requests if r.state == Request.State.WAITING]
    speeches = [r for r in waiting if r.kind == Request.Kind.SPEECH]
    moved, vote, speakers = motions(sitting), last_vote(sitting), list_of(sitting)
    running = [vote] if vote and not vote.closed_at else []
    elsewhere = questions.of_other_rooms(sitting)
    proposed, decisions = _proposed_and_decided(sitting)
    return House(
        meeting=meeting,
        sitting=sitting,
        quorum=quorum(sitting),
        speakers=speakers,
        speaker=speaker,
        waiting=speeches,
        swaps=swaps(speeches),
        replies=[r for r in waiting if r.kind == Request.Kind.REPLY],
        explanations=[r for r in waiting if r.kind == Request.Kind.EXPLANATION],
        points=pending,
        rulings=[p for p in points if p.state == PointOfOrder.State.RULED],
        spoken=sorted((r for r in requests if r.ended_at), key=lambda r: r.ended_at or r.asked_at),
        statement=released_statement(speaker),
        motions=moved,
        vote=vote,
        roll_call=roll_call(sitting, vote) if vote and vote.letter and running else [],
        struck=[r for r in requests if r.state == Request.State.STRUCK],
        offers=_offers(sitting, speakers, points, running, voting=bool(running or elsewhere))
        | _offers_on_decisions(sitting, proposed, decisions),
        unfinished=questions.in_words(running, pending, moved, [proposed] if proposed else []),
        elsewhere=elsewhere,
        proposition=proposed,
        decided=decisions,
    )


def _offers(
    sitting: Sitting, speakers: SpeakersList, points: list[Any], running: list[Vote], *, voting: bool
) -> set[str]:
    """What delegations can do now, in words that the page's buttons know."""
    if sitting.state == Sitting.State.ADJOURNED:
        return set()
    offers = {"lasting", "list"} if speakers.is_open else {"lasting"}
    if sitting.state != Sitting.State.OPEN:
        return offers
    offers.add("open")
    if not voting:
        offers.add("move")
    ruled = max((p for p in points if p.ruled_at), key=lambda p: p.ruled_at, default=None)
    since = running[0].opened_at if running else None
    if ruled and not ruled.appealed and (not voting or (since and ruled.ruled_at >= since)):
        offers.add("appeal")
    return offers


def _offers_on_decisions(sitting: Sitting, proposed: Proposition | None, decided: list[Proposition]) -> set[str]:
    if sitting.state == Sitting.State.ADJOURNED:
        return set()
    open_to_objections = proposed is not None and sitting.state == Sitting.State.OPEN
    return {name for name, offered in (("object", open_to_objections), ("position", bool(decided))) if offered}


def motions(sitting: Sitting) -> list[Motion]:
    """The motions before the meeting, in their order of precedence."""
    found = questions.motions(sitting).select_related("delegation__body", "point")
    return sorted(found.prefetch_related("speeches__delegation__body"), key=questions.precedence)


def proposition(sitting: Sitting) -> Proposition | None:
    """What the chair has proposed to the house, with the objections to it."""
    found = questions.propositions(sitting).select_related("item")
    return found.prefetch_related("objections__delegation__body", "elected").first()


def _proposed_and_decided(sitting: Sitting) -> tuple[Proposition | None, list[Proposition]]:
    """The same, and what the meeting has decided by the gavel, with the positions on it, the latest first."""
    states = (Proposition.State.PENDING, Proposition.State.DECIDED)
    found = Proposition.objects.filter(sitting_id=sitting.pk, state__in=states).order_by("-number")
    rows = found.prefetch_related("objections__delegation__body", "positions__delegation__body", "elected")
    by_state = {state: [one for one in rows if one.state == state] for state in states}
    return next(iter(by_state[Proposition.State.PENDING]), None), by_state[Proposition.State.DECIDED]


def ruled(sitting: Sitting) -> QuerySet[PointOfOrder]:
    """Points of order on which the chair has ruled, the latest first."""
    return PointOfOrder.objects.filter(sitting_id=sitting.pk, state=PointOfOrder.State.RULED).order_by("-ruled_at")


def last_vote(sitting: Sitting) -> Vote | None:
    """The vote that is under way, or the last one that was decided."""
    votes = questions.votes_of_meeting(sitting).filter(discontinued=False)
    votes = votes.select_related("motion__delegation__body", "proposition").prefetch_related("ballots")
    return votes.order_by(F("closed_at").desc(nulls_first=True), "-number").first()


def roll_call(sitting: Sitting, vote: Vote) -> list[Answer]:
    """The members in the order of a roll call, from the letter drawn, each with its answer; without one as they sit."""
    members = Delegation.objects.filter(
        edition=sitting.meeting.edition, body__slug__in=roll_of(sitting)["decide"]
    ).select_related("body")
    here = set(Presence.objects.filter(sitting=sitting).values_list("delegation_id", flat=True))
    answers = {one.delegation_id: (one.choice, one.entered_by) for one in vote.ballots.all()}

    def order(one: Delegation) -> tuple[bool, str]:
        name = alphabetical(one.body.name)
        return name < vote.letter.lower(), name

    called = sorted(members, key=order) if vote.letter else members.order_by("protocol")
    return [Answer(one, one.pk in here, *answers.get(one.pk, ("", ""))) for one in called]


def silent_in(sitting: Sitting, vote: Vote) -> list[Delegation]:
    """The members that are present and have not answered in a roll call, in its order."""
    return [answer.delegation for answer in roll_call(sitting, vote) if answer.silent]


def speaking_times(meeting: Meeting) -> list[tuple[Any, int, int]]:
    """How long each delegation has spoken in a meeting: the delegation, its seconds, how often; the longest first."""
    spoken: dict[Delegation, list[int]] = {}
    ended = Request.objects.filter(sitting__meeting=meeting, ended_at__isnull=False)
    for request in ended.select_related("delegation__body", "delegation__constituency"):
        seconds = int(request.elapsed(request.ended_at or request.asked_at).total_seconds())
        spoken.setdefault(request.delegation, []).append(seconds)
    rows = [(delegation, sum(seconds), len(seconds)) for delegation, seconds in spoken.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].protocol))


def waiting_to_speak(meeting: Meeting) -> list[Request]:
    """The list of speakers on the item in hand, in its order."""
    found = Request.objects.filter(item=sitting_of(meeting).item, kind=Request.Kind.SPEECH, state=Request.State.WAITING)
    return list(found.select_related("delegation__body").order_by("position", "pk"))


def swaps(waiting: list[Request]) -> list[ProposedSwap]:
    """What delegations on the list have proposed to one another, as far as it still stands."""
    if len(waiting) < 2:
        return []
    order = [one.pk for one in waiting]
    pending = Swap.objects.filter(state=Swap.State.PENDING, proposer__in=order)
    return [_proposed(swap, waiting, order) for swap in pending if swap.stands_in(order)]


def _proposed(swap: Swap, waiting: list[Request], order: list[int]) -> ProposedSwap:
    place, wanted = order.index(swap.proposer_id), order.index(swap.other_id)
    return ProposedSwap(swap.pk, waiting[place], waiting[wanted], place + 1, wanted + 1)


def request_in(meeting: Meeting, number: int) -> Request:
    """A request for the floor on an item of a meeting."""
    found = Request.objects.filter(item__meetings=meeting).select_related("delegation__body", "item", "named")
    return get_object_or_404(found, pk=number)


def speaker_of(request: Request) -> dict[str, Any]:
    """Who speaks and for whom, as the form of its delegation shows it: one of its delegates, or a name typed."""
    return _who(request) | _for_whom(request)


def speaker_as_typed(request: Request) -> dict[str, Any]:
    """The same for others, who choose nobody's delegates."""
    found = Speaker.objects.filter(request=request).first()
    typed = {"title": found.title, "name": found.name, "function": found.function} if found else {}
    return typed | _for_whom(request)


def _for_whom(request: Request) -> dict[str, Any]:
    """And at what level."""
    now = Request.objects.prefetch_related("group__delegation").get(pk=request.pk)
    for_whom = {"constituency": now.constituency_id, "delegations": [one.pk for one in now.spoken_for_by_name]}
    return for_whom | {"level": now.rank}


def _who(request: Request) -> dict[str, Any]:
    speaker = Speaker.objects.filter(request=request).first()
    if speaker is None:
        return {}
    seat = Seat.objects.filter(delegation=request.delegation_id, person=speaker.person_id).first()
    typed: dict[str, Any] = {"title": speaker.title, "name": speaker.name, "function": speaker.function}
    return typed | {"delegate": seat.pk, "name": ""} if seat else typed


def speakers_of(meeting: Meeting) -> dict[int, list[Speaker]]:
    """Who has spoken for each delegation in a meeting, as far as it was said, in the order of their statements."""
    found: dict[int, list[Speaker]] = {}
    spoke = Speaker.objects.filter(request__sitting__meeting=meeting, request__ended_at__isnull=False)
    whole = spoke.select_related("request__constituency").prefetch_related("request__group__delegation__body")
    for speaker in whole.order_by("request__ended_at"):
        found.setdefault(speaker.request.delegation_id, []).append(speaker)
    return found


def names_of_speakers(edition: Edition) -> dict[str, str]:
    """Who stands for what the record says of speakers, as far as that is kept."""
    known = Speaker.objects.filter(request__item__edition=edition)
    return {one.digest(): f"{one.called} ({one.function})" if one.function else one.called for one in known}


def sitting_of(meeting: Meeting) -> Sitting:
    """The meeting's sitting; one that nobody has touched yet is not stored."""
    found = Sitting.objects.select_related("item", "in_chair").filter(meeting=meeting).first()
    return found or Sitting(meeting=meeting, item=meeting.items.first())


def presides(person: Viewer, meeting: Meeting) -> bool:
    """Whether somebody is in the chair of a meeting."""
    in_chair = sitting_of(meeting).in_chair_id
    return Membership.Role.CHAIR in roles(person, meeting.edition) if in_chair is None else in_chair == person.pk


def is_in_chair_for(person: Viewer, item: AgendaItem) -> bool:
    """Whether a vice-chair presides over an open meeting that has an item on its agenda."""
    open_now = Sitting.objects.filter(state=Sitting.State.OPEN)
    return person.is_authenticated and open_now.filter(in_chair=person, meeting__items=item).exists()


def list_of(sitting: Sitting) -> SpeakersList:
    found = SpeakersList.objects.filter(item=sitting.item).first() if sitting.item else None
    return found or SpeakersList(item=sitting.item)


def has_procedure(edition: Edition) -> bool:
    return Procedure.objects.filter(edition=edition).exists()


def known_procedures(person: Viewer) -> QuerySet[Edition]:
    """The editions with rules of their own in whose secretariat the person is."""
    if not person.is_authenticated:
        return Edition.objects.none()
    own = Edition.objects.filter(memberships__person=person, memberships__role=Membership.Role.SECRETARIAT)
    return own.filter(procedure__isnull=False).select_related("procedure").order_by("-starts_on")


def procedure_of(edition: Edition) -> Procedure:
    return Procedure.objects.filter(edition=edition).first() or Procedure(edition=edition)


def roll(edition: Edition) -> dict[str, list[str]]:
    """Who may decide and who may speak at an edition, as admissions stand: bodies in protocol order."""
    observers_speak = procedure_of(edition).observers_speak
    admitted = delegations.admitted(edition).order_by("protocol").values_list("body__slug", "body__kind")
    return {
        "decide": [slug for slug, kind in admitted if kind == Body.Kind.STATE],
        "speak": [slug for slug, kind in admitted if kind == Body.Kind.STATE or observers_speak],
    }


def roll_of(sitting: Sitting) -> dict[str, list[str]]:
    """The roll of a meeting: frozen since it was opened, before that as admissions stand."""
    frozen: dict[str, list[str]] | None = sitting.roll
    return frozen or roll(sitting.meeting.edition)


def quorum(sitting: Sitting) -> Quorum:
    members = roll_of(sitting)["decide"]
    procedure = procedure_of(sitting.meeting.edition)
    total = len(members)
    here = Presence.objects.filter(sitting_id=sitting.pk, delegation__body__slug__any_of=members)
    present = here.count() if sitting.pk else 0
    return Quorum(present, total, procedure.needed_to_debate(total), procedure.needed_to_decide(total))


def is_present(sitting: Sitting, delegation: Delegation) -> bool:
    return bool(sitting.pk) and Presence.objects.filter(sitting=sitting, delegation=delegation).exists()


def presence(meeting: Meeting) -> list[tuple[Delegation, bool]]:
    """Every delegation with whether it is present, in protocol order."""
    present = set(Presence.objects.filter(sitting__meeting=meeting).values_list("delegation_id", flat=True))
    return [(d, d.pk in present) for d in delegations.in_protocol_order(meeting.edition)]


def own_statements(delegation: Delegation, meeting: Meeting) -> QuerySet[Statement]:
    """What a delegation has filed for a meeting, and for others on the same items."""
    own = Statement.objects.filter(delegation=delegation, item__meetings=meeting).select_related("item", "meeting")
    return own.order_by("item__number", "filed_at")


def last_undelivered(delegation: Delegation, meeting: Meeting) -> Statement | None:
    """A text that was not delivered and is to be filed again: it was filed for another meeting on an item of this one,
    or for this one when it was closed."""
    stands = Q(meeting=meeting, for_public=True) if meeting.public else Q(meeting=meeting)
    return own_statements(delegation, meeting).filter(released_at=None).exclude(stands).last()


def filed_statements(meeting: Meeting) -> QuerySet[Statement]:
    """All texts filed for a meeting, for those who prepare interpretation."""
    filed = Statement.objects.filter(meeting=meeting).select_related("item", "delegation__body")
    return filed.order_by("item__number", "filed_at")


def released_statement(request: Request | None) -> Statement | None:
    if request is None or request.kind != Request.Kind.SPEECH:
        return None
    return Statement.objects.filter(speech=request).first()


def seat_at(person: Viewer, meeting: Meeting) -> Any:
    return delegations.seat(person, meeting.edition)


def deciding_sitting(edition: Edition, item: int) -> Sitting | None:
    """The open sitting with the quorum to decide; of several, first the one that has the item in hand."""
    open_now = Sitting.objects.filter(meeting__edition=edition, state=Sitting.State.OPEN)
    open_now = open_now.select_related("meeting__edition").order_by("meeting_id")
    in_quorum = (sitting for sitting in open_now if quorum(sitting).decide)
    return min(in_quorum, key=lambda sitting: sitting.item_id != item, default=None)


def door(meeting: Meeting) -> tuple[int, list[Attendance]]:
    """How many are inside, and who came last."""
    attendances = Attendance.objects.filter(meeting=meeting)
    latest = attendances.select_related("badge__person")[:10]
    return attendances.filter(left_at=None).count(), list(latest)


def badge_with(meeting: Meeting, code: str) -> Badge | None:
    return Badge.objects.select_related("person").filter(edition=meeting.edition, code=code).first()


def _taken(meeting: Meeting, *kinds: type[acts.InMeeting]) -> Iterator[tuple[type[acts.InMeeting], int | None]]:
    """Which of these acts the meeting has taken, with the item that it took up."""
    by_name = {kind.KIND.name: kind for kind in kinds}
    in_meeting = {acts.InMeeting.path(lambda act: act.meeting): meeting.number}
    for act in recorded(meeting.edition.slug, *kinds).filter(**in_meeting):
        facts = by_name[act.kind].of(act)
        yield by_name[act.kind], facts.item if isinstance(facts, acts.ItemTakenUp) else None


def speaking(sitting: Sitting) -> Request | None:
    """The request that has the floor now, if any."""
    found = Request.objects.filter(sitting_id=sitting.pk, state=Request.State.SPEAKING)
    return found.select_related("delegation__body", "item").first()


def run_of_show(meeting: Meeting) -> list[tuple[Step, bool]]:
    """The steps of a meeting, each with whether it is done: by the act that it awaits, or by the chair's word."""
    steps = list(meeting.steps.all())
    awaited = {kind: awaits for kind, awaits in STEP_ACTS.items() if awaits in {step.awaits for step in steps}}
    done = {(awaited[kind], item) for kind, item in _taken(meeting, *awaited)}
    return [(step, step.done_at is not None or (step.awaits, step.item) in done) for step in steps]
