"""A package is tabled as a whole and taken in as a whole."""

import io

import pytest
from django.urls import reverse
from docx import Document

from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands import facilitating, packaging, proposing
from nadwa.texts.commands.decisions import obstacle
from nadwa.texts.models import Alternative, TabledPackage
from tests.factories import House
from tests.forms import Client


def by(made: House) -> Chair:
    return Chair(made.chair)


def proposal(made: House, paragraph: int, wording: str) -> None:
    proposing.propose_wording(made.delegate("aldora"), made.text.paragraphs.get(number=paragraph), "en", wording)
    proposing.table(made.delegate("aldora"), Alternative.objects.get(state="draft"))


def test_a_package_taken_in_sets_all_other_proposals_aside(beijing: House) -> None:
    proposal(beijing, 2, "Wording 2 must stand")
    proposal(beijing, 4, "Wording 4 must stand")
    packaging.table_package(by(beijing), beijing.text, {"2": 3, "4": 1})

    packaging.take_in_package(by(beijing), TabledPackage.objects.get())

    standing = Alternative.objects.filter(paragraph__text=beijing.text, state="current")
    assert dict(standing.values_list("paragraph__number", "number")) == {1: 1, 2: 3, 3: 1, 4: 1}
    assert not Alternative.objects.filter(paragraph__text=beijing.text, state="tabled").exists()


def test_the_package_on_the_table_stands_on_everybody_s_page(beijing: House) -> None:
    packaging.table_package(by(beijing), beijing.text, {"2": 2})

    shown = Client().get(reverse("negotiating-text", args=["beijing-2016", "outcome"])).content.decode()

    assert "The facilitator’s package 1" in shown
    assert Act.objects.get(kind="texts.package-tabled").facts["choice"] == {"2": 2}


def test_a_later_package_takes_the_place_of_an_earlier_one(beijing: House) -> None:
    packaging.table_package(by(beijing), beijing.text, {"2": 2})
    packaging.table_package(by(beijing), beijing.text, {"2": 1})

    assert list(TabledPackage.objects.values_list("number", "state")) == [(1, "replaced"), (2, "tabled")]


@pytest.mark.parametrize("choice", [{}, {"2": 7}, {"9": 1}, {"2": 0}])
def test_a_package_of_what_is_not_on_the_table_is_refused(beijing: House, choice: dict[str, int]) -> None:
    with pytest.raises(Refused):
        packaging.table_package(by(beijing), beijing.text, choice)


def test_if_one_of_its_alternatives_was_withdrawn_nothing_of_a_package_is_taken_in(beijing: House) -> None:
    proposal(beijing, 4, "Wording 4 must stand")
    packaging.table_package(by(beijing), beijing.text, {"2": 2, "4": 2})
    proposing.withdraw(beijing.delegate("aldora"), beijing.text.paragraphs.get(number=4).alternatives.get(number=2))

    with pytest.raises(Refused):
        packaging.take_in_package(by(beijing), TabledPackage.objects.get())

    assert beijing.text.paragraphs.get(number=2).alternatives.get(number=1).state == "current"


def test_a_new_paragraph_that_the_package_leaves_out_is_no_obstacle_any_more(beijing: House) -> None:
    proposing.propose_paragraph(beijing.delegate("aldora"), beijing.text, 1, "operative", "en", "A new thought")
    proposing.table(beijing.delegate("aldora"), Alternative.objects.get(state="draft"))
    packaging.table_package(by(beijing), beijing.text, {"2": 2, "5": 0})

    packaging.take_in_package(by(beijing), TabledPackage.objects.get())

    assert obstacle(beijing.text) is None


def test_a_non_paper_reads_as_the_text_would(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)

    answer = client.get(reverse("non-paper", args=["beijing-2016", "outcome", "docx"]), {"choice": "2-2"})

    lines = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert any("No answer is not agreement" in line for line in lines)
    assert lines[2:4] == ["PP1\u2002Wording 1 should stand [en]", "OP1\u2002Wording 2 shall stand [en]"]


@pytest.mark.parametrize("sends", ["opens", "confirms"])
def test_a_choice_that_has_gone_from_the_table_is_named_beside_the_packages_of_now(beijing: House, sends: str) -> None:
    client = Client()
    client.force_login(beijing.chair)
    address = reverse("table-package", args=["beijing-2016", "outcome"])
    if sends == "confirms":
        client.get(f"{address}?choice=2-2")
    proposed = Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=2, number=2)
    facilitating.take_in(by(beijing), offered(beijing))
    Alternative.objects.filter(pk=proposed.pk).update(state="withdrawn")

    answer = (
        client.post(address, follow=True) if sends == "confirms" else client.get(f"{address}?choice=2-2", follow=True)
    )
    assert answer.redirect_chain == [(reverse("packages", args=["beijing-2016", "outcome"]), 302)]
    assert "no longer on the table" in answer.content.decode()
    assert " · Alternative 2. " in answer.content.decode()
    assert not TabledPackage.objects.exists()


def test_a_choice_of_more_digits_than_python_reads_is_none(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)
    address = reverse("table-package", args=["beijing-2016", "outcome"])

    assert client.get(address, {"choice": f"2-{'9' * 5000}"}).status_code == 404


def offered(made: House) -> Alternative:
    place = made.text.paragraphs.get(number=2)
    facilitating.offer_wording(by(made), place, "en", "Words of the chair")
    return place.alternatives.latest("number")  # type: ignore[no-any-return]
