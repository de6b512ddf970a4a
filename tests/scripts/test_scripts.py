"""The rules that scripts of pages follow, tried by node itself; what scripts do with pages is tried by journeys."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(not NODE, reason="there is no node on this machine, which these tests run in")
def test_the_rules_of_scripts() -> None:
    tests = sorted(HERE.glob("*.test.js"))

    done = subprocess.run([str(NODE), "--test", *tests], capture_output=True, text=True, check=False)

    assert len(tests) > 4
    assert done.returncode == 0, done.stdout + done.stderr
