"""The commands of those who watch a running site and of those who keep it: witness, new key, check, person."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nadwa.demo.player import Browser
from tests.sites import Site

E = "beijing-2016"


@pytest.fixture
def watched(site: Site) -> Iterator[Browser]:
    with closing(Browser(site.address, "en", "brivonia-head")) as browser:
        yield browser


def arrive(browser: Browser) -> None:
    """An act on the public record, and time for the sequencer to place it."""
    browser.post(f"{E}/meetings/5/presence/mine/", submission=f"{time.monotonic()}")
    time.sleep(1)


def witness(site: Site, folder: Path) -> list[str]:
    """The lines of the cosigned checkpoint."""
    done = site.command("witness", site.address, E, "--folder", str(folder), "--name", "aldora.example")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_witness_follows_the_site_through_a_change_of_key(site: Site, watched: Browser, tmp_path: Path) -> None:
    before = witness(site, tmp_path)
    changed = site.command("record", "new-key")
    arrive(watched)
    arrive(watched)

    after = witness(site, tmp_path)

    assert (changed.returncode, changed.stdout.count("nadwa.local/")) == (0, changed.stdout.count("\n"))
    assert int(after[1]) > int(before[1])
    assert before[4].split()[2][:6] != after[4].split()[2][:6]
    assert after[5].startswith("\u2014 aldora.example ")


def test_two_checkpoints_of_the_site_do_not_contradict(site: Site, watched: Browser, tmp_path: Path) -> None:
    kept = []
    for name in ("early", "late"):
        arrive(watched)
        kept.append(tmp_path / name)
        kept[-1].write_text("\n".join(witness(site, tmp_path / "witness")) + "\n")
    site.command("record", "export", E, "--out", str(tmp_path / "bundle.zip"))
    import zipfile

    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        bundle.extract("key.vkey", tmp_path)

    done = site.command("record", "compare", *map(str, kept), "--key", str(tmp_path / "key.vkey"))

    assert (done.returncode, done.stdout.startswith("no contradiction")) == (0, True)


def test_a_demo_is_not_fit_for_strangers_and_the_check_says_why(site: Site) -> None:
    done = site.command("check", "--deploy")

    assert done.returncode == 1
    assert "MISSING  pages are served over HTTPS only" in done.stdout
    assert "ok       a sequencer is at work" in done.stdout


def test_what_is_held_about_a_person_is_written_to_a_file(site: Site, tmp_path: Path) -> None:
    done = site.command("person", "show", "celandra-head", "--out", str(tmp_path / "person.json"))

    assert (done.returncode, '"delegate"' in (tmp_path / "person.json").read_text()) == (0, True)


def test_nobody_is_erased_by_a_name_that_nobody_has(site: Site) -> None:
    done = site.command("person", "erase", "nobody@nowhere.example", "--yes")

    assert (done.returncode, "nobody signs in as" in done.stderr) == (2, True)
