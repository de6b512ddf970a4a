"""The clock of the delegation that has the floor."""

from nadwa import clock
from nadwa.floor.commands.acting import recorded
from nadwa.floor.models import PointOfOrder, Request, Sitting
from nadwa.record.acts import By


def speaking(sitting: Sitting) -> Request | None:
    """The request that has the floor now, if any."""
    found = Request.objects.filter(sitting=sitting, state=Request.State.SPEAKING)
    return found.select_related("delegation__body", "item").first()


def pause(request: Request | None) -> bool:
    """Stop the clock; whether it was running."""
    if request is None or request.paused_at:
        return False
    request.paused_at = clock.now()
    request.save(update_fields=["paused_at"])
    return True


def resume(request: Request | None) -> bool:
    """Let the clock run on; whether it stood still."""
    if request is None or request.paused_at is None:
        return False
    request.paused_for += clock.now() - request.paused_at
    request.paused_at = None
    request.save(update_fields=["paused_for", "paused_at"])
    return True


def resume_unless_point_pending(sitting: Sitting) -> None:
    if not PointOfOrder.objects.filter(sitting=sitting, ruled_at=None).exists():
        resume(speaking(sitting))


def end(sitting: Sitting, by: By) -> object:
    """End the speech under way, if there is one, and record how long it was; the act."""
    request = speaking(sitting)
    if request is None:
        return None
    resume(request)
    request.ended_at = clock.now()
    request.state = Request.State.SPOKEN
    request.save(update_fields=["ended_at", "state"])
    body = {
        "delegation": request.delegation.body.slug,
        "item": request.item.number,
        "seconds": int(request.elapsed(request.ended_at).total_seconds()),
        "limit": request.seconds,
        "overrun": request.overrun_seconds(request.ended_at),
    }
    return recorded("speech-ended", sitting, by, body)
