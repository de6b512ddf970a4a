"""Two officers verify credentials; the roll of who may speak and decide is frozen when a meeting opens."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nadwa.delegations import capacities
from nadwa.delegations.commands import credentials
from nadwa.delegations.models import Credentials, Delegation, FocalPoint
from nadwa.editions.capacities import Secretary
from nadwa.floor.commands import speakers
from nadwa.floor.queries import quorum, sitting_of
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, person, sitting
from tests.forms import Client

E = "beijing-2016"
PDF = b"%PDF-1.7 letter"


def officer(house: House, second: bool = False) -> Secretary:
    return Secretary(house.second_officer if second else house.secretariat)


def unadmitted(house: House, slug: str = "aldora") -> Delegation:
    delegation = house.delegations[slug]
    Delegation.objects.filter(pk=delegation.pk).update(admission="none")
    delegation.refresh_from_db()
    return delegation  # type: ignore[no-any-return]


def submitted(house: House) -> Delegation:
    delegation = unadmitted(house)
    by = capacities.FocalPoint(house.aldora, house.delegations["aldora"].body)
    credentials.submit_credentials(by, delegation, "original", "foreign", "R. Talvena", PDF, "application/pdf")
    return delegation


def seen(delegation: Delegation) -> str:
    return Credentials.objects.get(delegation=delegation).digest()


def verify(house: House, delegation: Delegation, second: bool = False) -> None:
    credentials.verify_credentials(officer(house, second), delegation, seen(delegation))


def focal(house: House) -> Client:
    someone = person("aldora-focal")
    FocalPoint.objects.create(edition=house.edition, body=house.delegations["aldora"].body, person=someone, place=1)
    client = Client()
    client.force_login(someone)
    return client


def upload(client: Client, content: bytes, name: str = "letter.pdf") -> Any:
    typed = {"form": "original", "office": "foreign", "signatory": "R. Talvena"}
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("submit-credentials", args=[E, "aldora"]), typed | {"scan": file})


def test_a_focal_point_hands_in_the_letter(beijing: House) -> None:
    unadmitted(beijing)
    upload(focal(beijing), PDF)

    assert bytes(Credentials.objects.get().letter) == PDF


@pytest.mark.parametrize("content", [b"PK\x03\x04 a zip", b"<html>", b"MZ\x90"])
def test_a_letter_that_is_neither_pdf_nor_image_is_refused_whatever_its_name(beijing: House, content: bytes) -> None:
    unadmitted(beijing)
    answer = upload(focal(beijing), content)

    assert answer.status_code == 422
    assert "This is not a PDF, PNG or JPEG file" in answer.content.decode()
    assert Credentials.objects.count() == 0


def test_a_letter_that_is_too_large_is_refused(beijing: House) -> None:
    unadmitted(beijing)
    answer = upload(focal(beijing), PDF + b"0" * (5 * 1024 * 1024))

    assert "The file has 6 megabytes; at most 5 are accepted." in answer.content.decode()


@pytest.mark.parametrize(("end", "status"), [("", 413), ("?a=%00", 400)])
def test_a_request_of_two_gigabytes_is_refused_before_it_is_read(beijing: House, end: str, status: int) -> None:
    client = focal(beijing)
    page = reverse("submit-credentials", args=[E, "aldora"]) + end

    answer = client.generic("POST", page, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3))

    assert answer.status_code == status


def test_two_different_officers_admit_a_delegation(beijing: House) -> None:
    delegation = submitted(beijing)
    verify(beijing, delegation)
    delegation.refresh_from_db()
    before = delegation.admission
    verify(beijing, delegation, second=True)

    delegation.refresh_from_db()
    assert (before, delegation.admission) == ("none", "full")


def test_one_officer_does_not_count_twice(beijing: House) -> None:
    delegation = submitted(beijing)
    verify(beijing, delegation)

    with pytest.raises(Refused, match="a different officer"):
        verify(beijing, delegation)


def test_a_new_letter_is_verified_anew(beijing: House) -> None:
    delegation = submitted(beijing)
    verify(beijing, delegation)
    submitted(beijing)
    verify(beijing, delegation, second=True)

    delegation.refresh_from_db()
    assert delegation.admission == "none"


@pytest.mark.parametrize("changed", ["letter", "signatory", "form"])
def test_an_officer_verifies_the_letter_that_was_on_the_page_or_none(beijing: House, changed: str) -> None:
    delegation = submitted(beijing)
    clients = []
    for someone in (beijing.secretariat, beijing.second_officer):
        clients.append(Client())
        clients[-1].force_login(someone)
        clients[-1].get(reverse("credentials-desk", args=[E]))
    other = {"letter": PDF, "signatory": "R. Talvena", "form": "original"} | {
        changed: {"letter": b"%PDF-1.7 forged", "signatory": "Somebody", "form": "copy"}[changed]
    }
    by = capacities.FocalPoint(beijing.aldora, beijing.delegations["aldora"].body)
    given = (other["form"], "foreign", other["signatory"], other["letter"], "application/pdf")
    credentials.submit_credentials(by, delegation, *given)
    for client in clients:
        answer = client.post(reverse("decide-credentials", args=[E, "aldora", "verify"]), follow=True)
        assert "handed in another letter since" in answer.content.decode()

    delegation.refresh_from_db()
    assert (delegation.admission, Credentials.objects.get().verifications.count()) == ("none", 0)


def test_the_letter_behind_the_link_is_the_one_that_the_desk_showed(beijing: House) -> None:
    delegation = submitted(beijing)
    client = Client()
    client.force_login(beijing.secretariat)
    desk = client.get(reverse("credentials-desk", args=[E])).content.decode()
    [address] = re.findall(r'href="([^"]+/letter/[^"]+)"', desk)
    before = client.get(address)
    by = capacities.FocalPoint(beijing.aldora, beijing.delegations["aldora"].body)
    credentials.submit_credentials(
        by, delegation, "original", "foreign", "R. Talvena", b"%PDF-1.7 forged", "application/pdf"
    )

    assert before.content == PDF
    assert "another letter" in client.get(address, follow=True).content.decode()


def test_a_refused_letter_says_why_to_its_delegation_alone(beijing: House) -> None:
    delegation = submitted(beijing)
    credentials.refuse_credentials(officer(beijing), delegation, "The signature is missing", seen(delegation))
    act = Act.objects.get(kind="delegations.credentials-refused")

    assert "The signature is missing" in focal(beijing).get(reverse("delegation", args=[E, "aldora"])).content.decode()
    assert act.log.audience == "delegation:aldora"


@pytest.mark.parametrize("viewer", ["belmara", "chair", "officer_un", "press"])
def test_nobody_else_reads_the_letter(beijing: House, viewer: str) -> None:
    submitted(beijing)
    client = Client()
    client.force_login(beijing.people[viewer])

    assert client.get(reverse("credentials-letter", args=[E, "aldora"])).status_code == 404


def test_an_officer_reads_the_letter(beijing: House) -> None:
    submitted(beijing)
    client = Client()
    client.force_login(beijing.secretariat)

    assert client.get(reverse("credentials-letter", args=[E, "aldora"])).content == PDF


def test_who_is_not_admitted_is_not_on_the_roll(beijing: House) -> None:
    unadmitted(beijing)
    sitting(beijing)

    with pytest.raises(Refused, match="not on the roll"):
        speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    assert quorum(sitting_of(beijing.meeting)).members == 5


def test_who_is_admitted_provisionally_has_the_same_rights(beijing: House) -> None:
    delegation = unadmitted(beijing)
    credentials.admit_provisionally(officer(beijing), delegation)
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)

    assert quorum(sitting_of(beijing.meeting)).members == 6


def test_the_roll_is_frozen_on_the_record_when_the_meeting_opens(beijing: House) -> None:
    delegation = unadmitted(beijing)
    sitting(beijing)
    credentials.admit_provisionally(officer(beijing), delegation)

    frozen = Act.objects.get(kind="floor.roll-frozen").facts
    assert frozen["decide"] == ["belmara", "corvia", "drevania", "eskaria", "fenmark"]
    assert quorum(sitting_of(beijing.meeting)).members == 5


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_report_of_the_committee_is_printed_in_each_language(beijing: House, language: str) -> None:
    submitted(beijing)
    client = Client()
    client.force_login(beijing.secretariat)

    assert client.get(f"/{language}/{E}/credentials/report/").content[:5] == b"%PDF-"
