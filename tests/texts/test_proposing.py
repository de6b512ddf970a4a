"""Delegations draft in private, table in public, sponsor and withdraw; each is an act."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts import queries
from nadwa.texts.commands import facilitating, proposing
from nadwa.texts.models import Alternative, Paragraph
from tests.factories import House
from tests.forms import Client

SECRET = "Aldora's secret wording for the second paragraph"


def draft(house: House, wording: str = SECRET) -> Alternative:
    proposing.propose_wording(house.delegate("aldora"), house.text.paragraphs.get(number=2), "en", wording)
    return Alternative.objects.get(state="draft")


def page(person: Any, name: str, *arguments: Any) -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(reverse(name, args=["beijing-2016", "outcome", *arguments])).content.decode()


def test_a_draft_is_on_no_page_but_the_own_delegation_s(beijing: House) -> None:
    draft(beijing)

    readers = [None, beijing.belmara, beijing.chair, beijing.secretariat]
    pages = [page(reader, *place) for reader in readers for place in (("negotiating-text",), ("paragraph", 2))]
    pages.append(page(beijing.belmara, "positions"))
    pages.append(page(beijing.chair, "packages"))

    assert ["secret wording" in one for one in pages] == [False] * len(pages)
    assert "secret wording" in page(beijing.aldora, "paragraph", 2)


def test_a_draft_is_recorded_in_the_delegation_s_log_alone(beijing: House) -> None:
    draft(beijing)

    act = Act.objects.get(kind="texts.drafted")
    assert act.log.audience == "delegation:aldora"
    assert SECRET not in str(act.facts)


def test_a_tabled_proposal_is_on_everybody_s_page_with_its_sponsor(beijing: House) -> None:
    proposing.table(beijing.delegate("aldora"), draft(beijing, "Wording 2 must stand"))

    text = page(None, "negotiating-text")

    assert "<ins>must</ins>" in text
    assert Act.objects.get(kind="texts.tabled").log.audience == Audience.PUBLIC


def test_another_delegation_cannot_table_or_discard_a_draft(beijing: House) -> None:
    alternative = draft(beijing)

    for command in (proposing.table, proposing.discard_draft):
        with pytest.raises(Refused):
            command(beijing.delegate("belmara"), alternative)

    assert Alternative.objects.filter(state="draft").count() == 1


def test_the_last_sponsor_s_withdrawal_withdraws_the_proposal(beijing: House) -> None:
    proposal = Alternative.objects.get(number=2)
    proposing.cosponsor(beijing.delegate("aldora"), proposal)
    proposing.withdraw(beijing.delegate("belmara"), proposal)
    assert Alternative.objects.get(number=2).state == "tabled"

    proposing.withdraw(beijing.delegate("aldora"), proposal)

    assert Alternative.objects.get(number=2).state == "withdrawn"


def test_a_new_paragraph_takes_its_place_and_the_others_keep_their_numbers(beijing: House) -> None:
    proposing.propose_paragraph(beijing.delegate("aldora"), beijing.text, 1, "operative", "en", "A new thought")
    proposing.table(beijing.delegate("aldora"), Alternative.objects.get(state="draft"))
    before = [(place.paragraph.number, place.label) for place in queries.places(beijing.text)]
    facilitating.take_in(Chair(beijing.chair), Alternative.objects.get(paragraph__number=5))

    after = [(place.paragraph.number, place.label) for place in queries.places(beijing.text)]

    assert before == [(1, "PP1"), (5, "OP+"), (2, "OP1"), (3, "OP1 (a)"), (4, "OP2")]
    assert after == [(1, "PP1"), (5, "OP1"), (2, "OP2"), (3, "OP2 (a)"), (4, "OP3")]


def test_discarding_the_draft_of_a_new_paragraph_leaves_nothing(beijing: House) -> None:
    proposing.propose_paragraph(beijing.delegate("aldora"), beijing.text, 4, "operative", "fr", "Une idée")

    proposing.discard_draft(beijing.delegate("aldora"), Alternative.objects.get(state="draft"))

    assert Paragraph.objects.filter(text=beijing.text).count() == 4


def test_the_history_of_a_paragraph_says_how_it_got_here(beijing: House) -> None:
    proposal = Alternative.objects.get(number=2)
    proposing.cosponsor(beijing.delegate("aldora"), proposal)
    facilitating.take_in(Chair(beijing.chair), proposal)
    facilitating.agree_paragraph(Chair(beijing.chair), proposal.paragraph)

    acts = queries.history(proposal.paragraph)

    assert [act.kind for act in acts] == ["texts.cosponsored", "texts.taken-in", "texts.agreed"]
    assert "Wording 2 should stand" in page(None, "paragraph", 2)


def test_an_agreed_paragraph_takes_no_proposals_until_it_is_reopened(beijing: House) -> None:
    paragraph = beijing.text.paragraphs.get(number=4)
    facilitating.agree_paragraph(Chair(beijing.chair), paragraph)
    with pytest.raises(Refused):
        proposing.propose_wording(beijing.delegate("aldora"), paragraph, "en", "Late")

    facilitating.reopen_paragraph(Chair(beijing.chair), paragraph)
    proposing.propose_wording(beijing.delegate("aldora"), paragraph, "en", "In time")

    assert Alternative.objects.filter(state="draft").count() == 1


def test_a_paragraph_with_proposals_cannot_be_agreed(beijing: House) -> None:
    with pytest.raises(Refused):
        facilitating.agree_paragraph(Chair(beijing.chair), beijing.text.paragraphs.get(number=2))


def test_a_merger_keeps_sponsors_and_where_it_came_from(beijing: House) -> None:
    proposing.table(beijing.delegate("aldora"), draft(beijing, "Wording 2 must stand"))
    paragraph = beijing.text.paragraphs.get(number=2)

    facilitating.merge_alternatives(Chair(beijing.chair), paragraph, [2, 3], "en", "Wording 2 is to stand")

    merged = Alternative.objects.get(paragraph=paragraph, number=4)
    assert [row.body.slug for row in merged.sponsors.order_by("protocol")] == ["aldora", "belmara"]
    assert [(row.number, row.state) for row in merged.sources.all()] == [(2, "replaced"), (3, "replaced")]


def test_a_pasted_zero_draft_becomes_a_text_with_numbered_paragraphs(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    form = {
        "title": "Second outcome",
        "slug": "second",
        "item": beijing.edition.agenda.get(number=2).pk,
        "language": "en",
        "preamble": "Recalling the Charter,\nNoting the divide,\n",
        "operative": "Invites States:\n- to share;\n- to help;\nRequests a report.",
    }

    client.post(reverse("issue-text", args=["beijing-2016"]), form)

    text = beijing.edition.texts.get(slug="second")
    assert text.symbol == "SYMP/L.2"
    assert [place.label for place in queries.places(text)] == ["PP1", "PP2", "OP1", "OP1 (a)", "OP1 (b)", "OP2"]
