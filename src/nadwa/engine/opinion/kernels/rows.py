"""Ordering votes into rows, counting them, changing them."""

import numpy as np

from nadwa.engine.opinion.kernels.compiling import Array, kernel


@kernel
def sorted_rows(participant: Array, statement: Array, value: Array, people: int, statements: int) -> Array:
    """Rows from columns in order of time: sorted by statement, of several votes on one the last."""
    by_statement = _stable_order(statement, np.arange(statement.size), statements)
    order = _stable_order(participant, by_statement, people)
    start = np.zeros(people + 1, np.int64)
    kept_statement = np.empty(order.size, np.int16)
    kept_value = np.empty(order.size, np.int8)
    filled = 0
    for at in range(order.size):
        event = order[at]
        following = order[at + 1] if at + 1 < order.size else -1
        if following >= 0 and participant[following] == participant[event] and statement[following] == statement[event]:
            continue
        kept_statement[filled] = statement[event]
        kept_value[filled] = value[event]
        filled += 1
        start[participant[event] + 1] = filled
    for row in range(people):
        start[row + 1] = max(start[row + 1], start[row])
    return start, kept_statement[:filled].copy(), kept_value[:filled].copy()


@kernel
def _stable_order(key: Array, order: Array, size: int) -> Array:
    """Counting sort of `order` by key."""
    place = np.zeros(size + 1, np.int64)
    for event in range(key.size):
        place[key[event] + 1] += 1
    for slot in range(size):
        place[slot + 1] += place[slot]
    result = np.empty(order.size, np.int64)
    for event in order:
        result[place[key[event]]] = event
        place[key[event]] += 1
    return result


@kernel
def count_by_label(
    start: Array, stop: Array, statement: Array, value: Array, label: Array, low: int, high: int, out: Array
) -> None:
    """out (labels, S, 3) int64: disagreements, passes, agreements; label −1 is left out."""
    for row in range(low, high):
        if label[row] >= 0:
            own = out[label[row]]
            for at in range(start[row], stop[row]):
                own[statement[at], value[at] + 1] += 1


@kernel
def change_votes(
    start: Array, stop: Array, room: Array, statement: Array, value: Array, both: Array, crossed: Array, counted: Array,
    counts: Array, row: Array, column: Array, vote: Array,
) -> int:  # fmt: skip
    """Set votes (one of `row`, `column`, `vote` each) in rows with room, and the integer statistics (S, S), (S, 3) with
    them; gives how many were set before a row had no room left."""
    for event in range(row.size):
        i, j, v = row[event], column[event], np.int64(vote[event])
        first, last = start[i], stop[i]
        place = first
        while place < last and statement[place] < j:
            place += 1
        known = place < last and statement[place] == j
        if not known and last == room[i]:
            return event
        old = np.int64(value[place]) if known else np.int64(0)
        new = np.int64(0) if known else np.int64(1)
        for at in range(first, last):
            k, w = statement[at], np.int64(value[at])
            if k != j:
                both[j, k] += (v - old) * w
                both[k, j] += (v - old) * w
                crossed[j, k] += v - old
                crossed[k, j] += new * w
                counted[j, k] += new
                counted[k, j] += new
        both[j, j] += v * v - old * old
        crossed[j, j] += v - old
        counted[j, j] += new
        counts[j, v + 1] += 1
        if known:
            counts[j, old + 1] -= 1
        else:
            for at in range(last, place, -1):
                statement[at] = statement[at - 1]
                value[at] = value[at - 1]
            stop[i] = last + 1
            statement[place] = j
        value[place] = v
    return row.size
