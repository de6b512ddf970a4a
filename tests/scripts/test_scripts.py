"""The rules that scripts of pages follow, tried by node itself; what scripts do with pages is tried by journeys."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WEB = HERE.parents[1] / "src/nadwa/web"
NAMED = re.compile(r"(?:src|href)=\"{% static 'nadwa/([\w/]+\.js)' %}\"")
IMPORTED = re.compile(r'^import (?:[^;]*? from )?"([^"]+)";', re.MULTILINE)
NODE = shutil.which("node")


@pytest.mark.skipif(not NODE, reason="there is no node on this machine, which these tests run in")
def test_the_rules_of_scripts() -> None:
    tests = sorted(HERE.glob("*.test.js"))

    done = subprocess.run([str(NODE), "--test", *tests], capture_output=True, text=True, check=False)

    assert len(tests) > 4
    assert done.returncode == 0, done.stdout + done.stderr


def needed(name: str) -> set[str]:
    """A module and all that it imports."""
    path = WEB / "static/nadwa" / name
    imported = {path.parent.joinpath(other).resolve() for other in IMPORTED.findall(path.read_text())}
    return {name}.union(*(needed(str(other.relative_to(WEB / "static/nadwa"))) for other in imported))


def test_a_page_names_all_modules_that_every_page_needs_so_that_none_waits_for_another() -> None:
    named = NAMED.findall((WEB / "templates/web/scripts.html").read_text())

    assert sorted(set().union(*map(needed, named))) == sorted(named)
    assert "rules/wire.js" in needed("live.js")
