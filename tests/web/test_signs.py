"""What deceives the eye is shown: signs that turn text around, letters of another script in a name."""

import pytest

from nadwa.texts.commands import proposing
from nadwa.web.signs import flagged, mixed, visible
from tests.factories import House
from tests.forms import Client

TURNED = "States shall\u202e ton \u202crefrain"


def test_a_sign_that_turns_text_stands_there_by_its_name(beijing: House) -> None:
    proposing.propose_wording(beijing.delegate("aldora"), beijing.text.paragraphs.get(number=2), "en", TURNED)
    client = Client()
    client.force_login(beijing.aldora)

    page = client.get("/en/beijing-2016/texts/outcome/2/").content.decode()

    assert '<bdi class="sign">RLO</bdi> ton <bdi class="sign">PDF</bdi>refrain' in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    "text", ["States shall refrain", "\u200eA/RES/75/1\u200f", "نص عربي", "\u0645\u06cc\u200c\u062e"]
)
def test_what_scripts_need_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_markup_in_such_a_text_is_still_text() -> None:
    assert visible("<b>\u202e</b>") == '&lt;b&gt;<bdi class="sign">RLO</bdi>&lt;/b&gt;'


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("R. Tаlvena", ["Tаlvena"]),  # a Cyrillic а
        ("Αldora Forum", ["Αldora"]),  # a Greek Α
        ("Талвена Rosa", []),
        ("João Ñandú", []),
        ("中国 UN", []),
        ("محمد Ali", []),
    ],
)
def test_words_that_mix_scripts_that_look_alike_are_found(name: str, words: list[str]) -> None:
    assert mixed(name) == words


def test_such_a_name_is_flagged_where_it_is_judged(beijing: House) -> None:
    type(beijing.aldora).objects.filter(pk=beijing.aldora.pk).update(name="R. Tаlvena")
    client = Client()
    client.force_login(beijing.secretariat)

    page = client.get("/en/beijing-2016/delegations/aldora/").content.decode()

    assert "mixes letters that look alike: Cyrillic, Latin" in page
    assert flagged("R. Talvena") == "R. Talvena"
