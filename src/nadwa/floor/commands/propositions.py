"""The gavel: what the chair proposes, objections, "It is so decided", and positions on what was decided."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.acts import floor as acts
from nadwa.acts.by import THE_MEETING, By
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegate as Seat
from nadwa.editions.capacities import Chair
from nadwa.editions.commands.roles import give_role
from nadwa.editions.models import Membership
from nadwa.floor import forms, questions, saying
from nadwa.floor.commands import clocks
from nadwa.floor.commands.acting import (
    act,
    lock_lasting,
    lock_open,
    recorded,
    require_deciding,
    require_no_vote,
    require_on_roll,
)
from nadwa.floor.models import Objection, PositionOnDecision, Proposition, Sitting
from nadwa.floor.queries import quorum, speaking
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import Content, original, plain, written


@act("propose-decision", _("Propose a decision"), forms.PropositionForm)
def propose_decision(by: Chair, meeting: Meeting, matter: str, wording: str = "", language: str = "en") -> Act:
    """Ask the house whether it may be taken as decided, when nobody has the floor. Who asks to speak is called."""
    words = written(language, wording) if wording else None
    if words is None and not Proposition.Matter(matter).is_complete:
        raise Refused(_("Write what is to be decided."))
    return _proposed(by, lock_open(meeting), matter, words)


@act("propose-election", _("Propose vice-chairs"), forms.ElectionForm)
def propose_election(by: Chair, meeting: Meeting, elected: Iterable[Seat]) -> Act:
    """Ask the house to elect vice-chairs by acclamation; with the decision they have that function."""
    sitting = lock_open(meeting)
    people = [seat.person for seat in elected]
    held = Membership.objects.filter(edition=meeting.edition, role=Membership.Role.VICE_CHAIR, person__in=people)
    if one := held.select_related("person").first():
        raise Refused(_("%(name)s is a vice-chair already.") % {"name": one.person.name})
    return _proposed(by, sitting, str(Proposition.Matter.ELECTION.value), None, people)


def _proposed(by: Chair, sitting: Sitting, matter: str, words: Content | None, elected: Sequence[Person] = ()) -> Act:
    if speaking(sitting):
        raise Refused(_("A delegation has the floor; end its statement first."))
    if questions.is_any_pending(sitting):
        raise Refused(_("Decide first what is before the meeting."))
    number = Proposition.objects.filter(sitting=sitting).count() + 1
    proposition = Proposition.objects.create(
        sitting=sitting, item=sitting.item, number=number, matter=matter, wording=words, put_at=clock.now()
    )
    proposition.elected.set(elected)
    put = acts.PropositionPut(
        meeting=sitting.meeting.number,
        proposition=number,
        matter=matter,
        item=sitting.item.number if sitting.item else 0,
        sha256=_digest(words),
        elects=len(elected),
    )
    return recorded(put, sitting, by)


@act("object", _("Object"), says=saying.objecting, stands=saying.proposition)
def object_to_decision(by: Delegate, meeting: Meeting) -> Act:
    """A member objects; the chair then cannot declare it decided."""
    sitting = lock_open(meeting)
    require_deciding(sitting, by.delegation)
    require_no_vote(sitting)
    proposition = pending(sitting)
    if proposition.objections.filter(delegation=by.delegation).exists():
        raise Refused(_("Your delegation has objected already."))
    Objection.objects.create(proposition=proposition, delegation=by.delegation, at=clock.now())
    objected = acts.PropositionObjected(**_of(proposition), delegation=by.delegation.body.slug)
    return recorded(objected, sitting, by)


@act("withdraw-objection", _("Withdraw the objection"), stands=saying.proposition)
def withdraw_objection(by: Delegate, meeting: Meeting) -> Act:
    sitting = lock_open(meeting)
    require_no_vote(sitting)
    proposition = pending(sitting)
    if not proposition.objections.filter(delegation=by.delegation).delete()[0]:
        raise Refused(_("Your delegation has not objected."))
    withdrawn = acts.ObjectionWithdrawn(**_of(proposition), delegation=by.delegation.body.slug)
    return recorded(withdrawn, sitting, by)


@act("decide", _("It is so decided"), forms.MannerForm, saying.deciding, saying.proposition_and_objections, weighs=True)
def declare_decided(by: Chair, meeting: Meeting, manner: str) -> Act:
    """Declare decided what nobody objects to; the meeting must have the quorum to decide (rule 67)."""
    sitting = lock_open(meeting)
    require_no_vote(sitting)
    proposition = pending(sitting)
    if first := proposition.objections.select_related("delegation__body").first():
        message = _("%(who)s objects. Put the proposed decision to the vote, or withdraw it.")
        raise Refused(message % {"who": plain(first.delegation.body.name)})
    count = quorum(sitting)
    if not count.decide:
        message = _("No quorum: %(present)s delegations are present, %(needed)s are needed to decide.")
        raise Refused(message % {"present": count.present, "needed": count.to_decide})
    act = _decided(sitting, proposition, manner, by)
    clocks.settle(sitting)
    return act


@act("withdraw-proposal", _("Withdraw the proposed decision"), stands=saying.proposition)
def withdraw_proposition(by: Chair, meeting: Meeting) -> Act:
    """Take back what was put; it can be put again."""
    sitting = lock_open(meeting)
    require_no_vote(sitting)
    proposition = pending(sitting)
    proposition.state = Proposition.State.WITHDRAWN
    proposition.save(update_fields=["state"])
    clocks.settle(sitting)
    return recorded(acts.PropositionWithdrawn(**_of(proposition)), sitting, by)


@act("position", _("State a position on a decision"), forms.PositionForm)
def take_position(
    by: Delegate, meeting: Meeting, proposition: Proposition, kind: str, wording: str, language: str
) -> Act:
    """A reservation or an explanation of position, on what has been decided."""
    sitting = lock_lasting(meeting)
    require_on_roll(sitting, by.delegation)
    if proposition.sitting_id != sitting.pk or proposition.state != Proposition.State.DECIDED:
        raise Refused(_("This has not been decided."))
    words = written(language, wording)
    PositionOnDecision.objects.create(
        proposition=proposition, delegation=by.delegation, kind=kind, wording=words, at=clock.now()
    )
    taken = acts.PositionTaken(
        **_of(proposition), delegation=by.delegation.body.slug, position=kind, sha256=_digest(words)
    )
    return recorded(taken, sitting, by)


def settle(sitting: Sitting, proposition: Proposition, by: By, *, carried: bool) -> None:
    """What becomes of it when it has been voted on."""
    if carried:
        _decided(sitting, proposition, str(Proposition.Manner.VOTE.value), by)
        return
    proposition.state = Proposition.State.REJECTED
    proposition.save(update_fields=["state"])
    recorded(acts.PropositionRejected(**_of(proposition), matter=proposition.matter), sitting, by)


def _decided(sitting: Sitting, proposition: Proposition, manner: str, by: By) -> Act:
    proposition.state, proposition.manner, proposition.decided_at = Proposition.State.DECIDED, manner, clock.now()
    proposition.save(update_fields=["state", "manner", "decided_at"])
    vice_chairs = Membership.objects.filter(edition=sitting.meeting.edition, role=Membership.Role.VICE_CHAIR)
    for person in proposition.elected.exclude(pk__in=vice_chairs.values("person")):
        give_role(person, sitting.meeting.edition, Membership.Role.VICE_CHAIR, THE_MEETING)
    decided = acts.PropositionDecided(
        **_of(proposition),
        matter=proposition.matter,
        manner=manner,
        present=quorum(sitting).present,
        sha256=_digest(proposition.wording),
    )
    return recorded(decided, sitting, by)


def pending(sitting: Sitting) -> Proposition:
    proposition = questions.propositions(sitting).select_related("sitting__meeting").first()
    if proposition is None:
        raise Refused(questions.NOTHING_PROPOSED)
    return proposition


def _of(proposition: Proposition) -> dict[str, int]:
    return {"meeting": proposition.sitting.meeting.number, "proposition": proposition.number}


def _digest(words: Content | None) -> str:
    return sha256(original(words).encode()).hexdigest() if words else ""
