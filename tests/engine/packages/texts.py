"""Small texts for the tests of the package finder, and every package of a text written out."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

COSTS = {"support": 0, "acceptable": 1, "reservation": 2, "object": 4, "red-line": 4}
Content = dict[str, Any]


def text(parties: str, paragraphs: dict[str, str], positions: str = "", linkages: str = "") -> Content:
    """text("A B", {"OP1": "x y"}, "A OP1 x red-line 2", "A OP1 x OP2 y object 1")."""
    rows = [line.split() for line in positions.split(",") if line.strip()]
    links = [line.split() for line in linkages.split(",") if line.strip()]
    return {
        "format": "nadwa-text/1",
        "parties": [{"id": name} for name in parties.split()],
        "paragraphs": [{"id": name, "alternatives": options.split()} for name, options in paragraphs.items()],
        "positions": [
            {"party": who, "paragraph": where, "alternative": what, "stance": stance, "salience": int(*rest or "1")}
            for who, where, what, stance, *rest in rows
        ],
        "linkages": [
            {
                "party": who,
                "if": {"paragraph": one, "alternative": a},
                "then": {"paragraph": two, "alternative": b},
                "otherwise": otherwise,
                "salience": int(*rest or "1"),
            }
            for who, one, a, two, b, otherwise, *rest in links
        ],
    }


@st.composite
def small_texts(draw: st.DrawFn, red: int = 1) -> Content:
    """Up to four parties, four paragraphs and three alternatives; the higher `red`, the more red lines."""
    parties = [f"p{at}" for at in range(draw(st.integers(0, 4)))]
    paragraphs = {f"n{at}": [f"a{n}" for n in range(draw(st.integers(1, 3)))] for at in range(draw(st.integers(0, 4)))}
    stances = [*COSTS, *["red-line"] * red]
    cells = [(who, where, what) for who in parties for where, options in paragraphs.items() for what in options]
    known = draw(st.lists(st.sampled_from(cells), unique=True)) if cells else []
    ends = [(where, what) for where, options in paragraphs.items() for what in options]
    link = st.tuples(st.sampled_from(parties or [""]), st.sampled_from(ends or [("", "")]))
    links = draw(st.lists(st.tuples(link, st.sampled_from(ends or [("", "")])), max_size=5)) if parties and ends else []
    salience = st.integers(1, 5)
    return {
        "format": "nadwa-text/1",
        "parties": [{"id": name, "weight": draw(st.integers(1, 3))} for name in parties],
        "paragraphs": [{"id": name, "alternatives": options} for name, options in paragraphs.items()],
        "positions": [
            {
                "party": who,
                "paragraph": where,
                "alternative": what,
                "stance": draw(st.sampled_from(stances)),
                "salience": draw(salience),
            }
            for who, where, what in known
        ],
        "linkages": [
            {
                "party": who,
                "if": {"paragraph": one[0], "alternative": one[1]},
                "then": {"paragraph": two[0], "alternative": two[1]},
                "otherwise": draw(st.sampled_from(["object", *["red-line"] * red])),
                "salience": draw(salience),
            }
            for (who, one), two in links
        ],
    }


@dataclass(frozen=True)
class Tried:
    """One package, counted by hand: its choice, its total, the largest share."""

    choice: dict[str, str]
    total: int
    share: Fraction

    def differs(self, other: "Tried") -> int:
        return sum(self.choice[name] != other.choice[name] for name in self.choice)


def every_choice(content: Content) -> Iterator[dict[str, str]]:
    names = [row["id"] for row in content["paragraphs"]]
    for options in itertools.product(*(row["alternatives"] for row in content["paragraphs"])):
        yield dict(zip(names, options, strict=True))


def crosses(row: Content, choice: dict[str, str]) -> bool:
    """Whether a package goes against a position's alternative or breaks a linkage."""
    if "stance" in row:
        return choice[row["paragraph"]] == row["alternative"]
    here, there = row["if"], row["then"]
    return choice[here["paragraph"]] == here["alternative"] and choice[there["paragraph"]] != there["alternative"]


def red_lines(content: Content) -> list[tuple[str, int]]:
    found = [("position", at) for at, row in enumerate(content["positions"]) if row["stance"] == "red-line"]
    return found + [("linkage", at) for at, row in enumerate(content["linkages"]) if row["otherwise"] == "red-line"]


def item(content: Content, ref: tuple[str, int]) -> Content:
    return content["positions" if ref[0] == "position" else "linkages"][ref[1]]


def possible(content: Content, held: set[tuple[str, int]]) -> bool:
    """Whether some package crosses none of the red lines held."""
    return any(not any(crosses(item(content, ref), choice) for ref in held) for choice in every_choice(content))


def every_package(content: Content, unknown: str = "acceptable") -> list[Tried]:
    found = []
    worst = {row["id"]: worst_case(content, row["id"], unknown) for row in content["parties"]}
    reds = [item(content, ref) for ref in red_lines(content)]
    for choice in every_choice(content):
        if any(crosses(row, choice) for row in reds):
            continue
        paid = {row["id"]: cost(content, row["id"], choice, unknown) for row in content["parties"]}
        total = sum(row.get("weight", 1) * paid[row["id"]] for row in content["parties"])
        shares = [Fraction(paid[who], worst[who]) if worst[who] else Fraction(0) for who in paid]
        found.append(Tried(choice, total, max(shares, default=Fraction(0))))
    return found


def cost(content: Content, party: str, choice: dict[str, str], unknown: str) -> int:
    alternatives = sum(felt(content, party, where, what, unknown) for where, what in choice.items())
    links = [row for row in content["linkages"] if row["party"] == party and row["otherwise"] == "object"]
    return alternatives + sum(4 * row["salience"] for row in links if crosses(row, choice))


def felt(content: Content, party: str, paragraph: str, alternative: str, unknown: str) -> int:
    row = position(content, party, paragraph, alternative)
    return COSTS[row["stance"]] * row["salience"] if row else COSTS[unknown]


def position(content: Content, party: str, paragraph: str, alternative: str) -> Content | None:
    place = (party, paragraph, alternative)
    rows = content["positions"]
    return next((row for row in rows if (row["party"], row["paragraph"], row["alternative"]) == place), None)


def worst_case(content: Content, party: str, unknown: str) -> int:
    total = 0
    for paragraph in content["paragraphs"]:
        own = [(position(content, party, paragraph["id"], what), what) for what in paragraph["alternatives"]]
        open_to = [what for row, what in own if not row or row["stance"] != "red-line"]
        total += max((felt(content, party, paragraph["id"], what, unknown) for what in open_to), default=0)
    links = [row for row in content["linkages"] if row["party"] == party and row["otherwise"] == "object"]
    return total + sum(4 * row["salience"] for row in links)
