"""An opinion statement becomes a proposed paragraph, and each knows of the other."""

import pytest
from django.urls import reverse

from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused
from nadwa.texts import queries
from nadwa.texts.commands import facilitating
from nadwa.texts.models import NegotiatingText
from tests.factories import House, words
from tests.forms import Client


def take_up(made: House, text: NegotiatingText, number: int = 3) -> None:
    facilitating.take_up_statement(Chair(made.chair), text, made.consultation.statements.get(number=number))


def statement_page() -> str:
    return Client().get(reverse("opinion-statement", args=["beijing-2016", "views", 3])).content.decode()


def test_it_stands_at_the_end_in_all_its_languages_and_the_trace_leads_both_ways(beijing: House) -> None:
    take_up(beijing, beijing.text)

    last = queries.places(beijing.text)[-1]
    [proposal] = last.proposals
    assert (last.label, len(proposal.alternative.wording["versions"])) == ("OP+", 6)
    paragraph = reverse("paragraph", args=["beijing-2016", "outcome", last.paragraph.number])
    assert reverse("opinion-statement", args=["beijing-2016", "views", 3]) in Client().get(paragraph).content.decode()
    assert paragraph in statement_page()


def test_a_statement_is_taken_up_once(beijing: House) -> None:
    take_up(beijing, beijing.text)

    with pytest.raises(Refused):
        take_up(beijing, beijing.text)


def test_the_statement_does_not_tell_of_a_text_behind_closed_doors(beijing: House) -> None:
    closed = NegotiatingText.objects.create(
        edition=beijing.edition, item=beijing.text.item, slug="closed", title=words("Closed"), number=2
    )

    take_up(beijing, closed)

    assert "texts/closed" not in statement_page()


def test_a_statement_of_another_edition_is_refused(beijing: House, elsewhere: House) -> None:
    with pytest.raises(Refused):
        take_up(elsewhere, beijing.text)
