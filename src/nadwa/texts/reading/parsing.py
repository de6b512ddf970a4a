"""XML of outsiders: nothing is looked up for it."""

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from nadwa.texts.reading.drafts import BadDocument


def root_of(content: bytes) -> Any:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise BadDocument(_("This is no XML file: %(error)s") % {"error": error}) from error
