"""Every act of a consultation. A vote is not an act: see votes.py."""

from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.consultations.models import Consultation
from nadwa.consultations.queries import votes_for_engine
from nadwa.engine.opinion import opinion_map
from nadwa.engine.opinion.mapping import TooFewVotes
from nadwa.engine.packet import canonical, packet
from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command, log_for, record
from nadwa.record.models import Act, Packet

kinds.register(
    {
        "consultations.opened": _("Consultation opened"),
        "consultations.closed": _("Consultation closed"),
        "consultations.result-published": _("Result of a consultation published"),
    }
)


@command
def open_consultation(by: By, consultation: Consultation) -> Act:
    return _set_open(by, consultation, is_open=True)


@command
def close_consultation(by: By, consultation: Consultation) -> Act:
    return _set_open(by, consultation, is_open=False)


@command
def publish_result(by: By, consultation: Consultation) -> Act:
    """Compute the map of the votes as they are and publish it as a packet, whose hash goes on the record."""
    votes = votes_for_engine(consultation)
    try:
        result = opinion_map(votes)
    except TooFewVotes:
        raise Refused(_("There are too few votes for a map: somebody must have voted on seven statements.")) from None
    content = canonical(packet(result, with_participants=consultation.votes_public))
    digest = sha256(content).hexdigest()
    Packet.objects.get_or_create(sha256=digest, defaults={"content": content})
    consultation.packet = digest
    consultation.mapped_at = clock.now()
    consultation.save(update_fields=["packet", "mapped_at"])
    return _recorded("result-published", consultation, by, {"packet": digest, "votes": votes.count})


def _set_open(by: By, consultation: Consultation, *, is_open: bool) -> Act:
    if consultation.is_open == is_open:
        raise Refused(_("The consultation is open already.") if is_open else _("The consultation is closed."))
    consultation.is_open = is_open
    consultation.save(update_fields=["is_open"])
    return _recorded("opened" if is_open else "closed", consultation, by)


def _recorded(kind: str, consultation: Consultation, by: By, body: dict[str, Any] | None = None) -> Act:
    entry = {"consultation": consultation.slug, **(body or {})}
    return record(log_for(consultation.edition.slug), f"consultations.{kind}", entry, by)
