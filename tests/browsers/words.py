"""What a page says in a reader's language, as the catalogue has it."""

import re

from django.utils.translation import gettext, override

NO_WORDS = re.compile(r"%\(\w+\)s|<[^>]*>")
LANGUAGES = ("en", "ar", "zh-hans")


def said(language: str, message: str, **facts: str) -> str:
    """The longest piece of a message in which only words stand; `facts` fill its gaps, with words to be translated too.

    Fails where the catalogue leaves the English words standing.
    """
    with override(language):
        words = gettext(message)
        facts = {name: gettext(fact) for name, fact in facts.items()}
    assert (words == message) == (language == "en"), f"{language}: {message}"
    for name, fact in facts.items():
        words = words.replace(f"%({name})s", fact)
    return max(NO_WORDS.split(words), key=len).strip()
