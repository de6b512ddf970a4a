"""How the vocabulary of the record is written down: a class for each kind of act, with what an act of it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar, Protocol, Self, TypeVar, cast, dataclass_transform

from django.utils.functional import Promise
from pydantic import Field, TypeAdapter
from pydantic.fields import FieldInfo

T = TypeVar("T")
F = TypeVar("F", bound="Facts")
SPREAD = "each value under a key of its own"


class Audience(StrEnum):
    """Who reads a log. Each delegation has a log of its own."""

    PUBLIC = "public"
    PARTICIPANTS = "edition"
    HOSTS = "hosts"
    PRESS = "press"
    DELEGATION = "delegation"

    @classmethod
    def of(cls, *, public: bool) -> Self:
        """Of what is done in public, or else among participants."""
        return cls.PUBLIC if public else cls.PARTICIPANTS


PUBLIC, PARTICIPANTS, HOSTS, PRESS, DELEGATION = Audience
ANY = tuple(Audience)


@dataclass(frozen=True)
class Kind:
    """A kind of act: its name in the record, what readers see it called, and in whose logs it may stand. `spread` names
    the field that holds all that such an act says, each by a key of its own; mostly there is none."""

    name: str
    label: Promise | str
    audiences: frozenset[Audience]
    spread: str


class Recorded(Protocol):
    """An act as the record keeps it."""

    @property
    def facts(self) -> Any: ...


class Facts:
    """What an act says. Numbers are those that pages show; bodies, texts and consultations go by their short names,
    wordings and files by their SHA-256, moments are in UTC. What has a default is left out where it holds."""

    KIND: ClassVar[Kind]

    def written(self) -> dict[str, Any]:
        """As it stands in the record, without who acted."""
        entry = _adapter(cast(Any, type(self))).dump_python(self, mode="json", by_alias=True, exclude_defaults=True)
        spread_out = entry.pop(self.KIND.spread, {})
        return {**entry, **spread_out}

    @classmethod
    def of(cls, act: Recorded) -> Self:
        """What an act of this kind says. Raises ValueError where it says something else."""
        return cls.read({name: value for name, value in act.facts.items() if name != "by"})

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Self:
        """The same of an entry as `written` gives it."""
        if cls.KIND.spread:
            entry = {cls.KIND.spread: dict(entry)}
        return cast(Self, _adapter(cast(Any, cls)).validate_python(entry))

    @classmethod
    def path(cls, field: Callable[[Self], object]) -> str:
        """Where a field is in rows of the record, for queries: `FloorAsked.path(lambda act: act.item)`."""
        return f"facts__{field(cast(Self, SimpleNamespace(**keys(cls))))}"


def keys(declared: type[Facts]) -> dict[str, str]:
    """By which key each field stands in the record."""
    return {one.name: _alias(one.type) or one.name for one in fields(cast(Any, declared))}


def _spread(declared: Any) -> str:
    return next((one.name for one in fields(declared) if SPREAD in getattr(one.type, "__metadata__", ())), "")


def _alias(annotation: Any) -> str | None:
    return next((mark.alias for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, FieldInfo)), None)


@cache
def _adapter(declared: Any) -> TypeAdapter[Any]:
    return TypeAdapter(declared)


def key(name: str) -> Any:
    """Says by which key a field stands in the record, where that is no name in Python."""
    return Field(alias=name)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def shape(declared: type[T]) -> type[T]:
    """What several kinds say alike."""
    return dataclass(frozen=True, kw_only=True)(declared)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def kind(name: str, label: Promise | str, *audiences: Audience) -> Callable[[type[F]], type[F]]:
    """Declares a kind of act: acts of it may stand in the logs of these audiences and of no others."""

    def declare(declared: type[F]) -> type[F]:
        shaped = shape(declared)
        shaped.KIND = Kind(name, label, frozenset(audiences), _spread(shaped))
        return shaped

    return declare
