"""Two versions of a text side by side: as issued under a symbol or as it stands, each in any of its languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nadwa.engine.language import Piece, differences
from nadwa.texts.models import IssuedText, NegotiatingText
from nadwa.texts.versions import snapshot
from nadwa.web.languages import OFFICIAL, version

NOW = "now"
Paragraphs = dict[int, dict[str, Any]]  # as kept when a text is issued, by number


@dataclass(frozen=True)
class Side:
    """A version in a language, as asked for; `key` is "now" or what was issued."""

    key: str
    language: str
    paragraphs: Paragraphs


@dataclass(frozen=True)
class ComparedParagraph:
    """One paragraph on both sides; `left` and `right` are its pieces, none where it is not in that version."""

    left_label: str
    right_label: str
    left: list[Piece]
    right: list[Piece]
    left_language: str
    right_language: str

    @property
    def changed(self) -> bool:
        return any(piece.kind != "kept" for piece in [*self.left, *self.right])


def comparison(text: NegotiatingText, asked: Mapping[str, str], language: str) -> dict[str, Any]:
    """What an address asks for: by default, what has changed since the text was first issued."""
    issues = list(text.issues.all())
    first = str(issues[0].pk) if issues else NOW
    left = _side(text, issues, asked.get("left", first), asked.get("left_language", language))
    right = _side(text, issues, asked.get("right", NOW), asked.get("right_language", language))
    rows = list(_rows(left, right))
    return {"issues": issues, "left": left, "right": right, "rows": rows, "changed": sum(row.changed for row in rows)}


def _side(text: NegotiatingText, issues: list[IssuedText], key: str, language: str) -> Side:
    issued = next((one for one in issues if str(one.pk) == key), None)
    language = language if language in OFFICIAL else "en"
    rows = issued.content if issued else snapshot(text)
    return Side(key if issued else NOW, language, {row["number"]: row for row in rows})


def _rows(left: Side, right: Side) -> Iterator[ComparedParagraph]:
    """In the order of the right side, with what is only on the left after what it followed there."""
    gone: dict[int, list[int]] = {}
    previous = 0
    for number in left.paragraphs:
        if number in right.paragraphs:
            previous = number
        else:
            gone.setdefault(previous, []).append(number)
    for number in gone.get(0, []):
        yield _row(left, right, number)
    for number in right.paragraphs:
        yield _row(left, right, number)
        for following in gone.get(number, []):
            yield _row(left, right, following)


def _row(left: Side, right: Side, number: int) -> ComparedParagraph:
    old_label, old, old_language = _words(left, number)
    new_label, new, new_language = _words(right, number)
    if old_language != new_language and old and new:
        kept = [Piece("kept", old)], [Piece("kept", new)]
        return ComparedParagraph(old_label, new_label, *kept, old_language, new_language)
    pieces = differences(old, new, new_language or old_language)
    before = [piece for piece in pieces if piece.kind != "added"]
    after = [piece for piece in pieces if piece.kind != "removed"]
    return ComparedParagraph(
        old_label, new_label, before, after, old_language or new_language, new_language or old_language
    )


def _words(side: Side, number: int) -> tuple[str, str, str]:
    if number not in side.paragraphs:
        return "", "", ""
    row = side.paragraphs[number]
    return row["label"], *version(row["wording"], side.language)
