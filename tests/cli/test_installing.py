"""What is installed follows its folder, keeps what it compiles at hand, and says in one line that it was stopped."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AS_OWNER = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []  # root may write anywhere


PARTS = (
    "Makefile",
    "pyproject.toml",
    "hatch_build.py",
    "requirements-demo.lock",
    "tools/install.py",
    "src/nadwa/__init__.py",
    "src/nadwa/cluster.py",
)


@pytest.fixture
def checkout(open_folder: Callable[[str], Path]) -> Path:
    folder = open_folder("checkout")
    for name in PARTS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize(("moved", "again"), [(False, False), (True, True)])
def test_where_a_checkout_was_moved_make_installs_again(checkout: Path, moved: bool, again: bool) -> None:
    folder = checkout.rename(checkout.with_name("it's here, “my” folder"))
    (folder / ".venv").mkdir()
    (folder / ".venv/ready").write_text(f"{checkout if moved else folder}")

    planned = subprocess.run(["make", "-n", "demo"], cwd=folder, capture_output=True, text=True, check=True)

    folder.rename(checkout)
    assert ("tools/install.py requirements-demo.lock" in planned.stdout) == again


def test_an_installation_that_is_stopped_says_so_in_one_line(checkout: Path) -> None:
    """Whatever starts the tests may have had interrupts ignored, which is inherited."""
    hearing = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.executable, sys.argv[1:])"
    )
    command = [sys.executable, "-c", hearing, sys.executable, "tools/install.py", "requirements-demo.lock"]
    with subprocess.Popen(
        command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as installing:
        assert installing.stdout
        assert installing.stdout.readline() == "Making .venv …\n"
        os.killpg(installing.pid, signal.SIGINT)
        _, said = installing.communicate(timeout=60)

    assert (installing.returncode, said) == (
        1,
        "nadwa: stopped before everything was installed; the next make goes on\n",
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only under root PostgreSQL is somebody else")
def test_under_root_a_closed_folder_is_named_before_anything_is_installed(checkout: Path) -> None:
    checkout.chmod(0o700)
    there = sorted(checkout.iterdir())
    command = [sys.executable, "-B", "tools/install.py", "requirements-demo.lock"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, sorted(checkout.iterdir())) == (1, "", there)
    assert done.stderr.startswith(
        f"nadwa: PostgreSQL does not run as root, and {checkout} is closed to others; run make"
    )


@pytest.mark.parametrize("named", [True, False])
def test_without_a_home_and_beside_code_that_may_not_be_written_the_engine_works(tmp_path: Path, named: bool) -> None:
    code = tmp_path / "code" / "nadwa"
    shutil.copytree(ROOT / "src/nadwa", code, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    for folder in (code, *code.rglob("*/")):
        folder.chmod(0o555)
    (tmp_path / "here").mkdir()
    (tmp_path / "votes.csv").write_text("participant,statement,vote\na,x,1\nb,x,-1\nc,y,1\n")
    environment = {"PATH": os.environ["PATH"], "HOME": "/proc/nowhere", "PYTHONPATH": str(code.parent)}
    if named:
        environment["NADWA_VAR"] = str(tmp_path / "here" / "var")

    done = subprocess.run(
        [*AS_OWNER, sys.executable, "-m", "nadwa", "map", "../votes.csv", "--out", "out"],
        cwd=tmp_path / "here",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    for folder in (code, *code.rglob("*/")):
        folder.chmod(0o755)

    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr  # there are too few votes for a map
    assert {path.name for path in (tmp_path / "here").iterdir()} <= ({"var"} if named else set())
