"""What the two verifiers say of many cases: where they differ, and what they take that they must not."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tools.verifiers import acts, containers, contents, keys, votes
from tools.verifiers.cases import Case
from tools.verifiers.forging import honest_members
from tools.verifiers.readers import Said, members_in_python

LEVELS = ("container", "deflate", "json", "unicode", "keys", "dates", "votes", "acts")


def all_cases(seed: int, number: int) -> Iterator[Case]:
    """The systematic cases, and about `number` of each random kind; the same for the same seed."""
    chance = random.Random(seed)
    yield from containers.cases(chance, number)
    yield from contents.as_json(chance, number)
    yield from contents.as_text(chance, number)
    yield from contents.as_times(chance, number // 10)
    yield from keys.cases(chance, number // 2)
    yield from votes.cases(chance, number // 15)
    yield from acts.cases(chance, 1 + number // 450)


def sample(cases: list[Case], each: int) -> list[Case]:
    """A few of each level, at even distances."""
    chosen = []
    for level in LEVELS:
        of_level = [case for case in cases if case.level == level]
        chosen += of_level[:: max(1, len(of_level) // each)]
    return chosen


@dataclass(frozen=True)
class Comparison:
    """Of each level how many cases there were, which check refused how many of them, and what is wrong."""

    cases: Counter[str]
    said: Counter[tuple[str, int]]
    differences: list[str]
    surprises: list[str]


def compared(cases: list[Case], python: list[Said], others: list[list[Said]]) -> Comparison:
    honest = honest_members()
    found = Comparison(Counter(), Counter(), [], [])
    for case, said, *also in zip(cases, python, *others, strict=True):
        name = f"{case.level}: {case.name}"
        found.cases[case.level] += 1
        found.said[case.level, said[0]] += 1
        if any(one != said for one in also) or said[0] < 0:
            found.differences.append(f"{name}: {said} {also}")
        elif (said[0] == 0) is not (case.holds if case.holds is not None else said[0] == 0):
            found.surprises.append(f"{name}: {'accepted' if said[0] == 0 else f'refused by check {said[0]}'}")
        elif said[0] == 0 and not case.signed and members_in_python(case.content) != honest:
            found.surprises.append(f"{name}: accepted, though its content is another and nobody has signed it")
    return found
