"""Drafts, positions and linkages are known to those they are shared with, and to nobody else."""

import pytest
from django.urls import reverse

from nadwa.record.acts import Refused
from nadwa.texts.commands import positions, proposing
from nadwa.texts.models import Alternative, Paragraph
from tests.factories import House
from tests.forms import Client

TEXT = ["beijing-2016", "outcome"]


def paragraph(made: House) -> Paragraph:
    return made.text.paragraphs.get(number=2)  # type: ignore[no-any-return]


def draft(made: House) -> Alternative:
    proposing.propose_wording(made.delegate("aldora"), paragraph(made), "en", "Words that Aldora thinks of")
    return paragraph(made).alternatives.latest("number")


def seen(made: House, who: str) -> str:
    return page(made, who, reverse("paragraph", args=[*TEXT, 2]))


def page(made: House, who: str, address: str) -> str:
    client = Client()
    client.force_login(made.people[who])
    return client.get(address).content.decode()


def test_a_shared_draft_is_seen_by_just_those_it_is_shared_with(beijing: House) -> None:
    proposing.share_draft(beijing.delegate("aldora"), draft(beijing), [beijing.delegations["belmara"]])

    readers = {who: "Words that Aldora thinks of" in seen(beijing, who) for who in ("aldora", "belmara", "corvia")}

    assert readers == {"aldora": True, "belmara": True, "corvia": False}


def test_a_draft_no_longer_shared_is_seen_by_its_own_delegation_alone(beijing: House) -> None:
    made = draft(beijing)
    proposing.share_draft(beijing.delegate("aldora"), made, [beijing.delegations["belmara"]])
    proposing.share_draft(beijing.delegate("aldora"), made, [])

    assert "Words that Aldora thinks of" not in seen(beijing, "belmara")


def test_who_sees_a_draft_does_not_table_or_share_it(beijing: House) -> None:
    made = draft(beijing)
    proposing.share_draft(beijing.delegate("aldora"), made, [beijing.delegations["belmara"]])

    with pytest.raises(Refused, match="no draft of your delegation"):
        proposing.table(beijing.delegate("belmara"), made)
    with pytest.raises(Refused, match="no draft of your delegation"):
        proposing.share_draft(beijing.delegate("belmara"), made, [beijing.delegations["corvia"]])


def test_a_delegation_of_another_edition_is_not_shared_with(beijing: House, elsewhere: House) -> None:
    act = proposing.share_draft(beijing.delegate("aldora"), draft(beijing), [elsewhere.delegations["belmara"]])

    assert act.facts["with"] == []


def test_a_shared_position_is_seen_by_just_those_it_is_shared_with(beijing: House) -> None:
    alternative = paragraph(beijing).alternatives.get(number=2)
    belmara = beijing.delegations["belmara"]
    positions.take_position(
        beijing.delegate("aldora"), alternative, "red-line", 5, "shared", "Not in our name", [belmara]
    )

    readers = {who: "Not in our name" in seen(beijing, who) for who in ("belmara", "corvia", "chair")}

    assert readers == {"belmara": True, "corvia": False, "chair": False}


def test_a_position_made_private_again_is_no_longer_shared(beijing: House) -> None:
    alternative = paragraph(beijing).alternatives.get(number=2)
    belmara = beijing.delegations["belmara"]
    positions.take_position(
        beijing.delegate("aldora"), alternative, "red-line", 5, "shared", "Not in our name", [belmara]
    )
    positions.take_position(beijing.delegate("aldora"), alternative, "red-line", 5, "own", "Not in our name", [belmara])

    assert "Not in our name" not in seen(beijing, "belmara")


def test_sharing_names_somebody_to_share_with(beijing: House) -> None:
    with pytest.raises(Refused, match="at least one delegation"):
        positions.take_position(
            beijing.delegate("aldora"), paragraph(beijing).alternatives.get(number=2), "support", 1, "shared"
        )


def test_a_shared_linkage_is_seen_by_just_those_it_is_shared_with(beijing: House) -> None:
    ends = paragraph(beijing).alternatives.get(number=2), beijing.text.paragraphs.get(number=4).alternatives.get()
    positions.link(beijing.delegate("aldora"), *ends, "object", 1, "shared", [beijing.delegations["belmara"]])

    readers = {who: "Aldora" in page(beijing, who, reverse("positions", args=TEXT)) for who in ("belmara", "corvia")}

    assert readers == {"belmara": True, "corvia": False}
