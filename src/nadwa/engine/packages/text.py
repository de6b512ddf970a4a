"""A text with alternatives, the positions of parties on them and their linkages, as nadwa-text/1 gives them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = "nadwa-text/1"
STANCES = ("support", "acceptable", "reservation", "object", "red-line")
RED_LINE = STANCES.index("red-line")
OTHERWISE = ("object", "red-line")
SALIENCES = range(1, 6)

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Content = dict[str, Any]


class BadText(ValueError):
    """The text cannot be read; the message names the item and says what is expected."""


@dataclass(frozen=True)
class Text:
    """P parties on N paragraphs with C alternatives in all, numbered in the order of their ids.

    Whatever the order of the input, equal texts are numbered equally; only `row` of positions and linkages keeps the
    index that the input gave them.

    Attributes: `parties` (P) ids; `weights` (P,); `paragraphs` (N) ids; `alternatives` (C) ids, those of paragraph n at
    starts[n]:starts[n+1]; `starts` (N+1,); `current` (N,) alternative that stands now, -1 where none does;
    `positions` and `linkages`.
    """

    parties: list[str]
    weights: Ints
    paragraphs: list[str]
    alternatives: list[str]
    starts: Ints
    current: Ints
    positions: "Positions"
    linkages: "Linkages"

    @property
    def paragraph_of(self) -> Ints:
        """(C,) the paragraph of each alternative."""
        return np.repeat(np.arange(len(self.paragraphs)), np.diff(self.starts))

    def choice(self, chosen: Ints) -> dict[str, str]:
        """The ids behind the alternatives (N,) that a package chooses."""
        return {name: self.alternatives[at] for name, at in zip(self.paragraphs, chosen, strict=True)}


@dataclass(frozen=True)
class Positions:
    """M positions. Attributes, each (M,): `row` in the input, `party`, `alternative`, `stance` by its place in STANCES,
    `salience`."""

    row: Ints
    party: Ints
    alternative: Ints
    stance: Ints
    salience: Ints


@dataclass(frozen=True)
class Linkages:
    """L linkages: who chooses `condition` owes `party` also `consequence`. Attributes, each (L,): `row` in the input,
    `party`, `condition` and `consequence` (alternatives), `red` where the link is a red line, `salience`."""

    row: Ints
    party: Ints
    condition: Ints
    consequence: Ints
    red: Bools
    salience: Ints


def read(path: Path) -> Text:
    """Read a text from a JSON file. Raises BadText with the file's name and what is wrong."""
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise BadText(f"{path}: {error.strerror}; expected a text in JSON") from error
    except UnicodeDecodeError as error:
        raise BadText(f"{path}: not UTF-8 at byte {error.start}; expected a text in JSON") from error
    except json.JSONDecodeError as error:
        raise BadText(f"{path}: line {error.lineno}: {error.msg}; expected a text in JSON") from error
    except ValueError as error:
        raise BadText(f"{path}: a number has too many digits; expected a text in JSON") from error
    except RecursionError as error:
        raise BadText(f"{path}: nested too deeply; expected a text in JSON") from error
    try:
        return parse(content)
    except BadText as error:
        raise BadText(f"{path}: {error}") from error


def parse(content: Content) -> Text:
    """Number what `content` names, in the order of the ids. Raises BadText.

    >>> text = parse({"format": "nadwa-text/1", "parties": [{"id": "b"}, {"id": "a"}],
    ...               "paragraphs": [{"id": "OP1", "alternatives": ["keep", "delete"], "current": "keep"}],
    ...               "positions": [{"party": "a", "paragraph": "OP1", "alternative": "keep", "stance": "red-line"}],
    ...               "linkages": []})
    >>> text.parties, text.alternatives, text.current.tolist()
    (['a', 'b'], ['delete', 'keep'], [1])
    """
    if not isinstance(content, dict):
        raise BadText("the text: expected an object with format, parties, paragraphs, positions and linkages")
    if content.get("format") != FORMAT:
        raise BadText(f"format: {content.get('format')!r}; expected {FORMAT!r}")
    lists = {name: _list(content, name) for name in ("parties", "paragraphs", "positions", "linkages")}
    parties = _ids(lists["parties"], "parties")
    paragraphs = _ids(lists["paragraphs"], "paragraphs")
    options = {_name(row): _alternatives(row, at) for at, row in enumerate(lists["paragraphs"])}
    columns = {(paragraph, option): 0 for paragraph in paragraphs for option in options[paragraph]}
    columns = {key: at for at, key in enumerate(columns)}
    numbers = {name: at for at, name in enumerate(parties)}
    by_id = {row["id"]: row for row in lists["parties"]}
    return Text(
        parties,
        np.array([_weight(by_id[name], lists["parties"]) for name in parties], np.int64),
        paragraphs,
        [option for _, option in columns],
        np.cumsum([0, *(len(options[name]) for name in paragraphs)], dtype=np.int64),
        _current(lists["paragraphs"], paragraphs, columns),
        _positions(lists["positions"], numbers, columns),
        _linkages(lists["linkages"], numbers, columns),
    )


def _list(content: Content, name: str) -> list[Any]:
    rows = content.get(name, [] if name in {"positions", "linkages"} else None)
    if not isinstance(rows, list):
        raise BadText(f"{name}: {_shown(rows)}; expected a list")
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            raise BadText(f"{name}[{at}]: {_shown(row)}; expected an object")
    return rows


def _ids(rows: list[Content], where: str) -> list[str]:
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        name = row.get("id")
        if not isinstance(name, str) or not name:
            raise BadText(f"{where}[{at}].id: {_shown(name)}; expected a name")
        if name in seen:
            raise BadText(f"{where}[{at}].id: {name!r} is also {where}[{seen[name]}]; expected each name once")
        seen[name] = at
    return sorted(seen)


def _name(row: Content) -> str:
    return str(row["id"])


def _weight(row: Content, rows: list[Content]) -> int:
    weight = row.get("weight", 1)
    if not _whole(weight) or weight < 1:
        raise BadText(f"parties[{rows.index(row)}].weight: {_shown(weight)}; expected a whole number from 1")
    return int(weight)


def _alternatives(row: Content, at: int) -> list[str]:
    where = f"paragraphs[{at}].alternatives"
    options = row.get("alternatives")
    if not isinstance(options, list) or not options:
        raise BadText(f"{where}: {_shown(options)}; expected at least one name")
    for option in options:
        if not isinstance(option, str) or not option:
            raise BadText(f"{where}: {_shown(option)}; expected a name")
        if options.count(option) > 1:
            raise BadText(f"{where}: {option!r} stands there {options.count(option)} times; expected each name once")
    return sorted(options)


def _current(rows: list[Content], paragraphs: list[str], columns: dict[tuple[str, str], int]) -> Ints:
    found = {}
    for at, row in enumerate(rows):
        current = row.get("current")
        if current is not None and (row["id"], _text(current)) not in columns:
            raise BadText(f"paragraphs[{at}].current: {_shown(current)}; expected one of its alternatives")
        found[row["id"]] = -1 if current is None else columns[row["id"], current]
    return np.array([found[name] for name in paragraphs], np.int64)


def _positions(rows: list[Content], parties: dict[str, int], columns: dict[tuple[str, str], int]) -> Positions:
    stances = {name: at for at, name in enumerate(STANCES)}
    try:
        party = [parties[row["party"]] for row in rows]
        alternative = [columns[row["paragraph"], row["alternative"]] for row in rows]
        stance = [stances[row["stance"]] for row in rows]
    except (KeyError, TypeError):
        raise _first_bad(rows, lambda row, where: _check_position(row, where, parties, columns)) from None
    salience = _saliences(rows, "positions")
    order = np.lexsort((alternative, party)) if rows else np.zeros(0, np.int64)
    found = Positions(order, *(np.array(column, np.int64)[order] for column in (party, alternative, stance, salience)))
    twice = np.flatnonzero((np.diff(found.party) == 0) & (np.diff(found.alternative) == 0))
    if len(twice):
        first, second = sorted(found.row[twice[0] : twice[0] + 2].tolist())
        raise BadText(
            f"positions[{second}]: {rows[second]['party']!r} has a position on {rows[second]['alternative']!r} of "
            f"{rows[second]['paragraph']!r} already, positions[{first}]; expected one"
        )
    return found


def _check_position(row: Content, where: str, parties: dict[str, int], columns: dict[tuple[str, str], int]) -> None:
    _known(row, "party", where, parties)
    _check_alternative(row, where, columns)
    if row.get("stance") not in STANCES:
        raise BadText(f"{where}.stance: {_shown(row.get('stance'))}; expected one of {', '.join(STANCES)}")


def _linkages(rows: list[Content], parties: dict[str, int], columns: dict[tuple[str, str], int]) -> Linkages:
    for at, row in enumerate(rows):
        _check_linkage(row, f"linkages[{at}]", parties, columns)
    party = [parties[row["party"]] for row in rows]
    ends = [[columns[row[end]["paragraph"], row[end]["alternative"]] for row in rows] for end in ("if", "then")]
    red = [row["otherwise"] == "red-line" for row in rows]
    salience = _saliences(rows, "linkages")
    order = np.lexsort((salience, red, *ends[::-1], party)) if rows else np.zeros(0, np.int64)
    parts = [np.array(column, np.int64)[order] for column in (party, *ends, salience)]
    return Linkages(order, parts[0], parts[1], parts[2], np.array(red, bool)[order], parts[3])


def _check_linkage(row: Content, where: str, parties: dict[str, int], columns: dict[tuple[str, str], int]) -> None:
    _known(row, "party", where, parties)
    for end in ("if", "then"):
        if not isinstance(row.get(end), dict):
            raise BadText(f"{where}.{end}: {_shown(row.get(end))}; expected a paragraph and an alternative")
        _check_alternative(row[end], f"{where}.{end}", columns)
    if row.get("otherwise") not in OTHERWISE:
        raise BadText(f"{where}.otherwise: {_shown(row.get('otherwise'))}; expected one of {', '.join(OTHERWISE)}")


def _check_alternative(row: Content, where: str, columns: dict[tuple[str, str], int]) -> None:
    _known(row, "paragraph", where, {paragraph for paragraph, _ in columns})
    if (row["paragraph"], _text(row.get("alternative"))) not in columns:
        raise BadText(
            f"{where}.alternative: {_shown(row.get('alternative'))}; expected an alternative of {row['paragraph']!r}"
        )


def _known(row: Content, name: str, where: str, names: Iterable[str]) -> None:
    if _text(row.get(name)) not in names:
        raise BadText(f"{where}.{name}: {_shown(row.get(name))}; expected the id of a {name} of this text")


def _first_bad(rows: list[Content], check: Callable[[Content, str], None]) -> BadText:
    for at, row in enumerate(rows):
        try:
            check(row, f"positions[{at}]")
        except BadText as error:
            return error
    raise AssertionError("a position could not be numbered although each is right")


def _saliences(rows: list[Content], where: str) -> list[int]:
    found = [row.get("salience", 1) for row in rows]
    if not all(type(salience) is int and 1 <= salience <= 5 for salience in found):
        at = next(at for at, salience in enumerate(found) if not _whole(salience) or salience not in SALIENCES)
        raise BadText(f"{where}[{at}].salience: {_shown(found[at])}; expected a whole number from 1 to 5")
    return found


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _shown(value: object) -> str:
    if value is None:
        return "missing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]} …"
