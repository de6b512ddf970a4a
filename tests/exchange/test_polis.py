"""Consultations that Polis has exported come in with a preview, and are shown for their result."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nadwa.consultations import exporters
from nadwa.consultations.models import Consultation, OpinionVote
from nadwa.consultations.snapshots import take_snapshot
from nadwa.editions.capacities import Secretary
from nadwa.exchange import imports, polis
from nadwa.exchange.commands import importing
from nadwa.record.acts import Refused
from nadwa.web.tables import BadUpload
from tests.factories import House
from tests.forms import Client

COMMENTS = "comment-id,moderated,comment-body\n0,1,Cables are a common good.\n1,-1,Spam\n"
VOTES = "timestamp,comment-id,voter-id,vote\n1435654192085,0,7,1\n1435654192086,0,7,-1\n1435654192087,0,8,1\n"
SUMMARY = "topic,Undersea cables\nurl,pol.example/4abc\nconversation-description,On their protection\n"


def zipped(comments: str = COMMENTS, votes: str = VOTES, folder: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in {"comments.csv": comments, "votes.csv": votes, "summary.csv": SUMMARY}.items():
            archive.writestr(folder + name, text)
    return content.getvalue()


def of_folder(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.glob("*.csv"):
            archive.write(file, file.name)
    return content.getvalue()


def carry_out(house: House, content: bytes) -> None:
    planned = imports.kept(house.edition, house.secretariat, "polis", content, [], "fr")
    importing.carry_out(Secretary(house.secretariat), planned)


def test_the_preview_has_each_statement_with_its_votes(beijing: House) -> None:
    rows = polis.read(zipped(), beijing.edition, "en")

    assert [(row["line"], row["state"], row["values"]["votes"]) for row in rows] == [(2, "new", 3), (3, "new", 0)]


def test_a_consultation_is_taken_over_with_the_last_vote_of_each(beijing: House) -> None:
    carry_out(beijing, zipped(folder="export/"))
    consultation = Consultation.objects.get(slug="undersea-cables")

    assert "pol.example/4abc" in consultation.source
    assert consultation.about["versions"] == {"fr": {"text": "On their protection", "state": "checked"}}
    assert [(one.number, one.state) for one in consultation.statements.all()] == [(0, "accepted"), (1, "rejected")]
    votes = OpinionVote.objects.filter(statement__consultation=consultation).order_by("participant__label")
    assert list(votes.values_list("participant__label", "value")) == [("7", -1), ("8", 1)]


def test_the_same_file_again_brings_nothing_new(beijing: House) -> None:
    carry_out(beijing, zipped())

    assert {row["state"] for row in polis.read(zipped(), beijing.edition, "en")} == {"same"}
    with pytest.raises(Refused, match="nothing new"):
        carry_out(beijing, zipped())
    assert Consultation.objects.filter(slug__startswith="undersea-cables").count() == 1


def test_a_published_consultation_comes_in_and_has_its_map(beijing: House) -> None:
    carry_out(beijing, of_folder(settings.DATA / "vtaiwan.uberx"))
    consultation = Consultation.objects.get(source__startswith="Polis")

    assert consultation.statements.count() == 197
    assert take_snapshot(consultation) is not None


def test_what_this_site_exports_comes_in(beijing: House) -> None:
    Consultation.objects.filter(pk=beijing.consultation.pk).update(votes_public=True)
    beijing.consultation.refresh_from_db()
    statement = beijing.consultation.statements.earliest("number")
    participant = beijing.consultation.participants.create(label="somebody")
    OpinionVote.objects.create(statement=statement, participant=participant, value=1, at="2016-07-11T02:00:00Z")

    rows = polis.read(exporters.polis_zip(beijing.consultation), beijing.edition, "en")
    assert [row["values"]["votes"] for row in rows] == [1, *[0] * (beijing.consultation.statements.count() - 1)]


@pytest.mark.parametrize(
    ("comments", "votes", "line"),
    [
        (COMMENTS + "1,1,Again\n", VOTES, 4),
        (COMMENTS + "2,1,\n", VOTES, 4),
        (COMMENTS + "x,1,No number\n", VOTES, 4),
        (COMMENTS, VOTES + "1435654192085,0,9,2\n", 5),
        (COMMENTS, VOTES + "1435654192085,0,,1\n", 5),
    ],
)
def test_one_bad_line_changes_nothing_and_is_named(beijing: House, comments: str, votes: str, line: int) -> None:
    content = zipped(comments, votes)
    refused = [row["line"] for row in polis.read(content, beijing.edition, "en") if row["state"] == "refused"]

    assert refused == [line]
    with pytest.raises(Refused, match="nothing was imported"):
        carry_out(beijing, content)
    assert not Consultation.objects.filter(slug="undersea-cables").exists()


def test_votes_on_unknown_statements_are_passed_over_and_counted(beijing: House) -> None:
    rows = polis.read(zipped(votes=VOTES + "1435654192085,99,9,1\n"), beijing.edition, "en")

    assert [(row["state"], row["values"]["votes"]) for row in rows if row["state"] != "new"] == [("passed over", 1)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", zipped(comments="a,b\n1,2\n"), zipped(votes="")])
def test_what_is_no_polis_export_is_refused(beijing: House, content: bytes) -> None:
    with pytest.raises(BadUpload, match=r"no zip file|lacks columns"):
        polis.read(content, beijing.edition, "en")


def test_a_character_that_no_text_has_is_named(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    upload = SimpleUploadedFile("polis.zip", zipped(COMMENTS + "2,1,A\x00B\n"))

    answer = client.post(reverse("import-file", args=["beijing-2016", "polis"]), {"file": upload, "language": "en"})

    assert (answer.status_code, "U+0000" in answer.content.decode()) == (422, True)
