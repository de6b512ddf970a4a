"""Remove what was installed and the data: python3 tools/clean.py; unless they are in use. Needs Python alone."""

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from nadwa import cluster, keeper  # noqa: E402 - found where it lies, whether it is installed or not


def main() -> None:
    var = ROOT / "var"
    with ExitStack() as all_alone:
        for lock in sorted(var.rglob("*.users")):
            try:
                all_alone.enter_context(keeper.alone(lock.with_suffix("")))
            except cluster.CannotStart as error:
                sys.exit(f"nadwa: {error}")
        for folder in (ROOT / ".venv", ROOT / "node_modules", var):
            shutil.rmtree(folder, ignore_errors=True)


main()
