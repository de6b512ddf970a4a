"""A sequencer that has another key than the record: it says so and stops, and nothing else comes of it."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from nadwa.demo.player import Browser
from nadwa.demo.serving import NADWA, wait_for
from nadwa.record.signer import Signer
from tests.sites import Site

SECONDS = 60  # in which a process starts, or ends by itself
NOT_THE_SIGNER = 78


@contextmanager
def running(site: Site, *arguments: str, keys: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    environment = site.environment | ({"NADWA_KEYS": str(keys)} if keys else {})
    process = subprocess.Popen([*NADWA, *arguments], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=SECONDS)


@pytest.fixture(scope="module")
def site(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    """Pages alone, with a record that was signed before."""
    site = new_demo("signers")
    with running(site, "web", "--port", str(site.port), "--processes", "1"):
        wait_for(site.address)
        yield site


def act(site: Site) -> str:
    with closing(Browser(site.address, "en", "aldora-head")) as browser:
        answer = browser.post("beijing-2016/meetings/1/presence/mine/", submission=f"{time.monotonic()}")
    [receipt, *_] = re.findall(r"/record/([0-9a-f-]{36})/", answer.text)
    return str(receipt)


def is_placed(site: Site, receipt: str) -> bool:
    with psycopg.connect(site.environment["DATABASE_URL"]) as connection:
        [index] = connection.execute("select index from record_act where ref = %s", [receipt]).fetchone() or [None]
    return index is not None


def place(site: Site, receipt: str, **keys: Path) -> None:
    with running(site, "sequencer", **keys):
        wait_until_placed(site, receipt)


def wait_until_placed(site: Site, receipt: str) -> None:
    ends = time.monotonic() + SECONDS
    while not is_placed(site, receipt):
        assert time.monotonic() < ends, "the act is not placed"
        time.sleep(0.1)


def alarms(site: Site) -> int:
    with psycopg.connect(site.environment["DATABASE_URL"]) as connection:
        [number] = connection.execute("select count(*) from record_log where alarm <> ''").fetchone() or [0]
    return int(number)


@pytest.mark.parametrize("with_key", [True, False])
def test_a_sequencer_that_takes_over_with_another_key_stops_and_leaves_the_record_as_it_is(
    site: Site, tmp_path: Path, with_key: bool
) -> None:
    other = tmp_path / "other"
    if with_key:
        Signer(other).make_key()
    receipt = act(site)

    with running(site, "sequencer", keys=other) as wrong:
        _, said = wrong.communicate(timeout=SECONDS)

    assert wrong.returncode == NOT_THE_SIGNER
    assert [words in said for words in ("I am not the signer of this record", str(other), "Traceback")] == [
        True,
        True,
        False,
    ]
    assert len(list(other.glob("*.key"))) == int(with_key)
    assert (alarms(site), is_placed(site, receipt)) == (0, False)
    assert httpx.get(f"{site.address}/health/").json() == {"serves": True}
    place(site, receipt)
    assert httpx.get(f"{site.address}/health/record/").status_code == 200


def test_beside_the_one_at_work_it_stops_as_well_and_one_with_a_copy_of_the_key_takes_over(
    site: Site, tmp_path: Path
) -> None:
    with running(site, "sequencer") as first:
        with running(site, "sequencer", keys=tmp_path / "other") as wrong:
            assert wrong.wait(SECONDS) == NOT_THE_SIGNER
        wait_until_placed(site, act(site))
        first.kill()
        first.wait(SECONDS)
    copied = Path(shutil.copytree(site.folder / "keys", tmp_path / "copied"))
    receipt = act(site)

    place(site, receipt, keys=copied)

    assert (alarms(site), is_placed(site, receipt)) == (0, True)


def test_no_new_key_is_named_by_who_has_not_the_present_one(site: Site, tmp_path: Path) -> None:
    environment = site.environment | {"NADWA_KEYS": str(tmp_path / "other")}
    command = [*NADWA, "record", "new-key"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS)

    assert (done.returncode, "I am not the signer" in done.stderr) == (NOT_THE_SIGNER, True)
    assert list((tmp_path / "other").glob("*.key")) == []


def test_a_server_that_would_sign_with_another_key_does_not_start(site: Site, tmp_path: Path) -> None:
    with running(site, "serve", "--port", "0", keys=tmp_path / "other") as server:
        _, said = server.communicate(timeout=SECONDS)

    assert (server.returncode, "I am not the signer" in said) == (NOT_THE_SIGNER, True)
