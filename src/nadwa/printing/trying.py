"""A document that an act makes due is written before the act: afterwards nobody could mend what stands in its way."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nadwa.characters import Unwritable
from nadwa.record.refusing import Refused

CANNOT_BE_WRITTEN = (ValueError, RuntimeError)  # lxml's and Typst's for what they cannot take; others are ours to mend

logger = logging.getLogger(__name__)


def in_every_language(document: str, write: Callable[[str], object]) -> None:
    """`write` it in each official language, and throw it away. Refused with the reason if one cannot be written."""
    for language, name in settings.LANGUAGES:
        must_be_written(f"{document} ({name})", lambda language=language: write(language))  # type: ignore[misc]


def must_be_written(document: str, write: Callable[[], object]) -> None:
    try:
        write()
    except CANNOT_BE_WRITTEN as error:
        logger.exception("a document could not be written")
        reason = (
            error if isinstance(error, Unwritable) else _("Please tell those who run this service; its log says why.")
        )
        message = _("Nothing was done, because a document could not be written afterwards: %(document)s. %(reason)s")
        raise Refused(message % {"document": document, "reason": reason}) from error
