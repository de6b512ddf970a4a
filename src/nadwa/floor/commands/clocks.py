"""The clock of the delegation that has the floor."""

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.acts.by import THE_PROCEDURE, By
from nadwa.floor import questions
from nadwa.floor.commands.acting import lock, recorded
from nadwa.floor.models import Request, Sitting
from nadwa.floor.queries import speaking


def settle(sitting: Sitting) -> bool:
    """Let the clock run while the meeting is open, nothing before it interrupts and the chair has not stopped it; else
    let it stand. Whether that changed anything."""
    request = speaking(sitting)
    if request is None:
        return False
    runs = sitting.state == Sitting.State.OPEN and not request.held and not questions.interrupts(sitting)
    return _run(request) if runs else _stop(request)


def settle_for(sitting: Sitting) -> Sitting:
    """The same when another room has put something before the meeting or decided it; what changed is an act. The
    sitting, held until the transaction ends."""
    sitting = lock(sitting.meeting)
    if settle(sitting):
        request = speaking(sitting)
        done = acts.ClockPaused if request and request.paused_at else acts.ClockResumed
        recorded(done(meeting=sitting.meeting.number), sitting, THE_PROCEDURE)
    return sitting


def _stop(request: Request) -> bool:
    if request.paused_at:
        return False
    request.paused_at = clock.now()
    request.save(update_fields=["paused_at"])
    return True


def _run(request: Request) -> bool:
    if request.paused_at is None:
        return False
    request.paused_for += clock.now() - request.paused_at
    request.paused_at = None
    request.save(update_fields=["paused_for", "paused_at"])
    return True


def end(sitting: Sitting, by: By) -> object:
    """End the speech under way, if there is one, and record how long it was; the act."""
    request = speaking(sitting)
    if request is None:
        return None
    _run(request)
    request.ended_at = clock.now()
    request.state = Request.State.SPOKEN
    request.save(update_fields=["ended_at", "state"])
    ended = acts.SpeechEnded(
        meeting=sitting.meeting.number,
        delegation=request.delegation.body.slug,
        item=request.item.number,
        seconds=int(request.elapsed(request.ended_at).total_seconds()),
        limit=request.seconds,
        overrun=request.overrun_seconds(request.ended_at),
    )
    return recorded(ended, sitting, by)
