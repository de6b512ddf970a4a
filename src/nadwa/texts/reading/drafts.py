"""A draft as it is read from a document."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from nadwa.web.tables import BadUpload


class ParagraphKind(TextChoices):
    """The kinds of paragraphs."""

    HEADING = "heading", _("heading")
    PREAMBULAR = "preambular", _("preambular paragraph")
    OPERATIVE = "operative", _("operative paragraph")
    SUBPARAGRAPH = "subparagraph", _("subparagraph")
    FOOTNOTE = "footnote", _("footnote")


class BadDocument(BadUpload):
    """The file cannot be read as the document that it should be."""

    def __init__(self, error: str) -> None:
        super().__init__([error])


@dataclass(frozen=True)
class ReadAlternative:
    """Another wording (None: to delete the paragraph), and the names of those who want it."""

    names: list[str]
    wording: str | None


@dataclass(frozen=True)
class ReadParagraph:
    """Attributes: `kind`; the `wording` that stands; the `alternatives` to it; `notes` (author, words)."""

    kind: str
    wording: str
    alternatives: list[ReadAlternative] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """Attributes: the `paragraphs`, and a `report` of what was not taken over as it stood."""

    paragraphs: list[ReadParagraph]
    report: list[str]


def draft_of(told: dict[str, Any]) -> Draft:
    """The draft that has come back from the process that read it."""
    return Draft([_paragraph_of(**one) for one in told["paragraphs"]], told["report"])


def _paragraph_of(kind: str, wording: str, alternatives: list[dict[str, Any]], notes: list[list[str]]) -> ReadParagraph:
    found = [ReadAlternative(**one) for one in alternatives]
    return ReadParagraph(kind, wording, found, [(author, words) for author, words in notes])
