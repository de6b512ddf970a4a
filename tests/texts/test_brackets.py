"""Words in brackets, paragraphs split and moved, readings and symbols: what a facilitator does beside taking in."""

import pytest

from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused
from nadwa.texts import queries
from nadwa.texts.commands import bracketing, facilitating, proposing, revising
from nadwa.texts.comparing import comparison
from nadwa.texts.models import Bracket, Paragraph
from tests.factories import House


def by(made: House) -> Chair:
    return Chair(made.chair)


def paragraph(made: House, number: int = 4) -> Paragraph:
    return made.text.paragraphs.get(number=number)  # type: ignore[no-any-return]


def order(made: House) -> list[tuple[str, int]]:
    return [(label, row.number) for row, label in queries.outline(made.text)]


def bracket(made: House, words: str = "should") -> Bracket:
    bracketing.bracket(by(made), paragraph(made), words)
    return Bracket.objects.latest("pk")


def pieces(made: House) -> list[tuple[str, bool]]:
    return [(words, bool(row)) for words, row in queries.place(paragraph(made)).pieces]


def test_words_in_brackets_stand_where_they_are_not_agreed(beijing: House) -> None:
    bracket(beijing)

    assert pieces(beijing) == [("Wording 4 ", False), ("should", True), (" stand [en]", False)]


@pytest.mark.parametrize(("words", "times"), [("shall", 0), ("n", 3), ("", 0)])
def test_brackets_are_put_round_words_that_stand_once(beijing: House, words: str, times: int) -> None:
    with pytest.raises(Refused, match=f"stand {times} times"):
        bracket(beijing, words)


def test_brackets_do_not_overlap(beijing: House) -> None:
    bracket(beijing, "4 should")

    with pytest.raises(Refused, match="overlap"):
        bracket(beijing, "should stand")


def test_brackets_are_put_at_the_request_of_a_delegation(beijing: House) -> None:
    bracketing.bracket(by(beijing), paragraph(beijing), "should", beijing.delegations["corvia"])

    assert [row.body.slug for row in Bracket.objects.get().supporters.all()] == ["corvia"]


def test_delegations_support_brackets_and_leave_them(beijing: House) -> None:
    made = bracket(beijing)

    bracketing.support_bracket(beijing.delegate("aldora"), made)
    bracketing.support_bracket(beijing.delegate("belmara"), made)
    bracketing.leave_bracket(beijing.delegate("aldora"), made)

    assert [row.body.slug for row in made.supporters.all()] == ["belmara"]


def test_a_paragraph_with_brackets_is_not_agreed(beijing: House) -> None:
    bracket(beijing)

    with pytest.raises(Refused, match="brackets"):
        facilitating.agree_paragraph(by(beijing), paragraph(beijing))


def test_words_kept_lose_their_brackets(beijing: House) -> None:
    bracketing.keep_words(by(beijing), bracket(beijing))

    assert pieces(beijing) == [("Wording 4 should stand [en]", False)]


def test_words_taken_out_leave_translations_to_be_checked_and_other_brackets_where_they_were(beijing: House) -> None:
    one, _other = bracket(beijing), bracket(beijing, "stand")
    bracketing.take_words_out(by(beijing), one)

    current = queries.place(paragraph(beijing)).current
    assert pieces(beijing) == [("Wording 4 ", False), ("stand", True), (" [en]", False)]
    assert current is not None
    assert current.wording is not None
    assert current.wording["versions"]["fr"] == {"text": "Wording 4 should stand [fr]", "state": "draft"}


def test_the_facilitator_offers_a_wording_that_delegations_may_sponsor(beijing: House) -> None:
    facilitating.offer_wording(by(beijing), paragraph(beijing), "en", "Between the two")
    offered = paragraph(beijing).alternatives.get(number=2)
    proposing.cosponsor(beijing.delegate("aldora"), offered)

    with pytest.raises(Refused, match="facilitator’s alone"):
        facilitating.withdraw_offer(by(beijing), offered)


def test_an_offer_that_nobody_sponsors_is_withdrawn(beijing: House) -> None:
    facilitating.offer_wording(by(beijing), paragraph(beijing), "en", "Between the two")
    facilitating.withdraw_offer(by(beijing), paragraph(beijing).alternatives.get(number=2))

    assert queries.place(paragraph(beijing)).proposals == []


def test_a_delegation_s_proposal_is_not_the_facilitator_s_to_withdraw(beijing: House) -> None:
    with pytest.raises(Refused, match="facilitator’s alone"):
        facilitating.withdraw_offer(by(beijing), paragraph(beijing, 2).alternatives.get(number=2))


def test_a_split_paragraph_is_followed_by_its_parts(beijing: House) -> None:
    facilitating.split_paragraph(by(beijing), paragraph(beijing, 2), "en", ["One;", "Two;", "Three;"])

    assert order(beijing) == [("PP1", 1), ("OP1", 2), ("OP2", 5), ("OP3", 6), ("OP3 (a)", 3), ("OP4", 4)]


def test_a_move_is_proposed_and_carried_out(beijing: House) -> None:
    proposing.propose_move(beijing.delegate("aldora"), paragraph(beijing, 4), 1)
    move = paragraph(beijing).alternatives.get(kind="move")
    proposing.table(beijing.delegate("aldora"), move)
    assert [label for _move, label in queries.place(paragraph(beijing)).moves] == ["PP1"]

    facilitating.take_in(by(beijing), move)

    assert order(beijing) == [("PP1", 1), ("OP1", 4), ("OP2", 2), ("OP2 (a)", 3)]
    assert queries.place(paragraph(beijing)).moves == []


@pytest.mark.parametrize("after", [4, 99])
def test_a_move_goes_behind_another_paragraph_of_the_text(beijing: House, after: int) -> None:
    with pytest.raises(Refused, match="no such place"):
        proposing.propose_move(beijing.delegate("aldora"), paragraph(beijing, 4), after)


def test_each_issue_of_the_text_has_a_symbol_of_its_own(beijing: House) -> None:
    text = beijing.text
    revising.reissue(by(beijing), text, "Rev.")
    revising.reissue(by(beijing), text, "Corr.", "A comma in OP2")
    revising.reissue(by(beijing), text, "Corr.", "Another one")
    revising.reissue(by(beijing), text, "Add.", "Footnotes")
    revising.reissue(by(beijing), text, "Rev.")

    stem = f"{text.edition.symbol}/L.1"
    assert [issue.symbol for issue in text.issues.all()] == [
        f"{stem}/Rev.1",
        f"{stem}/Rev.1/Corr.1",
        f"{stem}/Rev.1/Corr.2",
        f"{stem}/Rev.1/Add.1",
        f"{stem}/Rev.2",
    ]


def test_a_corrigendum_says_what_it_corrects(beijing: House) -> None:
    with pytest.raises(Refused, match="corrects"):
        revising.reissue(by(beijing), beijing.text, "Corr.")


def test_readings_are_counted(beijing: House) -> None:
    revising.begin_reading(by(beijing), beijing.text)

    beijing.text.refresh_from_db()
    assert beijing.text.reading == 2


def test_what_has_changed_since_an_issue_stands_beside_it(beijing: House) -> None:
    revising.reissue(by(beijing), beijing.text, "Rev.")
    facilitating.take_in(by(beijing), beijing.text.paragraphs.get(number=2).alternatives.get(number=2))

    found = comparison(beijing.text, {}, "en")

    assert found["changed"] == 1
    assert [(piece.kind, piece.text) for piece in found["rows"][1].right if piece.kind != "kept"] == [
        ("added", "shall")
    ]
    assert [(piece.kind, piece.text) for piece in found["rows"][1].left if piece.kind != "kept"] == [
        ("removed", "should")
    ]


def test_two_languages_stand_side_by_side_without_differences(beijing: House) -> None:
    found = comparison(beijing.text, {"left_language": "fr", "right_language": "ar"}, "en")

    assert (found["changed"], found["rows"][0].left[0].text, found["rows"][0].right[0].text) == (
        0,
        "Wording 1 should stand [fr]",
        "Wording 1 should stand [ar]",
    )
