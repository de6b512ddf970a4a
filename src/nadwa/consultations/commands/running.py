"""Opening, closing, publishing; showing results while open or hiding them, which every host must approve."""

from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.acts import consultations as acts
from nadwa.acts.by import By, Unnamed
from nadwa.consultations import queries
from nadwa.consultations.models import Consultation
from nadwa.editions.capacities import Officer
from nadwa.editions.models import Edition
from nadwa.editions.two_key import Field, TwoKey
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act, Packet
from nadwa.wall import over_the_wall


@command
def open_consultation(by: Officer | Unnamed, consultation: Consultation) -> Act:
    if consultation.is_open:
        raise Refused(_("The consultation is open already."))
    if consultation.hides_results and queries.has_closed(consultation):
        raise Refused(
            _(
                "The hosts hid the result until this closed, and it has been seen since. It opens again once they have"
                " decided to show results."
            )
        )
    _set_open(consultation, is_open=True)
    return recorded(acts.Opened(consultation=consultation.slug), consultation, by)


@command
def close_consultation(by: Officer, consultation: Consultation) -> Act:
    """Close, with a commitment to the votes: nobody can later say that there were others."""
    if not consultation.is_open:
        raise Refused(_("The consultation is closed."))
    _set_open(consultation, is_open=False)
    closed = acts.Closed(consultation=consultation.slug, votes=queries.votes_commitment(consultation))
    return recorded(closed, consultation, by)


@command
def publish_result(by: Officer | Unnamed, consultation: Consultation) -> Act:
    """Publish the map last computed as a packet, whose hash goes on the record."""
    if consultation.is_open and consultation.hides_results:
        raise Refused(_("The hosts have hidden the result until the consultation closes."))
    snapshot = queries.snapshot(consultation)
    if snapshot is None:
        raise Refused(_("There is no map yet: somebody must have voted on seven statements, and it takes a moment."))
    content = bytes(snapshot.packet)
    digest = sha256(content).hexdigest()
    with over_the_wall():
        Packet.objects.get_or_create(sha256=digest, defaults={"content": content})
    consultation.packet, consultation.mapped_at = digest, snapshot.at
    consultation.save(update_fields=["packet", "mapped_at"])
    published = acts.ResultPublished(consultation=consultation.slug, packet=digest, votes=snapshot.votes)
    return recorded(published, consultation, by)


def _set_open(consultation: Consultation, *, is_open: bool) -> None:
    consultation.is_open = is_open
    consultation.save(update_fields=["is_open"])


def recorded(facts: acts.OfConsultation, consultation: Consultation, by: By) -> Act:
    return record(log_for(consultation.edition.slug), facts, by, topics=[f"consultation:{consultation.pk}"])


def _held_here(edition: Edition, *, hidden: bool) -> Any:
    return Consultation.objects.filter(edition=edition, source="", hides_results=hidden)


def _refusal(*, hide: bool) -> Any:
    def refusal(edition: Edition, _subject: str) -> Any:
        if _held_here(edition, hidden=not hide).exists():
            return None
        return _("Results are hidden already.") if hide else _("Results are shown already.")

    return refusal


def _carry_out(*, hide: bool) -> Any:
    def carry_out(edition: Edition, _subject: str) -> None:
        _held_here(edition, hidden=not hide).update(hides_results=hide)

    return carry_out


def _those_held_here(*, hide: bool) -> Any:
    def content(edition: Edition, _subject: str) -> dict[str, Any]:
        return {"consultations": [{"title": one.title} for one in _held_here(edition, hidden=not hide)]}

    return content


CONSULTATIONS = (
    Field("consultations", _("Consultations"), "several", within=(Field("title", _("Title"), "content"),)),
)
HIDING = TwoKey(
    "consultations.hide-results",
    _("Hide the results of consultations until they close"),
    _refusal(hide=True),
    _carry_out(hide=True),
    _those_held_here(hide=True),
    CONSULTATIONS,
)
SHOWING = TwoKey(
    "consultations.show-results",
    _("Show the results of consultations while they are open"),
    _refusal(hide=False),
    _carry_out(hide=False),
    _those_held_here(hide=False),
    CONSULTATIONS,
)
