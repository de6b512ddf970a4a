"""A receipt says in the reader's language what was done; what the record has of it stands below, for auditors."""

import pytest
from django.urls import reverse

from nadwa.acts.by import Function
from nadwa.floor.commands import speakers
from nadwa.record import capacities
from tests.factories import House, sitting
from tests.forms import Client


def test_a_receipt_says_in_words_what_was_done_and_keeps_the_facts_folded(beijing: House) -> None:
    sitting(beijing)
    act = speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)

    page = Client().get(reverse("receipt", args=["beijing-2016", act.ref])).content.decode()

    before, _summary, after = page.partition("<summary>")
    assert "Aldora [en] is on the list of speakers" in before
    assert "&quot;delegation&quot;" not in before
    assert "&quot;delegation&quot;: &quot;aldora&quot;" in after


@pytest.mark.parametrize("function", Function)
def test_nadwa_does_not_start_without_words_for_those_who_act(monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    monkeypatch.delitem(capacities._words, function, raising=False)
    monkeypatch.delitem(capacities._of_somebody, function, raising=False)

    with pytest.raises(ValueError, match=f": {function}$"):
        capacities.require_words()


def test_who_was_offered_a_seat_is_named_in_words() -> None:
    in_words = capacities.reader("beijing-2016")

    assert in_words(Function.OFFERED) == "the person to whom it was offered"


def test_a_key_is_named_in_our_words(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    page = client.get(reverse("mfa_add_webauthn"), follow=True).content.decode()

    assert "Name of the key" in page
    assert "Master key" not in page
