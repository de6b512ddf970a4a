"""Nothing that was acknowledged is lost when the server is killed in the middle of the exercise."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import httpx
import psycopg
import pytest

from nadwa.demo.player import Browser, Unreachable
from tests.sites import Site

KILLS = 4
SECONDS = 60  # in which a delegate notices that nothing answers, or a verifier ends
RECEIPT = re.compile(r"/record/([0-9a-f-]{36})/")
HEADS = ("aldora", "arkelia", "belmara", "brivonia")


@pytest.mark.browser
def test_no_acknowledged_act_is_lost_when_the_server_is_killed(
    new_demo: Callable[[str], Site],
    tmp_path: Path,
) -> None:
    site = new_demo("faults")
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        site.start()
        stop = threading.Event()
        threads = [
            threading.Thread(target=come_and_go, args=(site, head, acknowledged, stop), daemon=True) for head in HEADS
        ]
        for thread in threads:
            thread.start()
        wait_for_acts(acknowledged, len(acknowledged) + 10)
        site.kill()
        stop.set()
        for thread in threads:
            thread.join(SECONDS)
            assert not thread.is_alive()

    with site:
        placed = wait_until_all_are_placed(site)
        verified = verify(site, tmp_path)

    assert acknowledged - placed == set()
    assert verified.returncode == 0, verified.stdout


def wait_for_acts(acknowledged: set[str], number: int) -> None:
    for _ in range(300):
        if len(acknowledged) >= number:
            return
        time.sleep(0.1)
    raise TimeoutError(f"{len(acknowledged)} acts were acknowledged within half a minute, not {number}")


def come_and_go(site: Site, head: str, acknowledged: set[str], stop: threading.Event) -> None:
    """Record the own presence again and again, noting every receipt that the server gives."""
    try:
        with closing(Browser(site.address, "en", f"{head}-head")) as browser:
            while not stop.is_set():
                answer = browser.post("beijing-2016/meetings/1/presence/mine/", submission=f"{time.monotonic()}")
                acknowledged.update(RECEIPT.findall(answer.text))
    except (Unreachable, httpx.HTTPError):
        return


def wait_until_all_are_placed(site: Site) -> set[str]:
    """References of all acts once the sequencer has given each its index, without a gap."""
    for _ in range(100):
        with psycopg.connect(site.environment["DATABASE_URL"]) as connection:
            rows = connection.execute("select ref::text, log_id, index from record_act").fetchall()
        if all(index is not None for _, _, index in rows):
            break
        time.sleep(0.1)
    for log in {log for _, log, _ in rows}:
        indices = sorted(index for _, of, index in rows if of == log)
        assert indices == list(range(len(indices)))
    return {ref for ref, _, _ in rows}


def verify(site: Site, folder: Path) -> subprocess.CompletedProcess[str]:
    bundle = folder / "bundle.zip"
    exported = site.command("record", "export", "beijing-2016", "--out", str(bundle))
    assert exported.returncode == 0, exported.stderr
    verifier = str(files("nadwa") / "record" / "nadwa_verify.py")
    command = [sys.executable, "-I", "-S", verifier, str(bundle)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
