"""The live channels that rooms offer: what each shows, to whom, and which topics change it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Channel:
    """Fragments of a page that are the same for all who read it in one language.

    `find` gives the object of a key (None if there is none), `rule` says who may follow it, `topic` which acts
    change it, `render` its fragments as {event name: markup} in the language now active.
    """

    name: str
    rule: str
    find: Callable[[str], Any]
    topic: Callable[[str], str]
    render: Callable[[Any], dict[str, str]]


_channels: dict[str, Channel] = {}


def bring(*channels: Channel) -> None:
    _channels.update({channel.name: channel for channel in channels})


def get(name: str) -> Channel | None:
    return _channels.get(name)


def names() -> list[str]:
    return sorted(_channels)


def person_topic(person_id: int) -> str:
    """The topic of acts that change what a person may do: the person's open streams end at once."""
    return f"person:{person_id}"
