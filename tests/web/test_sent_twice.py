"""What is sent twice from a page: as it was, it is done once and said to be; changed, it is shown beside the first."""

import pytest

from nadwa.floor.models import Request
from nadwa.texts.models import Alternative, Position
from tests.factories import House, sitting
from tests.forms import Client, filled

POSITION = "/en/beijing-2016/texts/outcome/2/2/position/"
PROPOSE = "/en/beijing-2016/texts/outcome/2/propose/"
MEETING = "/en/beijing-2016/meetings/1/"
NOW = f"{MEETING}now/"


@pytest.fixture
def aldora(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.aldora)
    return client


def on_the_page(client: Client, address: str, page: str = "", **typed: str) -> dict[str, object]:
    """What is sent from a page as it stands, to be sent again later."""
    return {**filled(client.form(address, typed, page), address, {}), **typed}


def stances() -> list[str]:
    return list(Position.objects.values_list("stance", flat=True))


def test_a_position_that_was_changed_before_it_was_sent_again_is_shown_beside_the_first(aldora: Client) -> None:
    first = on_the_page(aldora, POSITION, stance="support", salience="2", audience="public")
    aldora.forged(POSITION, first)

    answer = aldora.forged(POSITION, first | {"stance": "object"})

    page = answer.content.decode()
    assert (answer.status_code, stances()) == (409, ["support"])
    assert "Sent before" in page
    assert page.index('<td dir="auto">support</td>') < page.index('<td dir="auto">object</td>')

    aldora.post(POSITION)

    assert stances() == ["object"]


def test_what_is_sent_again_as_it_was_is_said_to_have_been_done_once(aldora: Client) -> None:
    same = on_the_page(aldora, PROPOSE, language="en", wording="States should cooperate")
    answers = [aldora.forged(PROPOSE, same, follow=True).content.decode() for _ in range(2)]

    assert ["had already sent this" in answer for answer in answers] == [False, True]
    assert Alternative.objects.filter(state="draft").count() == 1


def test_a_key_for_asking_does_not_withdraw(beijing: House, aldora: Client) -> None:
    sitting(beijing)
    asked = on_the_page(aldora, f"{MEETING}floor/ask/", NOW)
    aldora.forged(f"{MEETING}floor/ask/", asked)
    withdraw = on_the_page(aldora, f"{MEETING}floor/withdraw/")

    answer = aldora.forged(f"{MEETING}floor/withdraw/", withdraw | asked | {"asks": "speech"})

    assert answer.status_code == 409
    assert Request.objects.get().state == Request.State.WAITING


def test_a_living_page_gets_a_new_key_with_each_answer(beijing: House, aldora: Client) -> None:
    sitting(beijing)
    living = {"headers": {"HX-Request": "true"}}
    ask = on_the_page(aldora, f"{MEETING}floor/ask/", NOW)
    withdraw = on_the_page(aldora, f"{MEETING}floor/withdraw/")

    first = aldora.forged(f"{MEETING}floor/ask/", ask, **living)
    aldora.forged(f"{MEETING}floor/withdraw/", withdraw, **living)
    again = aldora.forged(f"{MEETING}floor/ask/", ask | {"submission": first["Next-Submission"]}, **living)

    assert (first["Next-Submission"] != ask["submission"], again.status_code) == (True, 200)
    assert Request.objects.filter(state=Request.State.WAITING).count() == 1


def test_nobody_else_is_shown_what_was_sent_under_a_key(beijing: House, aldora: Client) -> None:
    first = on_the_page(aldora, PROPOSE, language="en", wording="Ours alone")
    aldora.forged(PROPOSE, first)
    other = Client()
    other.force_login(beijing.belmara)

    answer = other.forged(PROPOSE, first | {"wording": "Theirs"}, follow=True)

    assert "Ours alone" not in answer.content.decode()
    assert Alternative.objects.filter(state="draft").count() == 2
