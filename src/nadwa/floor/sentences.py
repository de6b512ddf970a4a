"""What is said of an act of the floor to whoever performed it: who did what, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.acts import floor as acts
from nadwa.acts.facts import Facts
from nadwa.delegations.models import Delegation
from nadwa.floor.models import Motion, Proposition
from nadwa.record.models import Act
from nadwa.web.languages import plain

Words = Promise | str
MOTIONS = {**dict(Motion.Kind.choices), acts.A_DECISION: _("the decision proposed by the chair")}
F = TypeVar("F", bound=Facts)
Naming = Callable[[F], Mapping[str, object]]
Sentence = tuple[type[Facts], Callable[[Act], str]]


def _nobody(_act: Facts) -> Mapping[str, object]:
    return {}


def _who(act: acts.OfDelegation | acts.ObjectionOf) -> Mapping[str, object]:
    return {"delegation": act.delegation}


def _what(act: acts.OnMotion) -> Mapping[str, object]:
    return {"motion": act.motion}


def _on_the_list(
    act: acts.FloorAsked | acts.EnteredOnList | acts.ListReordered | acts.LevelChanged,
) -> Mapping[str, object]:
    return {"delegation": act.delegation, "place": act.place}


def _swap(act: acts.Swap) -> Mapping[str, object]:
    return {"delegation": act.delegation, "other": act.other}


def _mover(act: acts.Moved | acts.MotionSpokenTo | acts.MotionWithdrawn) -> Mapping[str, object]:
    return {"delegation": act.delegation, "motion": act.motion}


def _sentence(kind: type[F], words: Words, named: Naming[F] = _nobody) -> Sentence:
    return kind, lambda act: str(words) % _as_known(act, named(kind.of(act)))


def _choice(kind: type[F], fact: Callable[[F], object], words: Mapping[Any, Words], named: Naming[F]) -> Sentence:
    """A sentence that depends on one fact of the act."""

    def said(act: Act) -> str:
        facts = kind.of(act)
        return str(words[fact(facts)]) % _as_known(act, named(facts))

    return kind, said


def _as_known(act: Act, facts: Mapping[str, object]) -> dict[str, object]:
    """What is named in a sentence as readers know it: bodies and motions by their names."""
    known = dict(facts)
    for one in ("delegation", "other"):
        if one in facts:
            names = Delegation.objects.filter(edition__slug=act.log.edition, body__slug=facts[one])
            known[one] = plain(names.values_list("body__name", flat=True).get())
    if "motion" in facts:
        known["motion"] = MOTIONS[str(facts["motion"])]
    return known


_count = _("In favour: %(yes)s, against: %(no)s, abstentions: %(abstention)s.")
_result = {True: _("The motion is carried."), False: _("The motion is lost.")}
_result_of_decision = {True: _("It is so decided."), False: _("It is not decided.")}


def _counted(kind: type[acts.Count]) -> Sentence:
    def said(act: Act) -> str:
        count = kind.of(act)
        numbers = {"yes": count.yes, "no": count.no, "abstention": count.abstention}
        result = _result_of_decision if count.motion == acts.A_DECISION else _result
        return f"{str(_count) % numbers} {result[count.carried]}"

    return kind, said


_discontinued = _("The vote is discontinued; it decides nothing: %(motion)s.")

SENTENCES: Mapping[type[Facts], Callable[[Act], str]] = dict(
    (
        _sentence(acts.VoteDiscontinued, _discontinued, _what),
        _sentence(acts.HandsDiscontinued, _discontinued, _what),
        _sentence(
            acts.MeetingOpened,
            _("The meeting is open. Present: %(present)s of %(members)s."),
            lambda act: {"present": act.present, "members": act.members},
        ),
        _sentence(
            acts.PropositionPut,
            _("Before the meeting: %(matter)s."),
            lambda act: {"matter": Proposition.Matter(act.matter).label},
        ),
        _sentence(acts.PropositionObjected, _("%(delegation)s objects to the proposed decision."), _who),
        _sentence(acts.ObjectionWithdrawn, _("%(delegation)s has withdrawn its objection."), _who),
        _sentence(acts.PropositionWithdrawn, _("The proposed decision is withdrawn.")),
        _sentence(
            acts.PropositionDecided,
            _("It is so decided: %(matter)s, %(manner)s."),
            lambda act: {
                "matter": Proposition.Matter(act.matter).label,
                "manner": Proposition.Manner(act.manner).label,
            },
        ),
        _sentence(acts.PropositionRejected, _("The proposed decision is rejected.")),
        _sentence(
            acts.PositionTaken,
            _("%(delegation)s has stated its position on decision %(number)s."),
            lambda act: {"delegation": act.delegation, "number": act.proposition},
        ),
        _sentence(acts.MeetingSuspended, _("The meeting is suspended.")),
        _sentence(acts.MeetingResumed, _("The meeting has resumed.")),
        _sentence(acts.MeetingAdjourned, _("The meeting is adjourned.")),
        _sentence(acts.ItemTakenUp, _("The meeting has taken up item %(item)s."), lambda act: {"item": act.item}),
        _sentence(acts.PresenceRecorded, _("%(delegation)s is recorded as present."), _who),
        _sentence(acts.AbsenceRecorded, _("%(delegation)s is recorded as absent."), _who),
        _sentence(acts.ListOpened, _("The list of speakers is open.")),
        _sentence(acts.ListClosed, _("The list of speakers is closed.")),
        _sentence(acts.FloorAsked, _("%(delegation)s is on the list of speakers, in place %(place)s."), _on_the_list),
        _choice(
            acts.SpeakerNamed,
            lambda act: bool(act.speaker),
            {
                True: _("It is noted who will speak for %(delegation)s."),
                False: _("Nobody is named any more to speak for %(delegation)s."),
            },
            _who,
        ),
        _sentence(
            acts.LevelChanged,
            _("The level of the speaker for %(delegation)s has been changed; its place on the list is %(place)s."),
            _on_the_list,
        ),
        _sentence(acts.SwapProposed, _("%(delegation)s proposes to %(other)s to swap places on the list."), _swap),
        _sentence(acts.PlacesSwapped, _("%(delegation)s and %(other)s have swapped places on the list."), _swap),
        _sentence(acts.SwapDeclined, _("%(delegation)s does not swap places with %(other)s."), _swap),
        _sentence(acts.SwapWithdrawn, _("%(delegation)s no longer proposes to %(other)s to swap places."), _swap),
        _choice(
            acts.GroupNamed,
            lambda act: bool(act.delegations),
            {
                True: _("%(delegation)s will speak on behalf of a group of delegations, too."),
                False: _("%(delegation)s will speak for itself alone."),
            },
            _who,
        ),
        _sentence(acts.GroupLeft, _("%(delegation)s does not associate itself with this statement."), _who),
        _sentence(acts.ReplyAsked, _("%(delegation)s has asked for the right of reply."), _who),
        _choice(
            acts.ExplanationAsked,
            lambda act: act.when,
            {
                "before": _("%(delegation)s has asked to explain its vote before the vote."),
                "after": _("%(delegation)s has asked to explain its vote after the vote."),
            },
            _who,
        ),
        _sentence(acts.RequestWithdrawn, _("%(delegation)s has withdrawn its request for the floor."), _who),
        _sentence(acts.ReplyWithdrawn, _("%(delegation)s has withdrawn its request for the right of reply."), _who),
        _choice(
            acts.ExplanationWithdrawn,
            lambda act: act.when,
            {
                "before": _("%(delegation)s has withdrawn its request to explain its vote before the vote."),
                "after": _("%(delegation)s has withdrawn its request to explain its vote after the vote."),
            },
            _who,
        ),
        _sentence(
            acts.ListReordered, _("%(delegation)s is now in place %(place)s on the list of speakers."), _on_the_list
        ),
        _sentence(
            acts.EnteredOnList,
            _("%(delegation)s has been entered on the list of speakers, in place %(place)s."),
            _on_the_list,
        ),
        _sentence(acts.StruckOff, _("%(delegation)s has been struck off the list."), _who),
        _sentence(
            acts.FloorTakenBack,
            _("The floor has been taken back from %(delegation)s, which is on the list again."),
            _who,
        ),
        _sentence(acts.SpeakerCalled, _("%(delegation)s has the floor."), _who),
        _sentence(acts.ClockPaused, _("The speaker’s clock stands still.")),
        _sentence(acts.ClockResumed, _("The speaker’s clock is running.")),
        _sentence(
            acts.LimitSet,
            _("The time limit for statements on item %(item)s is now %(minutes)s min."),
            lambda act: {"item": act.item, "minutes": act.seconds // 60},
        ),
        _sentence(acts.SpeechEnded, _("The statement of %(delegation)s has ended."), _who),
        _sentence(acts.PointRaised, _("%(delegation)s has raised a point of order. The chair will rule on it."), _who),
        _sentence(acts.PointWithdrawn, _("%(delegation)s has withdrawn its point of order."), _who),
        _sentence(acts.PointRuled, _("The point of order raised by %(delegation)s has been ruled on."), _who),
        _sentence(acts.Moved, _("%(delegation)s has moved: %(motion)s."), _mover),
        _choice(
            acts.MotionSpokenTo,
            lambda act: act.in_favour,
            {
                True: _("%(delegation)s has spoken for the motion: %(motion)s."),
                False: _("%(delegation)s has spoken against the motion: %(motion)s."),
            },
            _mover,
        ),
        _sentence(acts.MotionWithdrawn, _("%(delegation)s has withdrawn its motion: %(motion)s."), _mover),
        _sentence(acts.HandsCalled, _("A vote by show of hands has begun: %(motion)s."), _what),
        _counted(acts.HandsCounted),
        _sentence(acts.CalledAgain, _("The members that have not answered are called a second time.")),
        _sentence(
            acts.VoteOpened,
            _("The roll call has begun, from the letter %(letter)s: %(motion)s."),
            lambda act: {"letter": act.letter, "motion": act.motion},
        ),
        _counted(acts.VoteClosed),
        _choice(
            acts.BallotCast,
            lambda act: act.ballot,
            {
                "yes": _("%(delegation)s has voted in favour."),
                "no": _("%(delegation)s has voted against."),
                "abstention": _("%(delegation)s has abstained."),
            },
            _who,
        ),
    )
)
