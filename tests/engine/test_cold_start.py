"""The engine is there at once, and loads the compiler only when votes come."""

import subprocess
import sys


def test_importing_the_engine_loads_neither_numba_nor_scipy() -> None:
    code = "import nadwa.engine.opinion, sys; sys.exit(int('numba' in sys.modules or 'scipy' in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
