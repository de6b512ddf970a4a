"""Versions of a wording in the other official languages."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.editions.capacities import Officer
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import lock_negotiated, locked_alternative, named, recorded
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.texts.xliff import Translation
from nadwa.web.languages import OFFICIAL


@command
def translate(by: Officer, alternative: Alternative, language: str, wording: str, *, checked: bool) -> Act:
    """Write, correct or check the version of a wording in one language; the original is its author's."""
    alternative = locked_alternative(alternative)
    translated = _write(alternative, language, wording, checked=checked)
    return recorded(translated, alternative.paragraph.text, by)


@command
def import_translations(by: Officer, text: NegotiatingText, language: str, translations: Sequence[Translation]) -> Act:
    """Take all versions in one language from a translator's file, or none."""
    text = lock_negotiated(text)
    for given in translations:
        alternative = locked_alternative(given.alternative)
        recorded(_write(alternative, language, given.wording, checked=given.checked), text, by)
    imported = acts.TranslationsImported(text=text.slug, language=language, count=len(translations))
    return recorded(imported, text, by)


def _write(alternative: Alternative, language: str, wording: str, *, checked: bool) -> acts.Translated:
    """Write one version; gives what the record says of it."""
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
    return acts.Translated(**named(alternative), language=language, state=state)
