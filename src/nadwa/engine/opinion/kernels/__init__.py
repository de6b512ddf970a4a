"""The loops over votes, compiled by numba when this module is first imported and kept on disk.

Votes come as the arrays of `Rows`: `start` and `stop` (n,) int64, `statement` int16, `value` int8. Every kernel works
on the participants from `low` to `high`, releases the interpreter"s lock, and adds to `out`, so that shards can run in
threads and be summed in a fixed order.
"""

from nadwa.engine.opinion.kernels.clusters import dip, divide, gather_cells, lloyd, silhouette
from nadwa.engine.opinion.kernels.factors import fit_people, fit_statements
from nadwa.engine.opinion.kernels.plane import cell_votes, gram_parts, gram_times, project, replicate_moments
from nadwa.engine.opinion.kernels.rows import change_votes, count_by_label, sorted_rows

__all__ = [
    "cell_votes",
    "change_votes",
    "count_by_label",
    "dip",
    "divide",
    "fit_people",
    "fit_statements",
    "gather_cells",
    "gram_parts",
    "gram_times",
    "lloyd",
    "project",
    "replicate_moments",
    "silhouette",
    "sorted_rows",
]
