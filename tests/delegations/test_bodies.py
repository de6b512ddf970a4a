"""Bodies are corrected by an act, by the officers of their series alone; what is missing of them is named."""

from datetime import UTC, date, datetime
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from pypdf import PdfReader

from nadwa.accounts.models import Person
from nadwa.delegations.commands import bodies, constituencies, inviting
from nadwa.delegations.models import Body, Constituency, Delegation, Invitation
from nadwa.delegations.queries import BodyAt
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition, Membership, Series
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL, multilingual, plain
from tests.factories import House, proposed, words
from tests.forms import Client

E = "beijing-2016"
BODIES, MENSK = f"/en/{E}/bodies/", f"/en/{E}/bodies/mensk/"


@pytest.fixture
def secretariat(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.people["secretariat"])
    return client


def entered(beijing: House, email: str = "office@mensk.example") -> Body:
    by, name = Secretary(beijing.people["secretariat"]), multilingual("en", en="Mensk", fr="Mensque")
    inviting.enter_body(by, beijing.edition, "mensk", "state", name, email, "ar")
    return Body.objects.get(slug="mensk")


def invited(beijing: House, email: str = "office@mensk.example") -> Body:
    body = entered(beijing, email)
    inviting.draft_invitations(Secretary(beijing.people["secretariat"]), beijing.edition, [body], date(2016, 7, 1))
    return body


@pytest.mark.django_db(transaction=True)
def test_on_an_empty_database_a_body_is_entered_with_a_name_in_one_language() -> None:
    series = Series.objects.create(slug="doha", name=words("Doha"))
    doha = Edition.objects.create(
        series=series,
        slug="doha-2028",
        title=words("Doha"),
        city=words("Doha"),
        time_zone="Asia/Qatar",
        starts_on=date(2028, 3, 1),
        ends_on=date(2028, 3, 2),
        announced_at=datetime(2016, 1, 1, tzinfo=UTC),
    )
    officer = Person.objects.create(username="officer", name="Officer")
    Membership.objects.create(edition=doha, person=officer, role="secretariat")
    client = Client()
    client.force_login(officer)
    particulars = {"kind": "ngo", "slug": "mensk", "email": "office@mensk.example", "language": "fr", "original": "ru"}

    answer = client.post("/en/doha-2028/bodies/new/", {**particulars, "name_ru": "Менск"})

    body = Body.objects.get()
    assert (answer.status_code, body.name["original"], body.series) == (302, "ru", series)
    page = client.get("/en/doha-2028/bodies/").content.decode()
    assert "Its name is missing in the language of its notes verbales: French." in page
    assert "Its name is missing in: Arabic, Simplified Chinese, English and Spanish." in page


def test_a_name_is_corrected_and_the_record_says_so(beijing: House, secretariat: Client) -> None:
    entered(beijing)
    secretariat.post(MENSK, {"name_en": "Menska", "formal_en": "the Republic of Menska", "email": "new@mensk.example"})

    body = Body.objects.get(slug="mensk")
    assert (plain(body.name, "en"), plain(body.formal, "en"), body.email) == (
        "Menska",
        "the Republic of Menska",
        "new@mensk.example",
    )
    act = Act.objects.get(kind="delegations.body-corrected")
    assert act.facts["corrected"] == ["name", "formal", "email"]
    assert (act.facts["name"], act.log.audience) == ({"en": "Menska", "fr": "Mensque"}, "hosts")
    assert "new@mensk.example" not in str(act.facts)


def test_nothing_is_recorded_where_nothing_was_changed(beijing: House, secretariat: Client) -> None:
    entered(beijing)
    answer = secretariat.post(MENSK)

    assert answer.status_code == 422
    assert not Act.objects.filter(kind="delegations.body-corrected").exists()


def test_of_two_officers_nobody_undoes_the_other(beijing: House, secretariat: Client) -> None:
    entered(beijing)
    secretariat.get(MENSK)
    other = Client()
    other.force_login(beijing.people["second_officer"])
    other.post(MENSK, {"email": "second@mensk.example"})

    answer = secretariat.post(MENSK, {"email": "first@mensk.example"})

    assert (answer.status_code, Body.objects.get(slug="mensk").email) == (409, "second@mensk.example")


def test_what_hosts_were_about_to_approve_is_void(beijing: House, secretariat: Client) -> None:
    invited(beijing)
    proposal = proposed(beijing, "delegations.invite")
    secretariat.post(MENSK, {"name_en": "Menska"})

    proposal.refresh_from_db()
    assert proposal.state == "voided"


def test_officers_of_another_series_find_nothing(beijing: House) -> None:
    entered(beijing)
    series = Series.objects.create(slug="doha", name=words("Doha"))
    doha = Edition.objects.get(pk=beijing.edition.pk)
    doha.pk, doha.slug, doha.series = None, "doha-2028", series
    doha.save()
    stranger = Person.objects.create(username="stranger", name="Stranger")
    Membership.objects.create(edition=doha, person=stranger, role="secretariat")
    client = Client()
    client.force_login(stranger)

    assert client.get("/en/doha-2028/bodies/mensk/").status_code == 404
    assert "Mensk" not in client.get("/en/doha-2028/bodies/").content.decode()


def test_what_was_never_invited_is_removed_and_what_was_is_not(beijing: House, secretariat: Client) -> None:
    body = invited(beijing)
    secretariat.post(f"{MENSK}remove/")
    assert Body.objects.filter(pk=body.pk).exists()

    body.invitations.all().delete()
    secretariat.post(f"{MENSK}remove/")
    assert not Body.objects.filter(pk=body.pk).exists()
    assert Act.objects.filter(kind="delegations.body-removed").count() == 1


def test_bodies_from_before_belong_to_the_one_series_that_they_were_at(beijing: House, elsewhere: House) -> None:
    """One that was at two series, or at none, goes on belonging to all."""
    migration = import_module("nadwa.delegations.migrations.0010_bodies_of_series")
    other = Edition.objects.get(pk=beijing.edition.pk)
    other.pk, other.slug, other.series = None, "doha-2028", Series.objects.create(slug="doha", name=words("Doha"))
    other.save()
    Delegation.objects.create(edition=other, body=Body.objects.get(slug="belmara"), protocol=1)
    Body.objects.create(slug="nowhere", kind="ngo", name=words("Nowhere"))
    migration.give_to_their_series(apps, None)

    series = dict(Body.objects.values_list("slug", "series__slug"))
    assert (series["aldora"], series["belmara"], series["nowhere"]) == ("symposia", None, None)


def test_a_body_that_no_letter_reaches_is_named(beijing: House, secretariat: Client) -> None:
    invited(beijing, email="")
    page = secretariat.get(BODIES).content.decode()

    assert "a note verbale would reach nobody" in page
    assert f'href="/en/{E}/invitations/mensk/"' in page


def test_a_note_addresses_a_body_by_its_formal_name_where_that_is_known(beijing: House, secretariat: Client) -> None:
    body: Any = invited(beijing)
    body.formal, body.language = multilingual("en", en="the Republic of Mensk"), "en"
    body.save()
    english = _text(secretariat.get(f"/en/{E}/invitations/mensk/note/").content)
    body.language = "fr"
    body.save()
    french = _text(secretariat.get(f"/en/{E}/invitations/mensk/note/").content)

    assert "compliments to the Republic of Mensk and" in english
    assert "Republic" not in french
    assert "Mensque" in french


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", OFFICIAL)
def test_a_note_is_written_where_a_name_is_missing(beijing: House, secretariat: Client, language: str) -> None:
    body: Any = invited(beijing)
    body.language = language
    body.save()

    assert secretariat.get(f"/en/{E}/invitations/mensk/note/").content[:5] == b"%PDF-"


def test_what_was_removed_meanwhile_is_neither_corrected_nor_removed_again(beijing: House) -> None:
    body, by, edition = entered(beijing), Secretary(beijing.people["secretariat"]), beijing.edition
    group = Constituency.objects.create(edition=edition, slug="group", name=words("Group"))
    inviting.draft_invitations(by, edition, [body], date(2016, 7, 1))
    invitation = Invitation.objects.get(body=body)
    at, name = BodyAt(edition=edition, body=body), words("New")
    Invitation.objects.filter(pk=invitation.pk).delete()
    Body.objects.filter(pk=body.pk).delete()
    Constituency.objects.filter(pk=group.pk).delete()
    before = Act.objects.count()
    tried = (
        lambda: bodies.correct_body(by, at, name, None, "", "en"),
        lambda: bodies.remove_body(by, at),
        lambda: constituencies.change_constituency(by, group, name, []),
        lambda: constituencies.remove_constituency(by, group),
        lambda: inviting.discard_invitation(by, invitation),
        lambda: inviting.name_focal_point(by, invitation, "A", "a@example.org", "en"),
    )

    for act in tried:
        with pytest.raises(Refused, match="removed meanwhile"):
            act()
    assert Act.objects.count() == before
