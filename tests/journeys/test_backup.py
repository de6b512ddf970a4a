"""A drill: the running site is backed up, restored on a machine that has nothing, and is the same by its record."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg
import pytest

from nadwa.record.signer import file_of
from tests.journeys.conftest import Enter
from tests.sites import Site

E = "beijing-2016"


@pytest.fixture
def backup(site: Site, enter: Enter, tmp_path: Path) -> tuple[Path, Path]:
    """The folders of a backup and of its keys, made after an act of the secretariat."""
    enter_topic(enter, "Backed up")
    folder, keys = tmp_path / "backup", tmp_path / "keys"
    done = site.command("backup", str(folder), "--keys", str(keys))
    assert done.returncode == 0, done.stderr
    return folder, keys


def test_a_restored_site_has_every_act_and_its_record_verifies(
    new_site: Callable[[str], Site], backup: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, keys = backup
    fresh = new_site("restored")
    done = fresh.command("restore", str(folder), "--keys", str(keys))
    assert done.returncode == 0, done.stderr
    assert "the record extends each of" in done.stdout

    with fresh:
        page = httpx.get(f"{fresh.address}/en/{E}/record/").text
        bundle = fresh.command("record", "export", E, "--out", str(tmp_path / "bundle.zip"))
    assert "Topic entered" in page
    assert bundle.returncode == 0, bundle.stderr


def test_a_backup_is_not_restored_over_anything(site: Site, backup: tuple[Path, Path]) -> None:
    done = site.command("restore", str(backup[0]))

    assert (done.returncode, "the database is not empty" in done.stderr) == (1, True)


def test_a_backup_without_its_keys_is_not_restored(new_site: Callable[[str], Site], backup: tuple[Path, Path]) -> None:
    done = new_site("keyless").command("restore", str(backup[0]))

    assert (done.returncode, "name the folder with --keys" in done.stderr) == (1, True)


def test_a_changed_backup_is_refused(new_site: Callable[[str], Site], backup: tuple[Path, Path]) -> None:
    dump = backup[0] / "database.dump"
    dump.write_bytes(dump.read_bytes() + b"\x00")

    done = new_site("changed").command("restore", str(backup[0]))
    assert done.returncode == 1
    assert "missing, added or changed" in done.stderr


def test_a_record_that_a_kept_checkpoint_contradicts_is_not_to_be_served(
    site: Site, new_site: Callable[[str], Site], backup: tuple[Path, Path], tmp_path: Path, enter: Enter
) -> None:
    """The act that came after the backup is on a checkpoint kept outside, and not in what was restored."""
    folder, keys = backup
    enter_topic(enter, "Lost")
    kept = tmp_path / "kept"
    kept.write_text(next_checkpoint(site, file_of(f"nadwa.local/{E}", folder / "checkpoints", "").read_text()))

    done = new_site("rolled-back").command("restore", str(folder), "--keys", str(keys), "--checkpoint", str(kept))

    assert done.returncode == 1
    assert "do not serve it" in done.stderr


def enter_topic(enter: Enter, title: str) -> None:
    desk = enter("secretariat", f"{E}/programme/topics/new/")
    desk.locator('[name="title_en"]').fill(title)
    desk.locator("form.narrow button.btn-primary").click()


def next_checkpoint(site: Site, before: str) -> str:
    """The checkpoint of the public log that follows one."""
    query = """select note from record_checkpoint join record_log on record_log.id = log_id
               where origin = %s and note <> %s order by size desc limit 1"""
    for _ in range(100):
        with psycopg.connect(site.environment["DATABASE_URL"]) as connection:
            found = connection.execute(query, [f"nadwa.local/{E}", before]).fetchone()
        if found and size_of(found[0]) > size_of(before):
            return str(found[0])
        time.sleep(0.1)
    raise TimeoutError("no further checkpoint within ten seconds")


def size_of(note: str) -> int:
    return int(note.splitlines()[1])
