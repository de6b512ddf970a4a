"""Similar wording is found across languages, in the text and in resolutions' titles."""

import pytest

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


def test_titles_of_resolutions_are_found_once_they_have_been_read(reports: Paragraph) -> None:
    resolutions.study()

    titles = [resolution.title for resolution, _likeness in resolutions.similar(reports).resolutions]

    assert any("information and telecommunications in the context of international security" in one for one in titles)


def test_titles_come_without_the_additions_of_catalogues() -> None:
    assert [row.title for row in resolutions.resolutions() if " : resolution" in row.title] == []
