"""The kinds of act that rooms bring to the record, each with the words in which readers see it."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise

Sentence = Callable[[Any], str]

_labels: dict[str, Promise | str] = {}
_sentences: dict[str, Sentence] = {}


def register(kinds: dict[str, Promise | str], sentences: dict[str, Sentence] | None = None) -> None:
    """Bring kinds with their names; `sentences` say of an act who did what, where its name alone says too little."""
    _labels.update(kinds)
    _sentences.update(sentences or {})


def label(kind: str) -> Promise | str:
    """The name of a kind of act in the reader's language.

    Raises KeyError for a kind that no room has registered.
    """
    return _labels[kind]


def said(act: Any) -> str:
    """What has been done, as it is said to whoever did it."""
    sentence = _sentences.get(act.kind)
    return sentence(act) if sentence else f"{label(act.kind)}."


def all_kinds() -> list[str]:
    return sorted(_labels)
