"""The alphabetical order of names in each of the six languages, for protocol, and the letter at which it begins."""

import re
from collections.abc import Callable, Mapping
from unicodedata import combining, normalize

ARTICLE = re.compile("^ال")  # Arabic lists look past it
ONE_LETTER = str.maketrans("أإآٱؤئىة", "اااا" + "ويي" + "ه")
# GB 18030 has the common characters in the order of pinyin. These stand behind them; each sounds as the one after it.
SOUNDS_AS = str.maketrans("斐瑙", "匪脑")
# The first character of each letter of pinyin in that order. No syllable begins with i, u or v.
FIRST = dict(zip("abcdefghijklmnopqrstuvwxyz", "啊芭擦搭蛾发噶哈击击喀垃妈拿哦啪期然撒塌挖挖挖昔压匝", strict=True))
LATIN_LETTER = re.compile("[a-z]")
LETTERS: Mapping[str, re.Pattern[str]] = {"ar": re.compile("[ء-ي]"), "ru": re.compile("[а-яё]")}

Key = Callable[[str], str | bytes]


def key_in(language: str) -> Key:
    """By what names in a language are sorted; that of a drawn letter is not behind any name that begins with it."""
    return KEYS.get(language, _latin)


def is_letter(language: str, letter: str) -> bool:
    return LETTERS.get(language, LATIN_LETTER).fullmatch(letter.casefold()) is not None


def _latin(name: str) -> str:
    return "".join(letter for letter in normalize("NFD", name) if not combining(letter)).casefold()


def _spanish(name: str) -> str:
    """Ñ is a letter of its own, behind N."""
    return _latin(re.sub("ñ", "n\uffff", normalize("NFC", name).casefold()))


def _russian(name: str) -> str:
    return name.casefold().replace("ё", "е")


def _arabic(name: str) -> str:
    bare = "".join(letter for letter in normalize("NFC", name) if not combining(letter))
    return ARTICLE.sub("", bare).translate(ONE_LETTER)


def _chinese(name: str) -> bytes:
    """By pinyin; a single Latin letter stands for the first character under it."""
    return FIRST.get(name.casefold(), name).translate(SOUNDS_AS).encode("gb18030")


KEYS: Mapping[str, Key] = {"es": _spanish, "ru": _russian, "ar": _arabic, "zh-hans": _chinese}
