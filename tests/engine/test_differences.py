"""Differences are those a reader of the language would mark, and lose nothing of either version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadwa.engine.language import differences, words

LANGUAGES = ["ar", "zh-hans", "en", "fr", "ru", "es"]


@pytest.mark.parametrize(
    ("language", "old", "new", "marked"),
    [
        ("en", "States should refrain.", "States shall refrain.", [("removed", "should"), ("added", "shall")]),
        ("en", "States refrain.", "All States refrain.", [("added", "All ")]),
        ("fr", "l’État doit agir", "l’État devrait agir", [("removed", "doit"), ("added", "devrait")]),
        ("zh-hans", "各国不应攻击关键基础设施", "各国不得攻击关键基础设施", [("removed", "不应"), ("added", "不得")]),
        ("zh-hans", "国际法适用于网络空间", "现行国际法适用于网络空间", [("added", "现行")]),
        ("zh-hans", "鼓励各国交流信息", "鼓励各国自愿交流信息", [("added", "自愿")]),
        ("ar", "تتعاون الدول", "تتعاون والدول", [("added", "و")]),
        ("ar", "بالتعاون مع الدول", "التعاون مع الدول", [("removed", "ب")]),
        (
            "ar",
            "ينبغي للدول أن تمتنع",
            "يجب على الدول أن تمتنع",
            [("removed", "ينبغي للدول"), ("added", "يجب على الدول")],
        ),
    ],
)
def test_what_changed_is_marked(language: str, old: str, new: str, marked: list[tuple[str, str]]) -> None:
    found = [tuple(piece) for piece in differences(old, new, language) if piece.kind != "kept"]

    assert found == marked


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_both_versions_can_be_read_off(old: str, new: str, language: str) -> None:
    pieces = differences(old, new, language)

    assert "".join(text for kind, text in pieces if kind != "added") == old
    assert "".join(text for kind, text in pieces if kind != "removed") == new


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_words_make_up_the_whole_text(text: str, language: str) -> None:
    assert "".join(words(text, language)) == text
