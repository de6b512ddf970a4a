"""Akoma Ntoso in: a zero draft, read as it was written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nadwa.editions.capacities import Chair
from nadwa.texts import akoma_ntoso
from nadwa.texts.commands import facilitating
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.texts.reading.akoma_ntoso import AKN, read
from nadwa.texts.reading.drafts import BadDocument
from nadwa.texts.versions import standing
from tests.factories import House
from tests.forms import Client
from tests.texts.test_footnotes import adopted

ACT = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <doc name="draft">
    <meta/>
    <preface><p>Draft of the co-chairs</p></preface>
    <preamble><p>The participants,</p>
      <recitals><recital><p>Recalling resolution 70/237,</p></recital></recitals></preamble>
    <mainBody>
      <section><num>I</num><heading>Cooperation</heading>
        <paragraph><num>1.</num><list><intro><p>Encourage States<authorialNote marker="1"><p>And others.</p>
          </authorialNote> to:</p></intro>
          <point><num>(a)</num><content><p>exchange <b>information</b>;</p></content></point></list></paragraph>
        <paragraph><num>2.</num><content><p>Decide to meet again.</p>
          <table><tr><td><p>A cell</p></td></tr></table></content></paragraph>
      </section>
    </mainBody>
  </doc>
</akomaNtoso>
"""


def test_recitals_paragraphs_points_headings_and_notes_are_told_apart() -> None:
    draft = read(ACT.encode())

    assert [(one.kind, one.wording) for one in draft.paragraphs] == [
        ("preambular", "The participants,"),
        ("preambular", "Recalling resolution 70/237,"),
        ("heading", "Cooperation"),
        ("operative", "Encourage States to:"),
        ("footnote", "And others."),
        ("subparagraph", "exchange information;"),
        ("operative", "Decide to meet again."),
    ]
    assert draft.report == ["Line 14: <table> was left out."]


def test_what_goes_out_as_akoma_ntoso_comes_in_the_same(beijing: House) -> None:
    facilitating.take_in(Chair(beijing.chair), Alternative.objects.get(paragraph__number=2, number=2))
    written = akoma_ntoso.write(adopted(beijing), "ar")

    draft = read(written)

    assert [(one.kind, one.wording) for one in draft.paragraphs] == [
        (paragraph.kind, one.wording["versions"]["ar"]["text"]) for paragraph, _label, one in standing(beijing.text)
    ]


def test_an_uploaded_file_of_akoma_ntoso_is_issued(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)
    form = {"title": "From XML", "slug": "akn", "item": beijing.edition.agenda.get(number=2).pk, "language": "en"}

    client.post(
        reverse("issue-document", args=["beijing-2016"]), {**form, "file": SimpleUploadedFile("a.xml", ACT.encode())}
    )

    text = NegotiatingText.objects.get(slug="akn")
    assert [paragraph.kind for paragraph in text.paragraphs.order_by("position")][:3] == [
        "preambular",
        "preambular",
        "heading",
    ]
    assert text.report == ["Line 14: <table> was left out."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<akomaNtoso", "This is no XML file"),
        (b"<html/>", "This is no Akoma Ntoso 3.0 document."),
        (f'<akomaNtoso xmlns="{AKN}"/>'.encode(), "This document has no paragraph."),
    ],
)
def test_what_is_no_akoma_ntoso_is_said_to_be_none(content: bytes, reason: str) -> None:
    with pytest.raises(BadDocument, match=reason):
        read(content)


def test_an_entity_is_not_followed_out_of_the_file() -> None:
    outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = ACT.replace("<akomaNtoso", f"{outside}<akomaNtoso", 1).replace(
        "The participants,", "The &e;participants,"
    )

    draft = read(content.encode())

    assert draft.paragraphs[0].wording == "The participants,"
