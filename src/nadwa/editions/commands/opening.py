"""The edition, opened and closed with every host's key."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.editions.two_key import Field, TwoKey


def _opening_refusal(edition: Edition, _subject: str) -> Any:
    return None if edition.state == Edition.State.PREPARED else _("The edition has been opened already.")


def _closing_refusal(edition: Edition, _subject: str) -> Any:
    return None if edition.state == Edition.State.OPEN else _("Only an open edition can be closed.")


def _as_planned(edition: Edition, _subject: str) -> dict[str, Any]:
    """What is opened or closed: the edition as it is announced."""
    from_to = {"starts_on": str(edition.starts_on), "ends_on": str(edition.ends_on)}
    return {"title": edition.title, "city": edition.city, **from_to}


def _set_state(state: str) -> Any:
    def carry_out(edition: Edition, _subject: str) -> None:
        edition.state = state
        edition.save(update_fields=["state"])

    return carry_out


FIELDS = (
    Field("title", _("Title"), "content"),
    Field("city", _("City"), "content"),
    Field("starts_on", _("From"), "date"),
    Field("ends_on", _("Until"), "date"),
)
OPENING = TwoKey(
    "editions.open",
    _("Open the edition"),
    _opening_refusal,
    _set_state(Edition.State.OPEN),
    _as_planned,
    FIELDS,
)
CLOSING = TwoKey(
    "editions.close",
    _("Close the edition"),
    _closing_refusal,
    _set_state(Edition.State.CLOSED),
    _as_planned,
    FIELDS,
)
