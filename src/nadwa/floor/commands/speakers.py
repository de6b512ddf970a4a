"""The list of speakers, the right of reply, and the clock."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import highest_rank
from nadwa.editions.capacities import Chair
from nadwa.floor import forms, forms_of_list, questions, saying
from nadwa.floor.commands import clocks, naming, places
from nadwa.floor.commands.acting import act, lock_lasting, lock_open, recorded, require_on_roll
from nadwa.floor.commands.statements import release
from nadwa.floor.models import Request, Sitting, SpeakersList
from nadwa.floor.queries import procedure_of, speaking
from nadwa.programme.models import AgendaItem, Meeting
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.web.languages import plain

TAKEN_OFF = (Request.State.WITHDRAWN, Request.State.STRUCK)


@act("open-list", _("Open the list"))
def open_list(by: Chair, meeting: Meeting) -> Act:
    return _set_list(by, meeting, is_open=True)


@act("close-list", _("Close the list"))
def close_list(by: Chair, meeting: Meeting) -> Act:
    return _set_list(by, meeting, is_open=False)


def _set_list(by: Chair, meeting: Meeting, *, is_open: bool) -> Act:
    sitting = lock_lasting(meeting)
    speakers = _list(sitting)
    if speakers.is_open == is_open:
        raise Refused(_("The list of speakers is open already.") if is_open else _("The list of speakers is closed."))
    speakers.is_open = is_open
    speakers.save(update_fields=["is_open"])
    done = acts.ListOpened if is_open else acts.ListClosed
    return recorded(done(meeting=meeting.number, item=speakers.item.number), sitting, by)


@act("ask", _("Ask for the floor"))
def ask_for_floor(by: Delegate, meeting: Meeting) -> Act:
    """Enter the delegation on the list; in the high-level segment by rank, then by order of request."""
    sitting = lock_lasting(meeting)
    require_on_roll(sitting, by.delegation)
    if not _list(sitting).is_open:
        raise Refused(_("The list of speakers is closed."))
    if _on_list(places.item_of(sitting), by.delegation).exists():
        raise Refused(_("Your delegation is on the list already."))
    _request, place = _entered(sitting, by.delegation)
    asked = acts.FloorAsked(**places.about(sitting, by.delegation), place=place)
    return recorded(asked, sitting, by)


@command
def ask_and_name(by: Delegate, meeting: Meeting, **said: Any) -> Act:
    """Ask for the floor, and say at once who will speak, and for whom."""
    asked = ask_for_floor(by, meeting)
    sitting = lock_lasting(meeting)
    naming.say(sitting, _on_list(places.item_of(sitting), by.delegation).get(), by, **said)
    return asked


@act("enter", _("Enter a delegation on the list"), forms_of_list.EnterForm)
def enter_on_list(
    by: Chair,
    meeting: Meeting,
    delegation: Delegation,
    reason: str = "",
    name: str = "",
    title: str = "",
    function: str = "",
) -> Act:
    """The chair enters a delegation that asks from its seat, with who will speak if that is known; on a closed list for
    a reason that goes on the record."""
    sitting = lock_open(meeting)
    require_on_roll(sitting, delegation)
    if not _list(sitting).is_open and not reason.strip():
        raise Refused(_("The list of speakers is closed: say why this delegation is entered all the same."))
    if _on_list(places.item_of(sitting), delegation).exists():
        raise Refused(_("%(delegation)s is on the list already.") % {"delegation": plain(delegation.body.name)})
    request, place = _entered(sitting, delegation)
    entered = acts.EnteredOnList(**places.about(sitting, delegation), place=place, reason=reason)
    done = recorded(entered, sitting, by)
    naming.name(sitting, request, by, name=name, title=title, function=function)
    return done


@act("strike", _("Strike off the list"), forms.StrikeForm)
def strike_off(by: Chair, meeting: Meeting, request: Request, reason: str) -> Act:
    """Strike a waiting request off the list, for a reason that goes on the record and stands on the page."""
    sitting = lock_lasting(meeting)
    found = Request.objects.filter(pk=request.pk, item=places.item_of(sitting), state=Request.State.WAITING)
    if not found.update(state=Request.State.STRUCK, reason=reason):
        raise Refused(_("This delegation is not waiting for the floor."))
    struck = acts.StruckOff(**places.of(sitting, request), kind=request.kind, reason=reason)
    return recorded(struck, sitting, by)


@act("reply", _("Right of reply"))
def ask_for_reply(by: Delegate, meeting: Meeting) -> Act:
    """Ask for the right of reply: at most two on an item, heard after the list of speakers (rule 73)."""
    sitting = lock_open(meeting)
    require_on_roll(sitting, by.delegation)
    given = _asked(sitting, by.delegation, Request.Kind.REPLY)
    if given.filter(state=Request.State.WAITING).exists():
        raise Refused(_("Your delegation has asked for the right of reply already."))
    number = given.count() + 1
    if number > 2:
        raise Refused(_("A delegation may speak in reply twice on an item; yours has done so."))
    _ask(sitting, by.delegation, Request.Kind.REPLY, number)
    asked = acts.ReplyAsked(**places.about(sitting, by.delegation), number=number)
    return recorded(asked, sitting, by)


@act("explain", _("Explanation of vote"), forms.ExplanationForm)
def ask_for_explanation(by: Delegate, meeting: Meeting, when: str) -> Act:
    """Ask to explain the vote, before it or after it, once each on an item (rule 88)."""
    sitting = lock_open(meeting)
    require_on_roll(sitting, by.delegation)
    number = 1 if when == "before" else 2
    if _asked(sitting, by.delegation, Request.Kind.EXPLANATION).filter(number=number).exists():
        raise Refused(_("Your delegation has asked for this explanation of vote already."))
    _ask(sitting, by.delegation, Request.Kind.EXPLANATION, number)
    asked = acts.ExplanationAsked(**places.about(sitting, by.delegation), when=when)
    return recorded(asked, sitting, by)


def _asked(sitting: Sitting, delegation: Delegation, kind: Request.Kind) -> QuerySet[Request]:
    """What the delegation has asked for on the item in hand, but what was taken off the list."""
    item = places.item_of(sitting)
    return Request.objects.filter(item=item, delegation=delegation, kind=kind).exclude(state__in=TAKEN_OFF)


def _ask(sitting: Sitting, delegation: Delegation, kind: Request.Kind, number: int) -> None:
    """Behind all that wait with the same."""
    item = places.item_of(sitting)
    Request.objects.create(
        item=item,
        delegation=delegation,
        kind=kind,
        number=number,
        rank=highest_rank(delegation),
        position=places.behind_all(item, kind),
        asked_at=clock.now(),
    )


@act("withdraw", _("Withdraw the request"), forms.WithdrawForm, saying.withdraw)
def withdraw_request(by: Delegate, meeting: Meeting, asks: str = "speech") -> Act:
    """Take the delegation's waiting request off the list: that for the floor, or the other that it names."""
    sitting = lock_lasting(meeting)
    item = places.item_of(sitting)
    own = Request.objects.filter(item=item, delegation=by.delegation, state=Request.State.WAITING)
    request = next((one for one in own if one.asks == asks), None)
    if request is None:
        raise Refused(_("Your delegation has no such request waiting."))
    request.state = Request.State.WITHDRAWN
    request.save(update_fields=["state"])
    return recorded(_withdrawn(sitting, request), sitting, by)


@act("move", _("Move on the list"), forms.MoveOnListForm)
def move_request(by: Chair, meeting: Meeting, request: Request, place: int, reason: str) -> Act:
    """Move a waiting request to `place` (1 is next), for a reason that goes on the record."""
    sitting = lock_lasting(meeting)
    queue = places.waiting(places.item_of(sitting), Request.Kind(request.kind))
    if request not in queue:
        raise Refused(_("This delegation is not waiting for the floor."))
    queue.remove(request)
    place = min(place, len(queue) + 1)
    queue.insert(place - 1, request)
    places.renumber(queue)
    slug = request.delegation.body.slug
    moved = acts.ListReordered(meeting=meeting.number, delegation=slug, place=place, reason=reason)
    return recorded(moved, sitting, by)


@act("call", _("Give the floor"), forms.CallForm, saying.interrupted)
def call_speaker(by: Chair, meeting: Meeting, request: Request) -> Act:
    """Give a delegation the floor. A speech under way ends; a reply is heard when no speaker waits."""
    sitting = lock_open(meeting)
    if questions.points(sitting).exists():
        raise Refused(_("Rule on the point of order first."))
    if questions.motions(sitting).exists():
        raise Refused(_("A motion is before the meeting; put it to the vote first."))
    if questions.is_voting(sitting):
        raise Refused(_("A vote is under way."))
    request = Request.objects.select_related("delegation__body", "item", "named").get(pk=request.pk)
    if request.state != Request.State.WAITING or request.item_id != sitting.item_id:
        raise Refused(_("This delegation is not waiting for the floor."))
    if request.kind == Request.Kind.REPLY and places.waiting(request.item, Request.Kind.SPEECH):
        raise Refused(_("Replies are heard after the list of speakers."))
    clocks.end(sitting, by)
    request.state = Request.State.SPEAKING
    request.sitting = sitting
    request.seconds = limit = _seconds(sitting, request)
    request.started_at = clock.now()
    request.save(update_fields=["state", "sitting", "seconds", "started_at"])
    who = naming.commitment_to(request.speaker)
    group = tuple(one.body.slug for one in request.spoken_for)
    about = places.of(sitting, request)
    called = acts.SpeakerCalled(**about, kind=request.kind, limit=limit, speaker=who, delegations=group)
    done = recorded(called, sitting, by)
    release(sitting, request)
    return done


@act("end", _("End the statement"), stands=saying.speaker, shows=saying.speaks)
def end_speech(by: Chair, meeting: Meeting) -> Act:
    done = clocks.end(lock_open(meeting), by)
    if not isinstance(done, Act):
        raise Refused(_("No delegation has the floor."))
    return done


@act("take-back", _("Take back the floor"), forms.ReasonInMeetingForm, saying.take_back, saying.speaker)
def take_back_floor(by: Chair, meeting: Meeting, reason: str) -> Act:
    """Take back "Give the floor" while the speech lasts: the request returns to its place, as if it had not begun."""
    sitting = lock_open(meeting)
    request = speaking(sitting)
    if request is None:
        raise Refused(_("No delegation has the floor."))
    seconds = int(request.elapsed(clock.now()).total_seconds())
    request.state = Request.State.WAITING
    request.sitting = request.seconds = request.started_at = request.paused_at = None
    request.paused_for, request.held = timedelta(), False
    request.save()
    taken = acts.FloorTakenBack(**places.of(sitting, request), seconds=seconds, reason=reason)
    return recorded(taken, sitting, by)


@act("pause", _("Pause the clock"), stands=saying.speaker, shows=saying.speaks)
def pause_clock(by: Chair, meeting: Meeting) -> Act:
    return _hold(by, meeting, held=True)


@act("run", _("Let the clock run"), stands=saying.speaker, shows=saying.speaks)
def resume_clock(by: Chair, meeting: Meeting) -> Act:
    return _hold(by, meeting, held=False)


def _hold(by: Chair, meeting: Meeting, *, held: bool) -> Act:
    """The chair stops the clock, or lets it run: at once, or when what else stops it has been decided."""
    sitting = lock_open(meeting)
    request = speaking(sitting)
    if request is None or request.held == held:
        raise Refused(_("The clock is not running.") if held else _("The clock is not paused."))
    request.held = held
    request.save(update_fields=["held"])
    clocks.settle(sitting)
    done = acts.ClockPaused if held else acts.ClockResumed
    return recorded(done(meeting=meeting.number), sitting, by)


@act("limit", _("Set the time limit"), forms.LimitForm)
def set_time_limit(by: Chair, meeting: Meeting, minutes: int, group_minutes: int | None = None) -> Act:
    """The limit for statements on the present item, from the next speaker on; those on behalf of a group have that of
    the rules, unless it is set, too."""
    sitting = lock_lasting(meeting)
    speakers = _list(sitting)
    speakers.seconds = minutes * 60
    speakers.group_seconds = group_minutes * 60 if group_minutes else None
    speakers.save(update_fields=["seconds", "group_seconds"])
    about = {"meeting": meeting.number, "item": speakers.item.number}
    limit = acts.LimitSet(**about, seconds=speakers.seconds, group_seconds=speakers.group_seconds)
    return recorded(limit, sitting, by)


def _list(sitting: Sitting) -> SpeakersList:
    return SpeakersList.objects.get_or_create(item=places.item_of(sitting))[0]


def _withdrawn(sitting: Sitting, request: Request) -> acts.Request:
    about = places.of(sitting, request)
    match Request.Kind(request.kind):
        case Request.Kind.SPEECH:
            return acts.RequestWithdrawn(**about)
        case Request.Kind.REPLY:
            return acts.ReplyWithdrawn(**about)
        case Request.Kind.EXPLANATION:
            return acts.ExplanationWithdrawn(**about, when=request.asks)


def _entered(sitting: Sitting, delegation: Delegation) -> tuple[Request, int]:
    """A new request in its place, at the end, or in the high-level segment by rank; and the place."""
    request = Request.objects.create(
        item=places.item_of(sitting),
        delegation=delegation,
        rank=highest_rank(delegation),
        asked_at=clock.now(),
        position=places.behind_all(places.item_of(sitting), Request.Kind.SPEECH),
    )
    return request, places.by_protocol(sitting, request)


def _on_list(item: AgendaItem, delegation: Delegation) -> Any:
    active = (Request.State.WAITING, Request.State.SPEAKING)
    return Request.objects.filter(item=item, delegation=delegation, kind=Request.Kind.SPEECH, state__in=active)


def _seconds(sitting: Sitting, request: Request) -> int:
    procedure = procedure_of(sitting.meeting.edition)
    if request.kind == Request.Kind.REPLY:
        return procedure.reply_seconds(request.number)
    if request.kind == Request.Kind.EXPLANATION:
        return procedure.explanation_seconds
    speakers = _list(sitting)
    alone = speakers.seconds or procedure.speech_seconds
    return max(alone, speakers.group_seconds or procedure.group_seconds) if request.spoken_for else alone
