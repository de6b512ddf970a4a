"""The archive is what the public reads, as pages that need no server, with the record, and it verifies."""

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils.translation import override
from lxml import html

from nadwa.editions.capacities import Secretary
from nadwa.exchange import duties
from nadwa.exchange.commands import archiving
from nadwa.exchange.models import Archive
from nadwa.floor.commands import statements
from nadwa.press.models import Release
from nadwa.record.models import Act
from nadwa.record.sequencer import sequence
from nadwa.record.signer import Signer
from tests.factories import house, sitting


@pytest.fixture(scope="module")
def unpacked(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the small edition in which something has happened, as it lies on a disk.

    The site is asked for its pages as by anybody, so what they show has to be committed.
    """
    folder = tmp_path_factory.mktemp("archive")
    with django_db_blocker.unblock(), override("en"), override_settings(VAR=folder):
        made = house("beijing-2016")
        Release.objects.update(issued_at=None)
        sitting(made)
        statements.file_statement(made.delegate("aldora"), made.meeting, 2, "en", "hidden words")
        sequence(Signer(folder / "keys"))
        tasks_before = duties.make_archives()
        archiving.ask_for_archive(Secretary(made.secretariat), made.edition)
        (folder / "made").write_text(f"{tasks_before} {duties.make_archives()} {duties.make_archives()}")
        kept = Archive.objects.get()
        recorded = Act.objects.get(kind="exchange.archived").facts["manifest_sha256"]
        (folder / "manifest").write_text(f"{kept.manifest} {recorded}")
        with zipfile.ZipFile(BytesIO(bytes(kept.content or b""))) as packed:
            packed.extractall(folder / "files")
        call_command("flush", interactive=False, verbosity=0)
    return folder / "files"


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_link_of_every_page_leads_to_a_file_of_the_archive(unpacked: Path) -> None:
    lost = []
    for page in pages(unpacked):
        for link in html.fromstring(page.read_bytes()).xpath("//@href | //@src"):
            path = str(link).partition("#")[0]
            if path and not path.startswith(("http", "mailto:", "data:")) and not (page.parent / path).is_file():
                lost.append((page.name, link))

    assert len(pages(unpacked)) > 60
    assert lost == []


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_each_language_has_its_pages(unpacked: Path, language: str) -> None:
    page = (unpacked / "pages" / language / "beijing-2016" / "programme" / "index.html").read_text()

    assert f"Meeting 1 of beijing-2016 [{language}]" in page


def test_no_page_has_a_script_or_a_form(unpacked: Path) -> None:
    live = "//script | //link[@rel='modulepreload'] | //form"
    found = [page for page in pages(unpacked) if html.fromstring(page.read_bytes()).xpath(live)]

    assert found == []


@pytest.mark.parametrize("secret", ["hidden words", "secret of beijing-2016"])
def test_what_is_not_public_is_not_in_it(unpacked: Path, secret: str) -> None:
    holders = [path for path in unpacked.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]

    assert holders == []


def test_the_manifest_names_every_file_by_its_hash(unpacked: Path) -> None:
    listed = json.loads((unpacked / "manifest.json").read_text())["sha256"]
    there = {
        str(path.relative_to(unpacked)): sha256(path.read_bytes()).hexdigest()
        for path in unpacked.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert listed == there


def test_the_record_in_it_verifies_with_the_verifier_in_it(unpacked: Path) -> None:
    command = [sys.executable, "-I", "-S", "nadwa_verify.py", "record.zip"]
    answer = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=False, timeout=120)

    assert (answer.returncode, "verified" in answer.stdout) == (0, True)


def test_the_worker_makes_what_was_asked_for_once(unpacked: Path) -> None:
    assert (unpacked.parent / "made").read_text() == "0 1 0"


def test_the_hash_of_the_manifest_is_on_the_record(unpacked: Path) -> None:
    manifest = sha256((unpacked / "manifest.json").read_bytes()).hexdigest()

    assert (unpacked.parent / "manifest").read_text() == f"{manifest} {manifest}"
