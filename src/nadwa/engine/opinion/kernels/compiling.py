"""How the loops are compiled: kept on disk, without the interpreter's lock."""

from typing import Any

from numba import njit
from threadpoolctl import threadpool_limits

Array = Any
threadpool_limits(1, "blas")  # its threads spin after every small product, and halve the speed of these loops

kernel = njit(cache=True, nogil=True)
fast = njit(cache=True, nogil=True, fastmath=True)
