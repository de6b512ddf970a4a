"""The package finder on a text: what its facilitator may ask, and the answer from what has been said publicly.

Whoever may ask again and again, supposing and holding fast at will, works out of any sum each of its parts. So nothing
said in confidence is read here (docs/architecture.md, Confidence), and the second wall gives it to no facilitator. An
aggregate that is safe to know would enter in `_heard`, beside what is public.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import QueryDict

from nadwa import characters
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import members
from nadwa.engine.packages import find, parse
from nadwa.engine.packages.blocking import blocking_lines, concession_sets
from nadwa.engine.packages.costs import Costs, Ref, costs
from nadwa.engine.packages.explaining import explain
from nadwa.engine.packages.finding import Objective, Package, frontier
from nadwa.engine.packages.solving import OutOfTime
from nadwa.engine.packages.text import Text
from nadwa.texts import counting
from nadwa.texts.models import Alternative, Confided, Linkage, NegotiatingText, Position
from nadwa.texts.queries import WITHOUT, Place

SECONDS = 1.0
MOST_SETS = 6
Line = tuple[int, ...]  # paragraph and alternative of a position; of a linkage, those of both its ends
SUPPOSED_SALIENCE = 3
MOST_POINTS = 8


class Supposition(NamedTuple):
    """A linkage for the sake of a question: whose, both its ends, and what else."""

    who: str
    ends: Line
    otherwise: str

    @property
    def address(self) -> str:
        """aldora:3-2:5-1:object, that Aldora wants alternative 2 of paragraph 3 only with 1 of paragraph 5."""
        return "{}:{}-{}:{}-{}:{}".format(self.who, *self.ends, self.otherwise)


@dataclass(frozen=True)
class PackageQuestion:
    """Attributes: the `objective`; how many packages and in how many paragraphs they `differ`; the places that are
    open to choice; alternatives `frozen` by paragraph; red lines `dropped` and linkages `supposed` for the sake of the
    question; whether the `trade_off` is wanted."""

    objective: Objective = "fairest"
    best: int = 3
    differ: int = 2
    places: list[Place] = field(default_factory=list)
    frozen: Mapping[int, str] = field(default_factory=dict)
    dropped: frozenset[Line] = frozenset()
    supposed: tuple[Supposition, ...] = ()
    trade_off: bool = False


def question(asked: QueryDict, places: list[Place]) -> PackageQuestion:
    """What an address asks; what it does not say or says wrongly is as if it had not been said."""
    choosable = [place for place in places if place.is_open and len(place.options) > 1]
    frozen = {place.paragraph.number: asked.get(f"freeze-{place.paragraph.number}", "") for place in choosable}
    known = {place.paragraph.number: place.options for place in choosable}
    dropped = (_line(value) for value in asked.getlist("drop"))
    return PackageQuestion(
        "least-objection" if asked.get("objective") == "least-objection" else "fairest",
        _between(asked.get("best"), 3, 6),
        _between(asked.get("differ"), 2, 20),
        choosable,
        {number: name for number, name in frozen.items() if name in known[number]},
        frozenset(line for line in dropped if line and line[0] in known),
        tuple(dict.fromkeys(filter(None, (_supposed(value, known) for value in asked.getlist("suppose"))))),
        "trade-off" in asked,
    )


def _supposed(value: str, known: Mapping[int, Any]) -> Supposition | None:
    """What an address supposes; None where it makes no sense."""
    who, condition, consequence, otherwise = [*value.split(":"), "", "", "", ""][:4]
    line = _line(f"{condition}-{consequence}")
    if line is None or len(line) != 4 or otherwise not in Linkage.Otherwise.values or line[0] == line[2]:
        return None
    stands = all(str(line[at + 1]) in known.get(line[at], {}) and line[at + 1] for at in (0, 2))
    return Supposition(who, line, otherwise) if stands else None


def _between(value: str | None, default: int, most: int) -> int:
    number = characters.number(value or "")
    return default if number is None else min(max(number, 1), most)


def _line(value: str) -> Line | None:
    parts = value.split("-")
    numbers = tuple(number for part in parts if (number := characters.number(part)) is not None)
    return numbers if len(numbers) == len(parts) and len(numbers) in {2, 4} else None


@dataclass(frozen=True)
class Heard:
    """What the finder counts. Attributes: the engine's `content`, with `positions` and `linkages` in its order; `made`,
    the linkages that are not supposed; `parties` by name."""

    content: dict[str, Any]
    positions: list[Position]
    linkages: list[Linkage]
    made: list[Linkage]
    parties: dict[str, Delegation]


def answer(text: NegotiatingText, asked: PackageQuestion) -> dict[str, Any]:
    """Packages, or what blocks them; ready for the page."""
    if not asked.places:
        return {"status": "nothing"}
    heard = _heard(text, asked)
    parsed = parse(heard.content)
    try:
        found = find(costs(parsed), asked.objective, asked.best, asked.differ, SECONDS)
        if found:
            points = _trade_off(parsed, found) if asked.trade_off else []
            return {"status": "found", **_packages(asked, heard, parsed, found), "points": points, **_spoken(heard)}
        blocking = itertools.islice(blocking_lines(parsed, SECONDS), MOST_SETS)
        sets = [[_line_row(asked, heard, line) for line in lines] for lines in blocking]
        conceded = [_grouped(asked, heard, refs) for refs in concession_sets(parsed, MOST_SETS, SECONDS)]
    except OutOfTime:
        return {"status": "late", **_spoken(heard)}
    return {"status": "impossible", "blocking": sets, "concessions": conceded, **_spoken(heard)}


def _spoken(heard: Heard) -> dict[str, int]:
    """How many delegations there are, and how many of them have not said anything publicly."""
    spoke = {row.delegation_id for row in heard.positions} | {row.delegation_id for row in heard.made}
    return {"members": len(heard.parties), "silent": len(heard.parties) - len(spoke)}


def _trade_off(parsed: Text, found: list[Package]) -> list[dict[str, Any]]:
    """Between least objection and fairest: packages of which none beats another in both, as points of a picture.

    `x` from the left and `top` run from 0 to 100, for the cost to all and the share of the worst-off party; `shown` is
    the column of a package that the page shows, from 1.
    """
    try:
        best = list(frontier(costs(parsed), MOST_POINTS, SECONDS))
    except OutOfTime:
        best = []
    drawn = [*best, *(package for package in found if not any(_same(package, other) for other in best))]
    totals, shares = [one.total for one in drawn], [float(one.share) for one in drawn]
    return [
        {
            "total": one.total,
            "share": float(one.share),
            "x": _along(one.total, totals),
            "top": 100 - _along(float(one.share), shares),
            "best": any(one is point for point in best),
            "shown": next((at for at, column in enumerate(found, 1) if _same(column, one)), None),
        }
        for one in sorted(drawn, key=lambda one: (one.total, one.share))
    ]


def _same(one: Package, other: Package) -> bool:
    return (one.total, one.share) == (other.total, other.share)


def _along(value: float, values: Sequence[float]) -> float:
    low, high = min(values), max(values)
    return 100 * (value - low) / (high - low) if high > low else 50


def _heard(text: NegotiatingText, asked: PackageQuestion) -> Heard:
    """Two queries for positions and linkages, one for the parties."""
    parties = {row.body.slug: row for row in members(text.edition).select_related("body")}
    shown = {one.pk: place for place in asked.places for one in place.alternatives}
    public = {"delegation__in": parties.values(), "audience": Confided.Audience.PUBLIC}
    said = Position.objects.filter(alternative__in=shown, **public)
    said = said.select_related("delegation__body", "alternative__paragraph").order_by("pk")
    links = Linkage.objects.filter(condition__in=shown, consequence__in=shown, **public)
    links = links.select_related("delegation__body", "condition__paragraph", "consequence__paragraph").order_by("pk")
    positions = [row for row in said if _is_choosable(asked, row.alternative)]
    made = [row for row in links if _is_choosable(asked, row.condition) and _is_choosable(asked, row.consequence)]
    linkages = [*made, *_suppositions(asked, parties)]
    return Heard(_content(asked, parties, positions, linkages), positions, linkages, made, parties)


def _suppositions(asked: PackageQuestion, parties: dict[str, Delegation]) -> list[Linkage]:
    """Linkages that nobody has made, for the sake of the question; they are the facilitator's, so nothing is told."""
    standing = {_key(one): one for place in asked.places for one in place.alternatives}
    return [
        Linkage(
            delegation=parties[who],
            condition=standing[line[:2]],
            consequence=standing[line[2:]],
            otherwise=otherwise,
            salience=SUPPOSED_SALIENCE,
            audience=Confided.Audience.PUBLIC,
        )
        for who, line, otherwise in asked.supposed
        if who in parties
        if _is_choosable(asked, standing[line[:2]]) and _is_choosable(asked, standing[line[2:]])
    ]


def _content(
    asked: PackageQuestion, parties: dict[str, Delegation], positions: list[Position], linkages: list[Linkage]
) -> dict[str, Any]:
    return {
        "format": "nadwa-text/1",
        "parties": [{"id": slug} for slug in parties],
        "paragraphs": [_paragraph(asked, place) for place in asked.places],
        "positions": [
            {
                "party": row.delegation.body.slug,
                **_end(row.alternative),
                "stance": _softened(asked, row.stance, row.alternative),
                "salience": row.salience,
            }
            for row in positions
        ],
        "linkages": [
            {
                "party": row.delegation.body.slug,
                "if": _end(row.condition),
                "then": _end(row.consequence),
                "otherwise": _softened(asked, row.otherwise, row.condition, row.consequence),
                "salience": row.salience,
            }
            for row in linkages
        ],
    }


def _paragraph(asked: PackageQuestion, place: Place) -> dict[str, Any]:
    number = place.paragraph.number
    stands = str(place.current.number) if place.current else WITHOUT
    choice = [asked.frozen[number]] if number in asked.frozen else list(place.options)
    found: dict[str, Any] = {"id": str(number), "alternatives": choice}
    return {**found, "current": stands} if stands in choice else found


def _is_choosable(asked: PackageQuestion, alternative: Alternative) -> bool:
    frozen = asked.frozen.get(alternative.paragraph.number)
    return frozen is None or frozen == str(alternative.number)


def _end(alternative: Alternative) -> dict[str, str]:
    return {"paragraph": str(alternative.paragraph.number), "alternative": str(alternative.number)}


def _softened(asked: PackageQuestion, stance: str, *ends: Alternative) -> str:
    dropped = stance == Position.Stance.RED_LINE and _key(*ends) in asked.dropped
    return Position.Stance.OBJECT if dropped else stance


def _key(*ends: Alternative) -> Line:
    return tuple(number for end in ends for number in (end.paragraph.number, end.number))


def _packages(asked: PackageQuestion, heard: Heard, parsed: Text, found: list[Package]) -> dict[str, Any]:
    counted = costs(parsed)
    by_number = {str(place.paragraph.number): place for place in asked.places}
    order = counted.text.paragraphs
    rows: list[dict[str, Any]] = [
        {
            "place": place,
            "options": list(place.options.items()),
            "frozen": asked.frozen.get(place.paragraph.number),
            "chosen": [_chosen(counted, package, order.index(name), place) for package in found],
        }
        for name, place in by_number.items()
    ]
    columns = [
        {
            "total": package.total,
            "share": float(package.share),
            "gap": package.gap(asked.objective),
            "proven": package.proven,
            "choice": [f"{row['place'].paragraph.number}-{row['chosen'][at]['number']}" for row in rows],
            "changes": sum(row["chosen"][at]["changed"] for row in rows),
            "answers": counting.answers(
                {row["place"].paragraph.number: int(row["chosen"][at]["number"]) for row in rows},
                heard.positions,
                len(heard.parties),
            ),
        }
        for at, package in enumerate(found)
    ]
    return {"rows": rows, "columns": columns, "parties": _parties(asked, heard, counted, found)}


def _chosen(counted: Costs, package: Package, at: int, place: Place) -> dict[str, Any]:
    name = counted.text.alternatives[package.chosen[at]]
    alternative = place.options[name]
    return {"alternative": alternative, "number": name, "changed": alternative != place.current}


def _parties(asked: PackageQuestion, heard: Heard, counted: Costs, found: list[Package]) -> list[dict[str, Any]]:
    """For each party that has spoken, what each package means to it by that."""
    labels = {str(place.paragraph.number): place.label for place in asked.places}
    names = counted.text.paragraphs
    spoke = set(counted.text.linkages.party.tolist()) | set(counted.text.positions.party.tolist())

    def in_order(paragraphs: list[int]) -> list[str]:
        changed = {names[n] for n in paragraphs}
        return [label for number, label in labels.items() if number in changed]

    explained = [(explain(counted, package.chosen), counted.shares(package.chosen)) for package in found]
    return [
        {
            "delegation": heard.parties[counted.text.parties[at]],
            "columns": [
                {
                    "share": float(shares[at]),
                    "gains": in_order(explanations[at].gains),
                    "loses": in_order(explanations[at].loses),
                    "binds": len(explanations[at].binds),
                }
                for explanations, shares in explained
            ],
        }
        for at in sorted(spoke, key=lambda at: heard.parties[counted.text.parties[at]].protocol)
    ]


def _grouped(asked: PackageQuestion, heard: Heard, refs: list[Ref]) -> dict[str, Any]:
    """A concession: its lines, and what to ask to see what it would bring."""
    groups: dict[Any, list[Ref]] = {}
    for ref in refs:
        row = _said(heard, ref)
        key = row.alternative_id if isinstance(row, Position) else (row.condition_id, row.consequence_id)
        groups.setdefault(key, []).append(ref)
    lines = [_line_row(asked, heard, line) for line in groups.values()]
    return {"lines": lines, "drops": [line["drop"] for line in lines]}


def _line_row(asked: PackageQuestion, heard: Heard, line: list[Ref]) -> dict[str, Any]:
    """One red line: on what, and by whom."""
    rows = [_said(heard, ref) for ref in line]
    first = rows[0]
    ends = [first.alternative] if isinstance(first, Position) else [first.condition, first.consequence]
    labels = {place.paragraph.pk: place.label for place in asked.places}
    return {
        "ends": [{"label": labels[end.paragraph_id], "alternative": end} for end in ends],
        "holders": sorted((row.delegation for row in rows), key=lambda delegation: delegation.protocol),
        "drop": "-".join(str(number) for number in _key(*ends)),
    }


def _said(heard: Heard, ref: Ref) -> Any:
    kind, at = ref
    return heard.positions[at] if kind == "position" else heard.linkages[at]
