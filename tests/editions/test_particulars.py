"""Particulars are corrected by one officer until they are announced, then with every key; those affected are told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from nadwa.accounts.models import Person
from nadwa.delegations.models import Body, FocalPoint, Invitation
from nadwa.editions.models import Correction, Edition, Host, Membership, Series
from nadwa.mail.models import Mail
from nadwa.record.models import Act
from nadwa.web.languages import multilingual, plain
from tests.factories import House, approved, proposed, words
from tests.forms import Client

E = "beijing-2016"
PARTICULARS = f"/en/{E}/particulars/"
CHANGE, FRONT = f"{PARTICULARS}change/", f"/en/{E}/"
LATER = {"starts_on": "2016-07-18", "ends_on": "2016-07-19"}


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def secretariat(beijing: House) -> Client:
    return signed_in(beijing.people["secretariat"])


def unannounced(beijing: House) -> Edition:
    beijing.edition.announced_at = None
    beijing.edition.save()
    edition: Edition = beijing.edition
    return edition


def invited(beijing: House, state: str = "sent") -> Body:
    body = Body.objects.get(slug="aldora")
    body.email, body.language = "mission@aldora.example", "fr"
    body.save()
    now = datetime(2016, 6, 1, tzinfo=UTC)
    Invitation.objects.create(
        edition=beijing.edition,
        body=body,
        number=1,
        answer_by=date(2016, 7, 1),
        state=state,
        sent_at=now,
        answered_at=now,
    )
    return body


def changed_by_all_keys(beijing: House, secretariat: Client, **typed: str) -> None:
    secretariat.post(CHANGE, typed)
    proposed(beijing, "editions.correct")
    approved(beijing)


@pytest.mark.django_db(transaction=True)
def test_on_an_empty_database_what_was_begun_in_one_language_is_completed() -> None:
    doha = Edition.objects.create(
        series=Series.objects.create(slug="doha", name=words("Doha")),
        slug="doha-2028",
        title=multilingual("en", en="Doha symposion"),
        city=multilingual("en", en="Doha"),
        time_zone="Asia/Qatar",
        starts_on=date(2028, 3, 1),
        ends_on=date(2028, 3, 2),
    )
    host = Host.objects.create(edition=doha, slug="qatar", name=multilingual("en", en="Qatar"))
    officer = Person.objects.create(username="officer", name="Officer", email="officer@qatar.example")
    Membership.objects.create(edition=doha, person=officer, role="host", host=host)
    client, place = signed_in(officer), "/en/doha-2028/particulars/"

    client.post(f"{place}change/", {"title_en": "Doha Symposium", "title_ar": "ندوة الدوحة", "ends_on": "2028-03-03"})
    client.post(f"{place}hosts/qatar/", {"name_ar": "قطر"})

    doha.refresh_from_db()
    host.refresh_from_db()
    assert (plain(doha.title, "ar"), plain(host.name, "ar"), doha.ends_on) == ("ندوة الدوحة", "قطر", date(2028, 3, 3))
    [first, second] = Act.objects.filter(kind="editions.corrected").order_by("pk")
    assert first.facts["before"] == {"title-en": "Doha symposion", "ends_on": "2028-03-02"}
    assert (second.facts["host"], second.facts["after"]) == ("qatar", {"name-ar": "قطر", "name-en": "Qatar"})
    assert not Mail.objects.exists()


def test_what_is_announced_is_changed_with_every_key_alone(beijing: House, secretariat: Client) -> None:
    secretariat.post(CHANGE, LATER)
    beijing.edition.refresh_from_db()
    assert beijing.edition.starts_on == date(2016, 7, 11)
    assert "2016" in secretariat.get(PARTICULARS).content.decode()

    proposed(beijing, "editions.correct")
    beijing.edition.refresh_from_db()
    assert beijing.edition.starts_on == date(2016, 7, 11)
    approved(beijing)

    beijing.edition.refresh_from_db()
    assert (beijing.edition.starts_on, Correction.objects.count()) == (date(2016, 7, 18), 0)
    act = Act.objects.get(kind="editions.corrected")
    assert (act.facts["after"], act.log.audience) == (LATER, "public")


def test_a_draft_shows_what_it_changes_in_each_language_and_nothing_else(beijing: House, secretariat: Client) -> None:
    secretariat.post(CHANGE, {"city_ru": "Учжэнь"})
    page = secretariat.get(PARTICULARS).content.decode()

    assert "City (Russian)" in page
    assert "Учжэнь" in page
    assert "City (French)" not in page
    proposed(beijing, "editions.correct")
    officer = signed_in(beijing.people["officer_un"])
    assert "Учжэнь" in officer.get(f"/en/{E}/approvals/").content.decode()


def test_a_host_is_renamed_with_every_key_once_announced(beijing: House, secretariat: Client) -> None:
    secretariat.post(f"{PARTICULARS}hosts/china/", {"name_en": "People’s Republic of China"})
    proposed(beijing, "editions.correct-host", "china")
    approved(beijing)

    assert plain(Host.objects.get(edition=beijing.edition, slug="china").name, "en") == "People’s Republic of China"
    front = Client().get(FRONT).content.decode()
    assert "changed from “china [en]” on" in front


def test_the_public_reads_what_stood_before_and_when_it_changed(beijing: House, secretariat: Client) -> None:
    before = Client().get(FRONT).content.decode()
    changed_by_all_keys(beijing, secretariat, **LATER)

    assert "changed from" not in before
    assert "From: changed from “11 July 2016” on" in Client().get(FRONT).content.decode()
    assert "2016 年 7 月 11 日" in Client().get(f"/zh-hans/{E}/").content.decode().replace(
        "2016年7月11日", "2016 年 7 月 11 日"
    )


def test_what_was_corrected_before_the_announcement_is_no_news(beijing: House, secretariat: Client) -> None:
    unannounced(beijing)
    secretariat.post(CHANGE, LATER)
    beijing.edition.refresh_from_db()
    beijing.edition.announced_at = datetime(2099, 1, 1, tzinfo=UTC)
    beijing.edition.save()

    assert beijing.edition.starts_on == date(2016, 7, 18)
    assert "changed from" not in secretariat.get(PARTICULARS).content.decode()


def test_those_affected_are_told_each_once_in_the_own_language(beijing: House, secretariat: Client) -> None:
    body = invited(beijing)
    point = Person.objects.create(username="point", name="Point", email="point@aldora.example", language="es")
    FocalPoint.objects.create(edition=beijing.edition, body=body, person=point, place=1)
    Person.objects.filter(pk=beijing.people["aldora"].pk).update(email="POINT@aldora.example", language="es")
    Person.objects.filter(pk=beijing.people["press"].pk).update(email="press@paper.example", language="en")
    changed_by_all_keys(beijing, secretariat, **LATER)

    mails = Mail.objects.filter(about=f"edition:{beijing.edition.pk}").order_by("language")
    assert [mail.language for mail in mails] == ["en", "es", "fr"]
    assert "2016-07-18 (before: 2016-07-11)" in mails[0].body


def test_who_has_declined_is_not_told(beijing: House, secretariat: Client) -> None:
    invited(beijing, "declined")
    changed_by_all_keys(beijing, secretariat, **LATER)

    assert not Mail.objects.filter(to="mission@aldora.example").exists()


def test_calendars_get_the_new_city_with_a_higher_sequence(beijing: House, secretariat: Client) -> None:
    def events() -> list[Any]:
        return list(Calendar.from_ical(Client().get(f"/en/{E}/programme/calendar/").content).walk("VEVENT"))

    before = int(events()[0]["sequence"])
    changed_by_all_keys(beijing, secretariat, city_en="Wuzhen")

    assert "Wuzhen" in events()[0]["location"]
    assert int(events()[0]["sequence"]) == before + 1


def test_what_hosts_were_about_to_open_is_void_when_its_dates_change(beijing: House, secretariat: Client) -> None:
    unannounced(beijing)
    opening = proposed(beijing, "editions.open")
    secretariat.post(CHANGE, LATER)

    opening.refresh_from_db()
    assert opening.state == "voided"


def test_a_draft_that_changes_makes_void_what_was_proposed(beijing: House, secretariat: Client) -> None:
    secretariat.post(CHANGE, LATER)
    proposal = proposed(beijing, "editions.correct")
    secretariat.post(CHANGE, {"ends_on": "2016-07-20"})

    proposal.refresh_from_db()
    assert proposal.state == "voided"


def test_a_draft_is_discarded_and_all_stays(beijing: House, secretariat: Client) -> None:
    secretariat.post(CHANGE, LATER)
    draft = Correction.objects.get()
    secretariat.post(f"{PARTICULARS}drafts/{draft.pk}/discard/")

    assert not Correction.objects.exists()
    assert not Act.objects.filter(kind="editions.corrected").exists()
    assert Act.objects.filter(kind="editions.correction-discarded").count() == 1


def test_a_symbol_that_letters_bear_stays(beijing: House, secretariat: Client) -> None:
    from nadwa.acts.by import THE_HOSTS
    from nadwa.acts.delegations import Invited
    from nadwa.record.acts import log_for, record

    record(log_for(E), Invited(body="aldora", symbol="SYMP/NV/1"), THE_HOSTS)
    answer = secretariat.post(CHANGE, {"symbol": "OTHER"})

    assert answer.status_code == 422
    assert "bear this symbol already" in answer.content.decode()


def test_a_symbol_that_letters_bear_by_the_time_of_the_last_key_stays(beijing: House, secretariat: Client) -> None:
    from nadwa.acts.by import THE_HOSTS
    from nadwa.acts.delegations import Invited
    from nadwa.record.acts import log_for, record

    symbol = beijing.edition.symbol
    secretariat.post(CHANGE, {"symbol": "OTHER"})
    proposal = proposed(beijing, "editions.correct")
    record(log_for(E), Invited(body="aldora", symbol=f"{symbol}/NV/1"), THE_HOSTS)
    approved(beijing)

    beijing.edition.refresh_from_db()
    proposal.refresh_from_db()
    assert (beijing.edition.symbol, proposal.state) == (symbol, "voided")
    officer = signed_in(beijing.people["officer_china"])
    told = officer.get(f"/en/{E}/approvals/propose/editions.correct/", follow=True).content.decode()
    assert "bear this symbol already" in told


def test_of_two_hosts_whose_names_are_drafted_both_are_proposed(beijing: House, secretariat: Client) -> None:
    for host in ("china", "united-nations"):
        secretariat.post(f"{PARTICULARS}hosts/{host}/", {"name_en": f"Name of {host}"})
    proposed(beijing, "editions.correct-host", "china")
    page = signed_in(beijing.people["officer_china"]).get(PARTICULARS).content.decode()

    assert page.count("waits for the approval of every host") == 1
    assert f"/en/{E}/approvals/propose/editions.correct-host/united-nations/" in page
    assert f"/en/{E}/approvals/propose/editions.correct-host/china/" not in page


def test_of_two_officers_nobody_undoes_the_other(beijing: House, secretariat: Client) -> None:
    unannounced(beijing)
    secretariat.get(CHANGE)
    signed_in(beijing.people["second_officer"]).post(CHANGE, LATER)
    answer = secretariat.post(CHANGE, {"starts_on": "2016-07-12"})

    beijing.edition.refresh_from_db()
    assert (answer.status_code, beijing.edition.starts_on) == (409, date(2016, 7, 18))


@pytest.mark.parametrize("role", ["chair", "aldora", "press"])
def test_nobody_else_sees_or_changes_particulars(beijing: House, role: str) -> None:
    client = signed_in(beijing.people[role])

    assert client.get(PARTICULARS).status_code == 404
    assert client.forged(CHANGE, LATER).status_code == 404
