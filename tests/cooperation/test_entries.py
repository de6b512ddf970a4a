"""Offers and needs find one another by meaning and by constraint, and delegations write about them in confidence."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from nadwa.cooperation import queries
from nadwa.cooperation.commands import entries
from nadwa.cooperation.models import Entry
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import written
from tests.factories import House
from tests.forms import Client

E = "beijing-2016"
TRAINING = "Training of computer emergency response teams"
FORMATION = "Formation d’équipes d’intervention en cas d’incident informatique"


def enter(house: House, who: str, side: str, title: str = TRAINING, language: str = "en", **facts: Any) -> Entry:
    known = {
        "side": side,
        "area": "capacity",
        "begins": date(2016, 9, 1),
        "ends": date(2017, 8, 31),
        "languages": ["en"],
        "dollars": None,
    }
    text = written(language, title)
    entries.enter(house.delegate(who), text, text, **known | facts)
    return Entry.objects.latest("pk")


def fitting(entry: Entry) -> list[int]:
    return [match.entry.number for match in queries.matches(entry)]


def test_what_is_needed_finds_what_is_offered_in_another_language(beijing: House) -> None:
    offer = enter(beijing, "aldora", "offer", FORMATION, "fr")
    enter(beijing, "corvia", "offer", "Kitchen equipment for schools")
    need = enter(beijing, "belmara", "need")

    assert fitting(need) == [offer.number]


@pytest.mark.parametrize(
    "facts",
    [
        {"area": "project"},
        {"begins": date(2018, 1, 1), "ends": date(2018, 6, 1)},
        {"languages": ["ru"]},
        {"dollars": 10},
    ],
    ids=["another area", "another time", "no common language", "too small"],
)
def test_what_meets_no_constraint_does_not_fit_however_alike(beijing: House, facts: dict[str, Any]) -> None:
    enter(beijing, "aldora", "offer", **facts)
    need = enter(beijing, "belmara", "need", dollars=50)

    assert fitting(need) == []


def test_nobody_is_offered_what_the_own_delegation_offers(beijing: House) -> None:
    enter(beijing, "aldora", "offer")

    assert fitting(enter(beijing, "aldora", "need")) == []


def test_what_is_closed_does_not_fit_any_more(beijing: House) -> None:
    offer = enter(beijing, "aldora", "offer")
    entries.close(beijing.delegate("aldora"), offer)

    assert fitting(enter(beijing, "belmara", "need")) == []


def test_a_delegate_enters_an_offer_on_the_page(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    typed = {
        "side": "offer",
        "area": "capacity",
        "title": TRAINING,
        "text": "Six weeks of exercises.",
        "begins": "2016-09-01",
        "ends": "2017-08-31",
        "languages": ["en", "fr"],
    }

    client.post(reverse("enter-entry", args=[E]), typed)

    assert TRAINING in Client().get(reverse("cooperation", args=[E])).content.decode()


def test_a_letter_reaches_the_other_delegation_without_an_address(beijing: House) -> None:
    entry = enter(beijing, "aldora", "offer")
    beijing.aldora.email = "head@aldora.example"
    beijing.aldora.save()
    entries.write(beijing.delegate("belmara"), entry, beijing.delegations["belmara"], "Let us talk.")
    mail = Mail.objects.get()

    assert mail.to == "head@aldora.example"
    assert "Let us talk." not in mail.body
    assert "@" not in mail.body


@pytest.mark.parametrize(
    ("viewer", "status"), [("aldora", 200), ("belmara", 200), ("corvia", 404), ("officer_un", 404)]
)
def test_only_the_two_delegations_read_the_letters(beijing: House, viewer: str, status: int) -> None:
    entry = enter(beijing, "aldora", "offer")
    client = Client()
    client.force_login(beijing.people[viewer])

    assert client.get(reverse("letters", args=[E, entry.number, "belmara"])).status_code == status


def test_letters_stand_in_the_senders_own_log(beijing: House) -> None:
    entry = enter(beijing, "aldora", "offer")
    entries.write(beijing.delegate("belmara"), entry, beijing.delegations["belmara"], "Hello")

    assert Act.objects.get(kind="cooperation.written").log.audience == "delegation:belmara"


def test_it_is_closed_once(beijing: House) -> None:
    offer = enter(beijing, "aldora", "offer")
    entries.close(beijing.delegate("aldora"), offer)

    with pytest.raises(Refused, match="closed already"):
        entries.close(beijing.delegate("aldora"), offer)
