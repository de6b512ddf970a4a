"""Writing to the record: one act, in the same transaction as what it did."""

import logging
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial, wraps
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import rfc8785
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from nadwa import characters, clock
from nadwa.acts import label
from nadwa.acts.by import By
from nadwa.acts.facts import Audience, Facts
from nadwa.once import anew
from nadwa.record import submissions
from nadwa.record.models import Act, Log, Pseudonym
from nadwa.record.refusing import Refused
from nadwa.wall import over_the_wall

__all__ = ["Refused", "append", "command", "commitment", "done_to_each", "log_for", "record"]
if TYPE_CHECKING:
    from nadwa.accounts.models import Person

P = ParamSpec("P")
T = TypeVar("T")
MEANWHILE = _("Somebody else did this at the same moment. Look at the page as it is now, and do what is still needed.")

logger = logging.getLogger(__name__)


def log_for(edition: str, audience: Audience = Audience.PUBLIC, of: str = "") -> Log:
    """The log of an edition for an audience; `of` names the delegation whose own it is."""
    parts = [audience, of] if of else [audience]
    suffix = "" if audience == Audience.PUBLIC else f"/{'/'.join(parts)}"
    origin = f"{settings.RECORD_NAME}/{edition}{suffix}"
    known = {"edition": edition, "audience": ":".join(parts)}
    if found := Log.objects.filter(**known).first():
        return found
    with over_the_wall():
        return Log.objects.get_or_create(**known, defaults={"origin": origin})[0]


def record(log: Log, facts: Facts, by: By, *, topics: Sequence[str] = ()) -> Act:
    """Append one act to `log`; it gets its index from the sequencer once this transaction has committed.

    `topics` name what changed ("meeting:3"), for the live channels; they stay out of the leaf. ValueError: such an act
    does not stand in a log of this audience. Refused: the log is not whole, or a text holds what no document can.
    """
    if log.audience.partition(":")[0] not in facts.KIND.audiences:
        raise ValueError(f"{facts.KIND.name} does not stand in a log for {log.audience}")
    return append(log, facts.KIND.name, facts.written(), by, topics=topics)


def append(log: Log, kind: str, entry: dict[str, Any], by: By, *, topics: Sequence[str] = ()) -> Act:
    """The same, of an act as the record has it; what is in it is the caller's to answer for.

    `entry` holds what RFC 8785 can write except floats (TypeError); text is normalised to NFC. KeyError: unknown kind.
    """
    label(kind)
    if log.alarm:
        raise Refused(
            _("Nothing can be done for now: the record is not the one that was signed. The page Record says why.")
        )
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction of what it did")
    words = _clean(entry)
    with over_the_wall():  # pages can write acts in no other way
        signed = {**words, "by": _signature(log, by)}
        rfc8785.dumps(signed)
        return Act.objects.create(
            log=log, kind=kind, facts=signed, at=clock.now(), person=by.person, topics=list(topics)
        )


def command(function: Callable[P, Act]) -> Callable[P, Act]:
    """Make `function` one transaction that answers with the act it recorded.

    Roles and seats are read anew in it, under the locks that it takes. What was sent under one key is done once
    (record/submissions.py). The key is the outermost command's: those that it calls know of none. Of two who do at once
    what can be done once, the database lets one through; the other is told.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> Act:
        try:
            with submissions.taken() as sent, transaction.atomic(), anew():
                return submissions.once(sent, partial(function, *args, **kwargs)) if sent else function(*args, **kwargs)
        except IntegrityError as error:
            if not isinstance(error.__cause__, UniqueViolation):
                raise
            logger.warning("of two at once one was refused: %s", error.__cause__.diag.constraint_name)
            raise Refused(MEANWHILE) from error

    return run


def done_to_each(act: Callable[[T], Act], subjects: Iterable[T]) -> int:
    """Do what is due, each in a transaction of its own; gives to how many it was done. What is refused was done by
    another worker meanwhile, or is due no longer."""
    done = 0
    for subject in subjects:
        with suppress(Refused):
            act(subject)
            done += 1
    return done


def _signature(log: Log, by: By) -> dict[str, str]:
    if by.person is None:
        return {"as": str(by.capacity)}
    return {"as": str(by.capacity), "person": commitment(log, by.person)}


def commitment(log: Log, person: "Person") -> str:
    """What stands for a person in this log: SHA-256 of a salt only we hold and the person's number."""
    with over_the_wall():  # pages have no right on what hides people in the logs
        pseudonym, _made = Pseudonym.objects.get_or_create(
            log=log, person_id=person.pk, defaults={"salt": secrets.token_bytes(32)}
        )
    return sha256(bytes(pseudonym.salt) + str(person.pk).encode()).hexdigest()


def _clean(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("the record holds no floats: write an integer and name its unit")
    if isinstance(value, str):
        if reason := characters.fault(value):  # stored before there was a gate, or past it (stored.py)
            raise Refused(reason)
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_clean(name): _clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
