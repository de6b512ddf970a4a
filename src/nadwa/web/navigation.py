"""The pages of an edition that stand above every page of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import rules
from django.urls import reverse
from django.utils.functional import Promise

from nadwa.acts.by import Somebody


@dataclass(frozen=True)
class Link:
    """A page by its URL's name; with a `rule`, for those alone whom it lets in."""

    name: str
    label: Promise | str
    rule: str = ""


_links: list[Link] = []


def bring(*links: Link) -> None:
    """The pages, in their order."""
    _links.extend(links)


def links(person: Somebody, edition: Any) -> Iterator[tuple[str, Promise | str]]:
    """The address and the name of each page that is for the person."""
    for link in _links:
        if not link.rule or rules.has_perm(link.rule, person, edition):
            yield reverse(link.name, args=[edition.slug]), link.label
