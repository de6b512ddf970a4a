"""Similar wording is found across languages, in the text and in resolutions' titles."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytest_django import Settings

from nadwa.engine.language import embedded
from nadwa.texts import resolutions
from nadwa.texts.models import Alternative, Paragraph
from nadwa.web.languages import written
from tests.factories import House


@pytest.fixture
def reports(beijing: House) -> Paragraph:
    """The second paragraph and, in French, the fourth say the same; the first says something else."""
    for number, language, wording in [
        (1, "en", "Deeply concerned about the spread of nuclear weapons,"),
        (2, "en", "Welcomes developments in information and telecommunications for international security;"),
        (
            4,
            "fr",
            "Se félicite des progrès de l’informatique et des télécommunications pour la sécurité internationale ;",
        ),
    ]:
        words = written(language, wording)
        Alternative.objects.filter(paragraph=beijing.text.paragraphs.get(number=number), number=1).update(wording=words)
    Alternative.objects.filter(paragraph__number=2, number=2).delete()
    return beijing.text.paragraphs.get(number=2)  # type: ignore[no-any-return]


def test_the_same_thought_in_another_language_is_found_in_the_text(reports: Paragraph) -> None:
    found = resolutions.similar(reports).alternatives

    assert [place.paragraph.number for place, _alternative, _likeness in found][:1] == [4]


def test_titles_of_resolutions_are_found(reports: Paragraph) -> None:
    titles = [resolution.title for resolution, _likeness in resolutions.similar(reports).resolutions]

    assert any("information and telecommunications in the context of international security" in one for one in titles)


def test_what_the_titles_mean_is_what_the_encoder_says_today() -> None:
    sample = slice(0, None, 77)

    today = embedded([row.title for row in resolutions.resolutions()[sample]])

    kept = np.load(resolutions.meanings_file())
    assert kept.shape == (len(resolutions.resolutions()), 512)
    assert np.abs(kept[sample] - today).max() < 2e-6  # other processors add up in another order: 3e-7


def test_what_was_computed_for_other_titles_is_not_used(corrected: None) -> None:
    with pytest.raises(resolutions.NotComputed, match="make vectors"):
        resolutions.require_meanings()


@pytest.fixture
def corrected(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The data set with the titles in another spelling; there are as many as before."""
    shutil.copytree(settings.DATA / "unga", tmp_path / "unga")
    file = tmp_path / "unga" / "roll_calls.csv"
    file.write_text(file.read_text().replace("disarmament", "disarmement"))
    settings.DATA = tmp_path
    resolutions.resolutions.cache_clear()
    yield
    resolutions.resolutions.cache_clear()


def test_titles_come_without_the_additions_of_catalogues() -> None:
    assert [row.title for row in resolutions.resolutions() if " : resolution" in row.title] == []
