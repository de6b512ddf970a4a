"""Footnotes are negotiated like paragraphs, and printed where they belong."""

import io
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from nadwa.editions.capacities import Chair
from nadwa.texts import akoma_ntoso, exporters, queries
from nadwa.texts.commands import deciding, facilitating, proposing
from nadwa.texts.commands.acting import room_after
from nadwa.texts.models import Alternative, Paragraph
from nadwa.texts.reading.word import read
from tests.factories import House, sitting, words


@pytest.fixture
def noted(beijing: House) -> House:
    """The text with a footnote behind its second and one behind its last paragraph."""
    facilitating.take_in(Chair(beijing.chair), Alternative.objects.get(paragraph__number=2, number=2))
    for bearer, number in ((2, 5), (4, 6)):
        position = room_after(beijing.text.paragraphs.get(number=bearer))
        note = Paragraph.objects.create(text=beijing.text, number=number, position=position, kind="footnote")
        Alternative.objects.create(paragraph=note, number=1, state="current", wording=words(f"Resolution 70/{number}"))
    return beijing


def test_footnotes_are_counted_through_the_text_and_marked_at_what_bears_them(noted: House) -> None:
    order = queries.outline(noted.text)

    assert [label for _row, label in order] == ["PP1", "OP1", "¹", "OP1 (a)", "OP2", "²"]
    assert queries.marks(order) == {2: "¹", 4: "²"}


def test_a_footnote_is_proposed_like_a_paragraph(noted: House) -> None:
    proposing.propose_paragraph(
        noted.delegate("aldora"), noted.text, 4, "footnote", "en", "See also resolution 68/243."
    )
    draft = Alternative.objects.get(state="draft")
    proposing.table(noted.delegate("aldora"), draft)
    assert [label for _row, label in queries.outline(noted.text)][-2:] == ["⁺", "²"]

    facilitating.take_in(Chair(noted.chair), draft)

    assert queries.marks(queries.outline(noted.text)) == {2: "¹", 4: "²\u2009³"}


def adopted(made: House) -> Any:
    chair = Chair(made.chair)
    sitting(made)
    deciding.put_question(chair, made.text)
    deciding.gavel(chair, made.text)
    made.text.refresh_from_db()
    return made.text


def test_the_outcome_prints_footnotes_in_each_form(noted: House) -> None:
    text = adopted(noted)

    paragraphs = [one.text for one in Document(io.BytesIO(exporters.docx(text, "fr"))).paragraphs]
    assert [one for one in paragraphs if "Resolution" in one] == ["¹ Resolution 70/5 [fr]", "² Resolution 70/6 [fr]"]
    assert "OP2\u2002Wording 4 should stand [fr]²" in paragraphs
    akoma = etree.fromstring(akoma_ntoso.write(text, "fr"))
    notes = {
        note.getparent().getparent().tag.rpartition("}")[2]: note.get("marker")
        for note in akoma.iter("{*}authorialNote")
    }
    assert notes == {"intro": "¹", "content": "²"}
    assert exporters.pdf(text, "ar").startswith(b"%PDF-1.7")


def test_footnotes_of_a_word_document_follow_their_paragraphs() -> None:
    document = Document()
    noted = document.add_paragraph("1. Recalls a resolution;")
    document.add_paragraph("2. Decides;")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    noted.add_run()._r.append(reference)
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Resolution 70/237.</w:t></w:r></w:p></w:footnote>'
    footnotes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, footnotes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    file = io.BytesIO()
    document.save(file)

    draft = read(file.getvalue())

    assert [(one.kind, one.wording) for one in draft.paragraphs] == [
        ("operative", "Recalls a resolution;"),
        ("footnote", "Resolution 70/237."),
        ("operative", "Decides;"),
    ]
    assert draft.report == []
