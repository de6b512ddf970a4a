"""In what capacity somebody acts, as readers see it. The record keeps a short name, the same in every language."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise

from nadwa.acts.by import Function
from nadwa.record.models import Act
from nadwa.web.languages import sentence

Words = Promise | str
Names = Callable[[str], Mapping[str, str]]

_words: dict[str, Words] = {}
_of_somebody: dict[str, tuple[Words, Names]] = {}


def bring(words: Mapping[str, Words], of_somebody: Mapping[str, tuple[Words, Names]]) -> None:
    """Take capacities with their words; and those `of_somebody`, as "host:china", whose words name %(name)s, with what
    gives the names at an edition, marked for a page."""
    _words.update(words)
    _of_somebody.update(of_somebody)


def require_words() -> None:
    """ValueError for a function in which somebody can act and that no room has put into words."""
    wordless = [function.value for function in Function if function not in _words and function not in _of_somebody]
    if wordless:
        raise ValueError(f"no room says in words what this is: {', '.join(wordless)}")


def of(act: Act) -> str:
    """In what capacity an act was done, as the record has it."""
    capacity: str = act.facts["by"]["as"]
    return capacity


def reader(edition: str) -> Callable[[str], str]:
    """What puts the capacities of an edition's acts into words; the names are looked up once.

    What stood in records before there were functions is shown as it stands there."""
    names: dict[str, Mapping[str, str]] = {}

    def in_words(capacity: str) -> str:
        kind, _, short = capacity.partition(":")
        if not short or kind not in _of_somebody:
            return str(_words.get(kind, capacity))
        words, names_at = _of_somebody[kind]
        if kind not in names:
            names[kind] = names_at(edition)
        return sentence(words, name=names[kind].get(short, short))

    return in_words
