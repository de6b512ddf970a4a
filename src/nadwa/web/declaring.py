"""Acts, declared beside what they do: what their page is called, says and shows, the form, who does them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature
from types import ModuleType
from typing import Any, Generic, ParamSpec

from django.http import Http404
from django.utils.functional import Promise

from nadwa.acts.by import Somebody
from nadwa.record.acts import command
from nadwa.record.models import Act
from nadwa.web.asking import Question
from nadwa.web.forms import Form, Nothing

P = ParamSpec("P")


@dataclass(frozen=True)
class DeclaredAct(Generic[P]):
    """An act as its room declares it; called, it is done.

    `name` stands in its address; `by` says whose act it is, in the words of the room, where a view asks; it `weighs`
    where it needs a factor that was given lately. The page `says` what follows and `shows` how things stand; `stands`
    is what the act is done to, with which it is confirmed, or pressed; `holds` keeps others from changing that
    meanwhile.
    """

    command: Callable[P, Act]
    name: str
    title: Promise | str
    by: object
    form: Callable[..., Form]
    says: Callable[..., list[str]]
    stands: Callable[..., object]
    shows: Callable[..., list[str]]
    holds: Callable[..., object]
    weighs: bool

    def __post_init__(self) -> None:
        """TypeError where the form asks for something that the act does not take."""
        unknown = getattr(self.form, "base_fields", {}).keys() - signature(self.command).parameters.keys()
        if unknown:
            raise TypeError(f"{self.name}: the form asks for {sorted(unknown)}, which the act does not take")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Act:
        return self.command(*args, **kwargs)

    def question(self, back: str) -> Question:
        def stands(about: Any, _person: Somebody) -> object:
            return self.stands(about)

        return Question(self.title, self.says, lambda _about: back, "btn-primary", self.holds, stands, self.shows)


def nothing(_about: object) -> list[str]:
    """Of an act whose page says or shows nothing."""
    return []


def act(
    name: str,
    title: Promise | str,
    by: object,
    form: type[Form] = Nothing,
    says: Callable[..., list[str]] = nothing,
    stands: Callable[..., object] = lambda _about: "",
    shows: Callable[..., list[str]] = nothing,
    *,
    holds: Callable[..., object] = lambda _about: None,
    weighs: bool = False,
) -> Callable[[Callable[P, Act]], DeclaredAct[P]]:
    """Declare a function as an act: one transaction that answers with what it recorded (record/acts.py)."""

    def declare(function: Callable[P, Act]) -> DeclaredAct[P]:
        return DeclaredAct(command(function), name, title, by, form, says, stands, shows, holds, weighs)

    return declare


def declared(module: ModuleType, *by: object) -> Mapping[str, DeclaredAct[...]]:
    """The acts that a module offers, by the names in their addresses; or those of some actors alone."""
    acts = [each for each in vars(module).values() if isinstance(each, DeclaredAct) and (not by or each.by in by)]
    found = {each.name: each for each in acts}
    if len(found) < len(acts):
        raise TypeError(f"{module.__name__} declares two acts of one name")
    return found


def weighing(acts: Mapping[str, DeclaredAct[...]]) -> frozenset[str]:
    """Those that need a factor that was given lately."""
    return frozenset(name for name, act in acts.items() if act.weighs)


def the(acts: Mapping[str, DeclaredAct[...]], name: str) -> DeclaredAct[...]:
    if name not in acts:
        raise Http404
    return acts[name]
