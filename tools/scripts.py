"""Look over what browsers run, scripts and styles, with Biome as package-lock.json names it, if there is node."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIOME = ROOT / "node_modules/.bin/biome"
LOCK, INSTALLED = ROOT / "package-lock.json", ROOT / "node_modules/.package-lock.json"


def main() -> int:
    if not (shutil.which("node") and shutil.which("npm")):
        return passed_over("there is no node on this machine")
    if not is_installed() and run("npm", "ci", "--silent", "--no-audit", "--no-fund"):
        return passed_over("npm does not get the packages of package-lock.json here")
    return run(str(BIOME), "check", "--error-on-warnings", "--reporter=concise")


def run(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def is_installed() -> bool:
    """Whether npm has put there what the lock names, and not an earlier one."""
    return BIOME.exists() and INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime


def passed_over(why: str) -> int:
    print(f"scripts are not looked over: {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
