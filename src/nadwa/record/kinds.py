"""The kinds of act that rooms bring to the record, each with the words in which readers see it."""

from django.utils.functional import Promise

_labels: dict[str, Promise | str] = {}


def register(kinds: dict[str, Promise | str]) -> None:
    _labels.update(kinds)


def label(kind: str) -> Promise | str:
    """The name of a kind of act in the reader's language.

    Raises KeyError for a kind that no room has registered.
    """
    return _labels[kind]


def all_kinds() -> list[str]:
    return sorted(_labels)
