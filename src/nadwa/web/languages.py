"""The six official languages, and content that exists in several of them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import combining, normalize

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

from nadwa.web import signs

OFFICIAL = ("ar", "zh-hans", "en", "fr", "ru", "es")
CONTENT = (*OFFICIAL, "zh-hant")
STATES = ("draft", "checked")
PLACE = re.compile(r"%\((\w+)\)s")

Content = Mapping[str, Any]


def multilingual(original: str, /, state: str = "checked", **texts: str) -> dict[str, Any]:
    """Content with its original language and its versions: `multilingual("en", en="Peace", fr="Paix")`.

    A language that is not given is missing. `zh` stands for Chinese in simplified characters.
    """
    versions = {
        "zh-hans" if language == "zh" else language: {"text": text, "state": state} for language, text in texts.items()
    }
    return {"original": original, "versions": versions}


def written(language: str, text: str) -> dict[str, Any]:
    """Content as somebody typed it in one language; its other versions are missing."""
    return multilingual(language, **{language.replace("zh-hans", "zh"): " ".join(text.split())})


def in_six_languages(words: Promise | str) -> dict[str, Any]:
    """Words of ours as content: what the catalogues say."""
    versions = {}
    for language in OFFICIAL:
        with override(language):
            versions[language] = {"text": str(words), "state": "checked"}
    return {"original": "en", "versions": versions}


def reworded(content: Content, language: str, text: str) -> Content:
    """Content as somebody who reads `language` typed it anew. What was left alone stays in all its versions; else the
    other versions are drafts from now on, for they say what was said before."""
    typed = written(language, text)
    if version(typed, language)[0] == version(content, language)[0]:
        return content
    others = {name: {**other, "state": "draft"} for name, other in content["versions"].items()}
    return {"original": content["original"], "versions": others | typed["versions"]}


def texts(content: Content) -> dict[str, str]:
    """What the content says, by language."""
    return {language: version["text"] for language, version in content["versions"].items()}


def missing(content: Content) -> list[str]:
    """The official languages in which the content does not exist."""
    return [language for language in OFFICIAL if language not in content["versions"]]


def check(content: Content) -> None:
    """Raise ValidationError unless `content` has the shape that `multilingual` gives."""
    versions = content.get("versions", {}) if isinstance(content, Mapping) else {}
    known = all(
        language in CONTENT and isinstance(version.get("text"), str) and version.get("state") in STATES
        for language, version in versions.items()
    )
    if not versions or not known or content.get("original") not in versions:
        raise ValidationError(_("Give the text in its original language, and each version as draft or checked."))


class MultilingualField(models.JSONField):
    default_validators = [check]


def version(content: Content, language: str | None = None) -> tuple[str, str]:
    """The text for a reader of `language` (default: the active one) and the language it is in."""
    wanted = language or get_language() or "en"
    versions = content["versions"]
    given = next(name for name in (wanted, "en", content["original"]) if name in versions)
    return versions[given]["text"], given


def plain(content: Content, language: str | None = None) -> str:
    return version(content, language)[0]


def original(content: Content) -> str:
    """The text as its author wrote it."""
    return plain(content, content["original"])


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def marked(text: str, language: str) -> SafeString | str:
    """The text, marked with its language and direction where these are not the page's."""
    if language == get_language():
        return signs.visible(text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), signs.visible(text))


def shown(content: Content) -> SafeString | str:
    """Content in the reader's language, else marked with the language it is in."""
    return marked(*version(content))


def typed(text: str) -> SafeString:
    """What somebody typed without saying in which language: it is of none, and turns nothing around it."""
    return format_html('<bdi lang="">{}</bdi>', signs.visible(text))


def listed(parts: Iterable[object], between: str = "; ") -> SafeString:
    """Several of these, one after another."""
    return format_html_join(between, "{}", ((part,) for part in parts))


def sentence(words: Promise | str, /, **said: Any) -> SafeString:
    """A translated sentence for a page, and in it what is `said`, marked as it comes from `shown` and `typed`.
    What is no markup is escaped."""
    pieces = enumerate(PLACE.split(str(words)))  # the words between the places, and the names of these
    return format_html_join("", "{}", ((said[piece] if at % 2 else piece.replace("%%", "%"),) for at, piece in pieces))


def alphabetical(content: Content) -> str:
    """What content is sorted by: its English version, without case and accents."""
    return "".join(letter for letter in normalize("NFD", plain(content, "en")) if not combining(letter)).casefold()
