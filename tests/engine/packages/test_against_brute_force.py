"""On 500 random small texts for each aim the finder gives what trying every package gives."""

import itertools
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nadwa.engine.packages import find, parse
from nadwa.engine.packages.blocking import blocking_sets, concession_sets
from nadwa.engine.packages.costs import costs
from nadwa.engine.packages.finding import frontier
from tests.engine.packages.texts import (
    Content,
    Tried,
    crosses,
    every_choice,
    every_package,
    item,
    possible,
    red_lines,
    small_texts,
)

often = settings(max_examples=500, suppress_health_check=list(HealthCheck), derandomize=True)
UNKNOWN = st.sampled_from(["acceptable", "reservation"])


@often
@given(small_texts(), UNKNOWN)
def test_least_objection_is_the_smallest_total(content: Content, unknown: Any) -> None:
    tried = every_package(content, unknown)

    found = find(costs(parse(content), unknown), "least-objection")

    best = min((one.total for one in tried), default=None)
    assert [package.total for package in found] == ([] if best is None else [best])
    assert all(package.proven and package.bound == package.total for package in found)


@often
@given(small_texts(), UNKNOWN)
def test_fairest_is_the_smallest_largest_share_then_the_smallest_total(content: Content, unknown: Any) -> None:
    tried = every_package(content, unknown)

    found = find(costs(parse(content), unknown), "fairest")

    best = min(((one.share, one.total) for one in tried), default=None)
    assert [(package.share, package.total) for package in found] == ([best] if best else [])
    assert all(package.proven and package.bound == package.share for package in found)


@often
@given(small_texts(), st.integers(1, 3), st.sampled_from(["fairest", "least-objection"]))
def test_each_further_package_is_the_best_that_differs_from_those_before(
    content: Content, differ: int, objective: Any
) -> None:
    text = parse(content)
    tried = every_package(content)

    found = find(costs(text), objective, best=4, differ=differ)

    kept: list[Tried] = []
    for package in found:
        left = [one for one in tried if all(one.differs(other) >= differ for other in kept)]
        this = next(one for one in left if one.choice == text.choice(package.chosen))
        aim = (this.share, this.total) if objective == "fairest" else (this.total,)
        assert aim == min((one.share, one.total) if objective == "fairest" else (one.total,) for one in left)
        kept.append(this)
    assert len(found) == 4 or not [one for one in tried if all(one.differs(other) >= differ for other in kept)]


@often
@given(small_texts())
def test_the_frontier_is_what_nothing_beats_in_both_aims(content: Content) -> None:
    tried = {(one.total, one.share) for one in every_package(content)}

    found = [(package.total, package.share) for package in frontier(costs(parse(content)))]

    beaten = {a for a in tried for b in tried if b != a and b[0] <= a[0] and b[1] <= a[1]}
    assert found == sorted(tried - beaten)


@often
@given(small_texts(red=6))
def test_blocking_sets_are_the_smallest_of_all_that_are_impossible_together(content: Content) -> None:
    reds = red_lines(content)
    assume(len(reds) <= 7)
    impossible = [set(some) for some in subsets(reds) if not possible(content, set(some))]
    minimal = [some for some in impossible if not any(other < some for other in impossible)]

    found = blocking_sets(parse(content), 1000)

    assert sorted(map(sorted, found)) == sorted(map(sorted, minimal))
    assert [len(some) for some in found] == sorted(len(some) for some in minimal)


@often
@given(small_texts(red=6))
def test_concessions_are_all_that_make_a_package_possible_the_cheapest_first(content: Content) -> None:
    reds = set(red_lines(content))
    sets = {frozenset(ref for ref in reds if crosses(item(content, ref), choice)) for choice in every_choice(content)}
    minimal = {some for some in sets if some and not any(other < some for other in sets)}

    found = concession_sets(parse(content), 1000)

    price = {some: (len(some), sum(item(content, ref)["salience"] for ref in some)) for some in minimal}
    assert {frozenset(some) for some in found} == minimal
    assert [price[frozenset(some)] for some in found] == sorted(price.values())


def subsets(reds: list[tuple[str, int]]) -> Any:
    return itertools.chain.from_iterable(itertools.combinations(reds, n) for n in range(len(reds) + 1))
