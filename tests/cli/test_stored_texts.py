"""`nadwa check` names each stored text that no form would take today."""

import pytest

from nadwa import stored
from nadwa.texts.models import Alternative
from tests.factories import House


def test_a_clean_database_has_nothing_to_say(beijing: House) -> None:
    assert list(stored.unwritable()) == []


@pytest.mark.parametrize("sign", ["\x02", "\x08", "\x0c", "\x1f", "\x7f", "\x85", "\ufdd0", "\ufffe", "\U0010ffff"])
def test_what_came_in_before_is_named_with_table_row_and_column(beijing: House, sign: str) -> None:
    aldora, wording = beijing.aldora, {"original": "en", "versions": {"en": {"text": f"a{sign}", "state": "checked"}}}
    type(aldora).objects.filter(pk=aldora.pk).update(name=f"R. {sign}Talvena")
    proposal = Alternative.objects.filter(paragraph__text=beijing.text).first()
    assert proposal is not None
    Alternative.objects.filter(pk=proposal.pk).update(wording=wording)

    said = list(stored.unwritable())

    assert len(said) == 2
    assert f"accounts_person {aldora.pk}, name: " in said[0]
    assert f"U+{ord(sign):04X}" in said[0]
    assert f"texts_alternative {proposal.pk}, wording: " in said[1]


def test_what_is_written_in_every_script_is_nothing_to_name(beijing: House) -> None:
    text = "\\u0002 is how JSON writes it, C:\\b\\f too; 김민준, ཚེ་རིང, 王𱍐, 🏴\U000e0067\U000e007f, a\tb\nc"
    type(beijing.aldora).objects.filter(pk=beijing.aldora.pk).update(name=text[:200])
    Alternative.objects.filter(paragraph__text=beijing.text).update(
        wording={"original": "en", "versions": {"en": {"text": text}}}
    )

    assert list(stored.unwritable()) == []
