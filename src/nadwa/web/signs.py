"""Letters that deceive the eye: signs that turn or hide text are shown, names that mix scripts are flagged."""

import re
import unicodedata

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SIGNS = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u200b": "ZWSP",
    "\ufeff": "BOM",
}
SIGN = re.compile("([\u202a-\u202e\u2066-\u2069\u200b\ufeff])")
ALIKE = ("LATIN", "CYRILLIC", "GREEK")


def visible(text: str) -> SafeString | str:
    """The text with the names of such signs in their place, so that it reads in the order in which it is stored."""
    if not SIGN.search(text):
        return text
    return format_html_join("", "{}", ((_shown(part),) for part in SIGN.split(text)))


def mixed(name: str) -> list[str]:
    """The words of a name that mix letters of scripts that look alike, such as a Cyrillic а in a Latin word."""
    return [word for word in name.split() if len(_scripts(word)) > 1]


def flagged(name: str) -> SafeString | str:
    """The name, with a warning beside it where a word of it mixes scripts."""
    found = warning(name)
    return format_html("{} {}", name, found) if found else name


def warning(name: str) -> SafeString | str:
    """The warning alone; nothing where there is nothing to warn of."""
    words = mixed(name)
    if not words:
        return ""
    scripts = sorted({script.title() for word in words for script in _scripts(word)})
    said = _("mixes letters that look alike: %(scripts)s") % {"scripts": ", ".join(scripts)}
    return format_html('<strong class="text-danger">({})</strong>', said)


def _shown(part: str) -> SafeString | str:
    return format_html('<bdi class="sign">{}</bdi>', SIGNS[part]) if part in SIGNS else part


def _scripts(word: str) -> set[str]:
    return {script for letter in word for script in ALIKE if unicodedata.name(letter, "").startswith(script)}
