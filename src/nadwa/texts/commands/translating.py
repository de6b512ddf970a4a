"""Versions of a wording in the other official languages."""

from django.utils.translation import gettext_lazy as _

from nadwa.record import kinds
from nadwa.record.acts import By, Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import locked_alternative, named, recorded
from nadwa.texts.models import Alternative
from nadwa.web.languages import OFFICIAL

kinds.register({"texts.translated": _("Translation written")})


@command
def translate(by: By, alternative: Alternative, language: str, wording: str, *, checked: bool) -> Act:
    """Write, correct or check the version of a wording in one language; the original is its author's."""
    alternative = locked_alternative(alternative)
    if alternative.wording is None or language not in OFFICIAL:
        raise Refused(_("There is nothing to translate."))
    if alternative.state == Alternative.State.DRAFT:
        raise Refused(_("This proposal is not on the table."))
    if language == alternative.wording["original"]:
        raise Refused(_("This is the language of the original; only a new proposal can change it."))
    state = "checked" if checked else "draft"
    version = {"text": " ".join(wording.split()), "state": state}
    versions = {**alternative.wording["versions"], language: version}
    alternative.wording = {**alternative.wording, "versions": versions}
    alternative.save(update_fields=["wording"])
    body = {**named(alternative), "language": language, "state": state}
    return recorded("translated", alternative.paragraph.text, by, body)
