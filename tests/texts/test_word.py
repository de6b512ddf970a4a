"""A Word document becomes a text with everybody's proposals, and a text becomes a Word document again."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nadwa.delegations.models import Body
from nadwa.editions.capacities import Chair
from nadwa.texts import queries, word
from nadwa.texts.commands import bracketing
from nadwa.texts.models import Alternative, Bracket, NegotiatingText
from nadwa.texts.reading.drafts import BadDocument
from nadwa.texts.reading.word import read
from nadwa.web.languages import multilingual
from tests.factories import House
from tests.forms import Client


def change(paragraph: Any, kind: str, author: str, words: str) -> None:
    """Insert or delete as Word tracks it."""
    tracked = OxmlElement(f"w:{kind}")
    tracked.set(qn("w:id"), "1")
    tracked.set(qn("w:author"), author)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t" if kind == "ins" else "w:delText")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    tracked.append(run)
    paragraph._p.append(tracked)


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def resolution() -> Any:
    document = Document()
    document.add_heading("Conduct of States", 1)
    document.add_paragraph("Recalling the Charter,")
    document.add_paragraph("1. Decides that States [Aldora, Corvia: shall] cooperate;")
    tracked = document.add_paragraph("2. Invites States ")
    change(tracked, "del", "Belmara", "to consider ")
    change(tracked, "ins", "Belmara", "to begin ")
    change(tracked, "ins", "A. Stranger", "soon ")
    tracked.add_run("cooperation:")
    point = document.add_paragraph("(a) on signatures;")
    document.add_comment(point.runs, text="Is this clear?", author="Drevania", initials="D")
    document.add_table(1, 1)
    return document


def test_paragraphs_and_their_kinds_are_told_apart() -> None:
    draft = read(saved(resolution()))

    assert [(one.kind, one.wording) for one in draft.paragraphs] == [
        ("heading", "Conduct of States"),
        ("preambular", "Recalling the Charter,"),
        ("operative", "Decides that States cooperate;"),
        ("operative", "Invites States to consider cooperation:"),
        ("subparagraph", "on signatures;"),
    ]


def test_brackets_with_names_and_tracked_changes_are_alternatives_of_their_authors() -> None:
    draft = read(saved(resolution()))

    assert [(one.names, one.wording) for paragraph in draft.paragraphs for one in paragraph.alternatives] == [
        (["Aldora", "Corvia"], "Decides that States shall cooperate;"),
        (["A. Stranger"], "Invites States to consider soon cooperation:"),
        (["Belmara"], "Invites States to begin cooperation:"),
    ]


def test_comments_are_notes_and_what_is_left_out_is_reported_with_its_place() -> None:
    with override("en"):
        draft = read(saved(resolution()))

    assert draft.paragraphs[4].notes == [("Drevania", "Is this clear?")]
    assert draft.report == ["Paragraph 6 of the document: a table was left out."]


def test_an_uploaded_document_is_issued_with_its_proposals_and_its_report(beijing: House) -> None:
    for state in ("aldora", "belmara", "corvia"):
        Body.objects.filter(slug=state).update(name=multilingual("en", en=state.title()))
    client = Client()
    client.force_login(beijing.chair)
    form = {
        "title": "From Word",
        "slug": "word",
        "item": beijing.edition.agenda.get(number=2).pk,
        "language": "en",
        "file": SimpleUploadedFile("draft.docx", saved(resolution())),
    }

    client.post(reverse("issue-document", args=["beijing-2016"]), form)

    text = NegotiatingText.objects.get(slug="word")
    proposals = Alternative.objects.filter(paragraph__text=text, state="tabled").order_by("paragraph", "number")
    assert [one.proposer and one.proposer.body.slug for one in proposals] == ["aldora", None, "belmara"]
    assert any("A. Stranger" in line for line in text.report)


@pytest.mark.parametrize("content", [b"", b"not a document", b"PK\x03\x04broken"])
def test_what_is_no_word_document_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BadDocument):
        read(content)


def test_what_goes_out_with_tracked_changes_comes_in_the_same(beijing: House) -> None:
    answer = Client().get(reverse("rolling-document", args=["beijing-2016", "outcome"]))

    draft = read(answer.content)

    assert [one.wording for one in draft.paragraphs] == [f"Wording {at} should stand [en]" for at in (1, 2, 3, 4)]
    [(names, wording)] = [(one.names, one.wording) for row in draft.paragraphs for one in row.alternatives]
    assert (names, wording) == (["Belmara [en]"], "Wording 2 shall stand [en]")


def test_brackets_go_out_as_comments_of_their_supporters(beijing: House) -> None:
    bracketing.bracket(Chair(beijing.chair), beijing.text.paragraphs.get(number=4), "should")
    bracketing.support_bracket(beijing.delegate("aldora"), Bracket.objects.get())

    document = Document(io.BytesIO(word.rolling(beijing.text, queries.places(beijing.text), "en")))

    assert [(comment.author, comment.text) for comment in document.comments] == [("Aldora [en]", "[should]")]
