"""The same sentence is recognised in another language, and another sentence is not taken for it."""

from pathlib import Path

import numpy as np
import pytest

from nadwa.engine.language import clusters, embedded, likest

MEANT = Path(__file__).with_name("said.npy")  # np.save(MEANT, embedded([*SAID.values()]))

SAID = {
    "en": "States should not attack the critical infrastructure of other states.",
    "fr": "Les États ne devraient pas attaquer les infrastructures critiques d’autres États.",
    "es": "Los Estados no deberían atacar la infraestructura crítica de otros Estados.",
    "ru": "Государства не должны атаковать критически важную инфраструктуру других государств.",
    "ar": "ينبغي للدول ألا تهاجم البنية التحتية الحيوية لدول أخرى.",
    "zh": "各国不应攻击他国的关键基础设施。",
}
OTHERS = [
    "Training of experts in developing countries needs lasting funds.",
    "The private sector should report vulnerabilities within ninety days.",
    "National courts decide where data are kept.",
]


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_said_in_another_language_is_offered(language: str) -> None:
    said = [text for code, text in SAID.items() if code != language]

    found = likest(SAID[language], embedded([*OTHERS, *said]), most=9)

    assert {at for at, _ in found} <= set(range(len(OTHERS), len(OTHERS) + len(said)))
    assert len(found) >= 4


def test_a_new_sentence_has_no_like() -> None:
    assert likest("The next symposium should be held in Geneva.", embedded([*OTHERS, *SAID.values()])) == []


def test_like_statements_are_gathered() -> None:
    assert clusters(embedded([*OTHERS, *SAID.values()])) == [[3, 4, 5, 6, 7, 8]]


def test_an_empty_text_is_like_nothing() -> None:
    assert likest("  ", embedded(OTHERS)) == []


def test_what_the_sentences_mean_has_not_changed() -> None:
    assert np.abs(embedded([*SAID.values()]) - np.load(MEANT)).max() < 2e-6
