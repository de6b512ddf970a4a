"""Who will speak: named when the floor is asked for or later, and changed until the delegation is called."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.acts import floor as acts
from nadwa.acts.by import By
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Constituency, Delegation
from nadwa.delegations.models import Delegate as Seat
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import groups, places
from nadwa.floor.commands.acting import lock_lasting, recorded
from nadwa.floor.models import Request, Sitting, Speaker
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act


@command
def name_own_speaker(
    by: Delegate, meeting: Meeting, request: Request, delegate: Seat | None = None, **said: Any
) -> Act:
    """The delegation says who will speak, and for whom; or takes that back."""
    sitting = lock_lasting(meeting)
    request = places.waiting_request(sitting, request)
    if request.delegation_id != by.delegation.pk:
        raise Refused(_("This is not a request of your delegation."))
    return _changed(say(sitting, request, by, delegate, **said))


@command
def name_speaker(by: Chair, meeting: Meeting, request: Request, **said: Any) -> Act:
    """The chair does so for a delegation that says it from its seat."""
    sitting = lock_lasting(meeting)
    return _changed(say(sitting, places.waiting_request(sitting, request), by, **said))


def say(
    sitting: Sitting,
    request: Request,
    by: By,
    delegate: Seat | None = None,
    constituency: Constituency | None = None,
    delegations: Iterable[Delegation] = (),
    level: int | None = None,
    **typed: str,
) -> Act | None:
    """All that a request says of its statement; the first act of what is something else than stands."""
    done = [
        groups.speak_for(sitting, request, by, constituency, delegations),
        rank(sitting, request, by, level or request.rank),
        name(sitting, request, by, delegate, **typed),
    ]
    return next((act for act in done if act), None)


def name(
    sitting: Sitting,
    request: Request,
    by: By,
    delegate: Seat | None = None,
    name: str = "",
    title: str = "",
    function: str = "",
) -> Act | None:
    """Let the request name who is given, or nobody; the act, if that is something else than stands."""
    before = request.speaker
    if delegate:
        name, function = delegate.person.name, function or delegate.function
    if before is None and not name:
        return None
    person = delegate.person_id if delegate else before.person_id if before and before.name == name else None
    if before and (before.person_id, before.name, before.title, before.function) == (person, name, title, function):
        return None
    speaker = _set(request, person=person, name=name, title=title, function=function)
    named = acts.SpeakerNamed(**places.of(sitting, request), kind=request.kind, speaker=commitment_to(speaker))
    return recorded(named, sitting, by)


def rank(sitting: Sitting, request: Request, by: By, level: int) -> Act | None:
    """Raise or lower the level of who speaks; in the high-level segment the place on the list follows it, behind those
    of that level who asked before, or in the order of the letter drawn."""
    if level == request.rank:
        return None
    request.rank = level
    request.save(update_fields=["rank"])
    place = places.by_protocol(sitting, request)
    now = Seat.Rank(level).name.lower().replace("_", "-")
    return recorded(acts.LevelChanged(**places.of(sitting, request), level=now, place=place), sitting, by)


def commitment_to(speaker: Speaker | None) -> str:
    """What the record says of who speaks: no name, and nothing where nobody is named."""
    return speaker.digest() if speaker else ""


def _set(request: Request, *, person: int | None, name: str, title: str, function: str) -> Speaker | None:
    Speaker.objects.filter(request=request).delete()
    if not name:
        return None
    said = {"person_id": person, "name": name, "title": title, "function": function}
    return Speaker.objects.create(request=request, salt=secrets.token_bytes(32), **said)


def _changed(act: Act | None) -> Act:
    if act is None:
        raise Refused(_("Nothing has been changed: this is how it stands already."))
    return act
