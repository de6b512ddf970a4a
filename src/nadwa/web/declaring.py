"""Acts, declared beside what they do: what their page is called, says and shows, the form, who does them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from inspect import Parameter, signature
from types import ModuleType, UnionType
from typing import Any, Generic, ParamSpec, TypeAlias, get_args, get_type_hints

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST

from nadwa.acts.by import By
from nadwa.record.acts import command
from nadwa.record.models import Act
from nadwa.web.access import View
from nadwa.web.asking import Question
from nadwa.web.forms import Form, Nothing

P = ParamSpec("P")
Actor: TypeAlias = type[By] | UnionType


@dataclass(frozen=True)
class DeclaredAct(Generic[P]):
    """An act as its room declares it; called, it is done.

    `name` stands in its address; `actor` is the type of who does it, as the function says of its first parameter,
    `by`. The second is what it is done to, and the form asks for the rest. It `weighs` where it needs a factor that was
    given lately. The page `says` what follows and `shows` how things stand, and its button has a `look`; `stands` is
    what the act is done to, with which it is confirmed, or pressed; `holds` keeps others from changing that meanwhile.
    """

    command: Callable[P, Act]
    name: str
    title: Promise | str
    actor: Actor
    form: Callable[..., Form]
    says: Callable[..., list[str]]
    stands: Callable[..., object]
    shows: Callable[..., list[str]]
    holds: Callable[..., object]
    weighs: bool
    look: str

    def __post_init__(self) -> None:
        """TypeError where the form asks for something that the act does not take, or not for what it needs."""
        _by, _about, *values = signature(self.command).parameters.values()
        asked = self.form.base_fields.keys()  # type: ignore[attr-defined]
        if unknown := asked - {each.name for each in values}:
            raise TypeError(f"{self.name}: the form asks for {sorted(unknown)}, which the act does not take")
        if missing := {each.name for each in values if each.default is Parameter.empty} - asked:
            raise TypeError(f"{self.name}: the act needs {sorted(missing)}, which the form does not ask for")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Act:
        return self.command(*args, **kwargs)

    @property
    def asks(self) -> bool:
        """Whether a page of its own comes first: it says what follows from it, or needs to know more."""
        return self.says is not nothing or bool(self.form.base_fields)  # type: ignore[attr-defined]

    def question(self, back: str) -> Question:
        return Question(self.title, self.says, lambda _about: back, self.look, self.holds, self.stands, self.shows)


def nothing(_about: object) -> list[str]:
    """Of an act whose page says or shows nothing."""
    return []


def act(
    name: str,
    title: Promise | str,
    form: type[Form] = Nothing,
    says: Callable[..., list[str]] = nothing,
    stands: Callable[..., object] = lambda _about, _person: "",
    shows: Callable[..., list[str]] = nothing,
    *,
    holds: Callable[..., object] = lambda _about: None,
    weighs: bool = False,
    look: str = "btn-primary",
) -> Callable[[Callable[P, Act]], DeclaredAct[P]]:
    """Declare a function as an act: one transaction that answers with what it recorded (record/acts.py)."""

    def declare(function: Callable[P, Act]) -> DeclaredAct[P]:
        actor = _actor(function)
        return DeclaredAct(command(function), name, title, actor, form, says, stands, shows, holds, weighs, look)

    return declare


def _actor(function: Callable[..., Act]) -> Actor:
    """Whose act it is, by the type of `by`; TypeError where that does not say."""
    actor = get_type_hints(function).get("by")
    one_or_more = get_args(actor) or (actor,)
    if not all(isinstance(one, type) and issubclass(one, By) and one is not By for one in one_or_more):
        raise TypeError(f"{function.__qualname__} does not say by whom it is done")
    return actor  # type: ignore[return-value]


@dataclass(frozen=True)
class Part:
    """The part that some have in the acts on something: which `rule` lets them, as whom they act `by` it, and where
    they come `back` to."""

    rule: str
    by: Callable[[Any, Any], By]
    back: Callable[[Any, Any], str]


def declared(*modules: ModuleType, to: Collection[Actor]) -> Mapping[str, DeclaredAct[...]]:
    """The acts that modules offer to those whom a view knows, by the names in their addresses."""
    return _by_name(_acts(modules, to))


def of_each(parts: Mapping[Actor, Part], *modules: ModuleType) -> Mapping[Actor, Mapping[str, DeclaredAct[...]]]:
    """The same, apart for each kind of actor."""
    acts = _acts(modules, parts)
    return {actor: _by_name([each for each in acts if each.actor == actor]) for actor in parts}


def _acts(modules: Iterable[ModuleType], to: Collection[Actor]) -> list[DeclaredAct[...]]:
    """TypeError where one is for an actor of whom it is not said who is one."""
    offered = [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, DeclaredAct) and each.command.__module__ == module.__name__
    ]
    for each in offered:
        if each.actor not in to:
            raise TypeError(f"{each.name}: no rule says who acts as {each.actor}")
    return offered


def _by_name(acts: list[DeclaredAct[...]]) -> Mapping[str, DeclaredAct[...]]:
    found = {each.name: each for each in acts}
    if len(found) < len(acts):
        raise TypeError(f"two acts of one name: {sorted(each.name for each in acts)}")
    return found


def serves(acts: Mapping[str, DeclaredAct[...]]) -> Callable[[View], View]:
    """Say of a view which acts it does, each under its name in the last part of an address; buttons ask it."""

    def say(view: View) -> View:
        view.acts = acts  # type: ignore[attr-defined]
        return view

    return say


def opens_what_asks(acts: Mapping[str, DeclaredAct[...]]) -> Callable[[View], View]:
    """Let a view be opened only at acts of which a page of its own comes first; the others are buttons elsewhere."""

    def opening(view: View) -> View:
        posting = require_POST(view)
        if not any(each.asks for each in acts.values()):
            return posting

        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def opened(request: HttpRequest, *found: Any, act: str) -> HttpResponse:
            asks = act in acts and acts[act].asks
            return (view if asks else posting)(request, *found, act=act)

        return opened

    return opening


@cache
def served(view: str) -> Mapping[str, DeclaredAct[...]]:
    """The acts of the view at an address of this name."""
    return getattr(_views().get(view), "acts", {})


@cache
def _views() -> Mapping[str, View]:
    found: dict[str, View] = {}
    left = list(get_resolver().url_patterns)
    while left:
        pattern = left.pop()
        if isinstance(pattern, URLPattern):
            found[pattern.name or ""] = pattern.callback
        else:
            left += pattern.url_patterns
    return found


def weighing(acts: Mapping[str, DeclaredAct[...]]) -> frozenset[str]:
    """Those that need a factor that was given lately."""
    return frozenset(name for name, act in acts.items() if act.weighs)


def the(acts: Mapping[str, DeclaredAct[...]], name: str) -> DeclaredAct[...]:
    if name not in acts:
        raise Http404
    return acts[name]
