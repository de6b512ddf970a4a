"""Maps of more votes than fit in memory: part, merge, finish over Parquet files, in threads, processes or with Dask.

A part is one file, and holds all votes of its participants. What a part gives is integers, so that the sum has the same
bits for any number of parts, in any order, whoever computes them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nadwa.engine.opinion.agreement import axis_bins
from nadwa.engine.opinion.files import parquet_columns
from nadwa.engine.opinion.groups import Groups, divisions
from nadwa.engine.opinion.mapping import TooFewVotes
from nadwa.engine.opinion.null import NullTest, distinct
from nadwa.engine.opinion.plane import FEWEST_VOTES, leading, positions
from nadwa.engine.opinion.rows import Floats, Ints
from nadwa.engine.opinion.statistics import Statistics
from nadwa.engine.opinion.votes import Ids, Votes, ranked
from nadwa.engine.reading import BadInput

Mapper = Callable[..., Iterable[Any]]


@dataclass(frozen=True)
class Partition:
    """What pass one knows of a file: the `statements` in order, their `statistics`, the `participants` in order."""

    statements: Ids
    statistics: Statistics
    participants: Ids


@dataclass(frozen=True)
class Whole:
    """The map of all parts: ids, statistics, `positions` (n, 2), `group` (n,), `groups` and its test, counts by
    group (k, S, 3) and by bin of the axis (bins, S, 3)."""

    participants: Ids
    statements: Ids
    statistics: Statistics
    components: Floats
    positions: Floats
    group: Ints
    groups: Groups
    null: NullTest
    group_counts: Ints
    bin_counts: Ints
    bins: Floats


def read(file: Path) -> Votes:
    """The votes of one part. Raises BadInput."""
    try:
        return Votes.from_columns(*parquet_columns(file)[:3])
    except ValueError as error:
        raise error if isinstance(error, BadInput) else BadInput(file, None, str(error), "votes") from error


def part(file: Path) -> Partition:
    """Pass one: what a file gives to the whole. Raises BadInput."""
    votes = read(file)
    return Partition(votes.statements, Statistics.of(votes), votes.participants)


def merge(parts: Iterable[Partition]) -> tuple[Ids, Statistics, list[Ids]]:
    """All statements in order, the sum of the statistics, and the parts' participants."""
    statements: Ids = np.zeros(0, np.int64)
    total: Statistics | None = None
    participants = []
    for one in parts:
        same = np.array_equal(statements, one.statements)
        union = statements if same else ranked(_joined([statements, one.statements]))[0]
        mine = one.statistics.spread(_places(one.statements, union), len(union))
        total = mine if total is None else total.spread(_places(statements, union), len(union)) + mine
        statements = union
        participants.append(one.participants)
    if total is None:
        raise ValueError("there is no part to sum")
    return statements, total, participants


def whole(files: list[Path], mapper: Mapper) -> Whole:
    """The map of all `files`, its passes spread by `mapper`. Raises BadInput where a participant is in two files, and
    TooFewVotes."""
    statements, statistics, who = merge(mapper(part, files))
    participants, order = _in_order(who)
    if len(participants) > 1 and (participants[1:] == participants[:-1]).any():
        twice = participants[1:][participants[1:] == participants[:-1]][0]
        raise BadInput(files[0].parent, None, f"participant {twice} is in two files", "each participant in one")
    means = statistics.means()
    components = leading(statistics.centred(means))
    where, placed = np.empty((len(participants), 2)), np.zeros(len(participants), bool)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    first = 0
    for spot, enough in mapper(partial(place, statements=statements, means=means, components=components), files):
        rows = rank[first : first + len(spot)]
        where[rows], placed[rows] = spot, enough
        first += len(spot)
    if not placed.any():
        raise TooFewVotes("no participant has cast enough votes to be placed on a map")
    seen = where if placed.all() else where[placed]
    groups, null = distinct(seen, divisions(seen))
    bin_of, bins = axis_bins(seen[:, 0])
    group, along = np.full((2, len(placed)), -1, np.int64)
    group[placed], along[placed] = groups.labels, bin_of
    sizes = [len(some) for some in who]
    group_counts = _counted(mapper, files, _by_file(group, order, sizes), statements, groups.count)
    bin_counts = _counted(mapper, files, _by_file(along, order, sizes), statements, len(bins))
    return Whole(
        participants, statements, statistics, components, where, group, groups, null, group_counts, bin_counts, bins
    )


def _in_order(who: list[Ids]) -> tuple[Ids, Ints]:
    """All participants in the order of ids, and where each stands in the order of the files."""
    everybody = _joined(who)
    order = np.argsort(ranked(everybody)[1], kind="stable")
    return everybody[order], order


def _by_file(label: Ints, order: Ints, sizes: list[int]) -> list[Ints]:
    """Labels of all participants in the order of ids, as the files have them."""
    back = np.empty_like(label)
    back[order] = label
    return np.split(back, np.cumsum(sizes)[:-1])


def _counted(mapper: Mapper, files: list[Path], labels: list[Ints], statements: Ids, number: int) -> Ints:
    counts = np.zeros((number, len(statements), 3), np.int64)
    for counted in mapper(partial(count, statements=statements, number=number), files, labels):
        counts += counted
    return counts


def place(file: Path, statements: Ids, means: Floats, components: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Positions (n, 2) of a part's participants, and whether they cast enough votes."""
    votes = read(file)
    at = _places(votes.statements, statements)
    own = votes.per_participant() >= min(FEWEST_VOTES, len(statements))
    rows = replace(votes.rows, statement=at.astype(np.int16)[votes.statement], statements=len(statements))
    return positions(rows, means, components), own


def count(file: Path, label: Ints, statements: Ids, number: int) -> Ints:
    """Group counts (k, S, 3) of a part whose participants have `label` (n,)."""
    votes = read(file)
    counts = np.zeros((number, len(statements), 3), np.int64)
    counts[:, _places(votes.statements, statements)] = votes.counts_by(label, number)
    return counts


@contextmanager
def spread_over(scheduler: str | None, workers: int | None) -> Iterator[Mapper]:
    """A mapper that takes file after file, each with all threads of this machine; with `workers`, over as many local
    Dask processes; with `scheduler`, over the workers of the Dask scheduler at that address."""
    if not scheduler and not workers:
        yield map
        return
    from distributed import Client, LocalCluster

    if scheduler:
        with Client(scheduler) as client:
            yield partial(_on_dask, client)
        return
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield partial(_on_dask, client)


def _on_dask(client: Any, work: Callable[..., Any], *columns: Iterable[Any]) -> Iterator[Any]:
    """Results in the order asked, each let go when it was taken."""
    for future in client.map(work, *columns, pure=False):
        yield future.result()
        future.release()


def _joined(ids: list[Ids]) -> Ids:
    """One array of ids, as text as soon as some are."""
    filled = [some for some in ids if len(some)] or [np.zeros(0, np.int64)]
    if all(some.dtype == np.int64 for some in filled):
        return np.concatenate(filled)
    return np.concatenate([some.astype(str) for some in filled])


def _places(own: Ids, union: Ids) -> Ints:
    """Where in `union` each of `own` stands."""
    at = {str(identity): place for place, identity in enumerate(union)}
    return np.array([at[str(identity)] for identity in own], np.int64)
