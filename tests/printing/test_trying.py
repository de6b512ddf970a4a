"""A document that cannot be written refuses the act before it; what is wrong in our own code is not taken for that."""

import logging
from typing import Any

import pytest

from nadwa.characters import Unwritable, all_normal
from nadwa.printing.trying import in_every_language
from nadwa.record.refusing import Refused


def raising(error: Exception) -> Any:
    def write(language: str) -> None:
        raise error

    return write


def test_what_the_printer_says_is_for_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(Refused) as refused:
        in_every_language("E/1", raising(RuntimeError("panicked at layout.rs")))

    said = str(refused.value.message)
    assert "E/1 (Arabic)" in said
    assert "its log says why" in said
    assert "layout.rs" not in said
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [RuntimeError]


def test_words_of_ours_say_why() -> None:
    with pytest.raises(Unwritable) as unwritable:
        all_normal("a\x01")
    with pytest.raises(Refused) as refused:
        in_every_language("E/1", raising(unwritable.value))

    assert "U+0001" in str(refused.value.message)


@pytest.mark.parametrize("error", [TypeError, AttributeError, KeyError, IndexError])
def test_a_fault_of_ours_is_no_refusal(error: type[Exception]) -> None:
    with pytest.raises(error):
        in_every_language("E/1", raising(error("ours")))
