"""Readings of a text, and issuing it anew under the next symbol: A/CONF.999/L.1/Rev.1, …/Add.1, …/Corr.1."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import texts as acts
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts import forms, saying
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands.acting import act, lock_negotiated, recorded
from nadwa.texts.models import IssuedText, NegotiatingText
from nadwa.texts.versions import digest, snapshot


@act("reading", _("Begin the next reading"), says=saying.reading, stands=lambda _text: "")
def begin_reading(by: Facilitator | Chair, text: NegotiatingText) -> Act:
    """Begin the next reading of the text: first, second, third …"""
    text = lock_negotiated(text)
    text.reading += 1
    text.save(update_fields=["reading"])
    return recorded(acts.ReadingBegun(text=text.slug, reading=text.reading), text, by)


@act("reissue", _("Issue the text anew"), forms.ReissueForm, stands=lambda _text: "")
def reissue(by: Facilitator | Chair, text: NegotiatingText, kind: str, reason: str = "") -> Act:
    """Issue the text as it stands: as the next revision, or as an addendum or corrigendum to the last one."""
    text = lock_negotiated(text)
    if kind != IssuedText.Kind.REVISION and not reason:
        raise Refused(_("Say what the addendum adds or the corrigendum corrects."))
    if kind == IssuedText.Kind.REVISION:
        text.revision += 1
        text.save(update_fields=["revision"])
        symbol = text.symbol
    else:
        stem = f"{text.symbol}/{kind}"
        earlier = text.issues.filter(kind=kind, symbol__startswith=stem).count()
        symbol = f"{stem}{earlier + 1}"
    keep(text, symbol, kind, reason)
    reissued = acts.Reissued(text=text.slug, symbol=symbol, sha256=digest(text), reason=reason)
    return recorded(reissued, text, by)


def keep(text: NegotiatingText, symbol: str, kind: str = IssuedText.Kind.REVISION, reason: str = "") -> None:
    """Keep the text as it stands under its symbol."""
    text.issues.create(symbol=symbol, kind=kind, reason=reason, content=snapshot(text), at=clock.now())
