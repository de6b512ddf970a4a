"""Versions go out to translators' tools and come back, all of a file or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nadwa.texts import queries, xliff
from nadwa.texts.commands import proposing
from nadwa.texts.models import Alternative
from nadwa.texts.versions import table
from tests.factories import House
from tests.forms import Client

TEXT = ["beijing-2016", "outcome"]


@pytest.fixture
def proposal(beijing: House) -> Alternative:
    """A proposal in English without other versions: p4-a2."""
    paragraph = beijing.text.paragraphs.get(number=4)
    proposing.propose_wording(beijing.delegate("aldora"), paragraph, "en", "States cooperate <well> & in good faith")
    proposing.table(beijing.delegate("aldora"), paragraph.alternatives.get(number=2))
    return paragraph.alternatives.get(number=2)  # type: ignore[no-any-return]


def exported(made: House, target: str = "zh-hans") -> str:
    return xliff.write(made.text, table(queries.places(made.text)), "en", target).decode()


def returned(made: House, content: str, target: str = "zh-hans") -> tuple[int, str]:
    client = Client()
    client.force_login(made.interpreter)
    file = SimpleUploadedFile("back.xlf", content.encode())
    answer = client.post(reverse("import-xliff", args=[*TEXT, target]), {"file": file})
    return answer.status_code, answer.content.decode()


def translated(content: str, words: str, state: str = "final") -> str:
    begin = content.index('<unit id="p4-a2"')
    unit = (
        content[begin:]
        .replace('state="initial"', f'state="{state}"', 1)
        .replace("<target></target>", f"<target>{words}</target>", 1)
    )
    return content[:begin] + unit.replace("<target/>", f"<target>{words}</target>", 1)


def test_what_is_exported_is_the_original_and_its_version(beijing: House, proposal: Alternative) -> None:
    content = exported(beijing)

    assert "<source>States cooperate &lt;well&gt; &amp; in good faith</source>" in content
    assert "<target>Wording 1 should stand [zh-hans]</target>" in content


@pytest.mark.parametrize(("state", "kept"), [("final", "checked"), ("reviewed", "checked"), ("translated", "draft")])
def test_a_translated_unit_becomes_a_version(beijing: House, proposal: Alternative, state: str, kept: str) -> None:
    status, _page = returned(beijing, translated(exported(beijing), "各国本着诚意良好合作", state))

    proposal.refresh_from_db()
    assert status == 302
    assert proposal.wording is not None
    assert proposal.wording["versions"]["zh-hans"] == {"text": "各国本着诚意良好合作", "state": kept}


def test_a_unit_whose_original_has_changed_is_refused_and_nothing_is_taken(
    beijing: House, proposal: Alternative
) -> None:
    content = translated(exported(beijing), "各国").replace("p1-a1", "p9-a9")
    Alternative.objects.filter(pk=proposal.pk).update(wording=proposal.paragraph.alternatives.get(number=1).wording)

    status, page = returned(beijing, content)

    assert status == 422
    assert "Unit p4-a2: the original has changed since the export; export again." in page
    assert "Unit p9-a9: no such wording is on the table; export again." in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<not xml", "This is no XML file"),
        ("<html/>", "This is no XLIFF 2.0 file."),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" trgLang="fr"/>', "The file is for the language “fr”"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "This is no XLIFF 2.0 file."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(beijing: House, content: str, said: str) -> None:
    status, page = returned(beijing, content)

    assert (status, said in page) == (422, True)
