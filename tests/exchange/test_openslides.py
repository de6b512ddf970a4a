"""Meetings of OpenSlides: an edition goes out as one, and one comes in with a preview, all or nothing."""

import json
from time import process_time
from typing import Any

import pytest
from django.urls import reverse

from nadwa.delegations.models import Delegate
from nadwa.editions.capacities import Chair, Secretary
from nadwa.exchange import imports, openslides
from nadwa.exchange.commands import importing
from nadwa.exchange.openslides.reading import MOST_ROWS, read
from nadwa.floor.commands import speakers
from nadwa.floor.models import Request
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.models import NegotiatingText
from nadwa.web.tables import BadUpload
from tests.factories import House, sitting
from tests.forms import Client

E = "beijing-2016"
MARAN = {
    "id": 7,
    "first_name": "K.",
    "last_name": "Maranelo",
    "email": "maranelo@aldora.example",
    "title": "Counsellor",
}
MEETING: dict[str, Any] = {
    "_migration_index": 61,
    "meeting": {"1": {"id": 1, "name": "Assembly", "language": "fr"}},
    "user": {"7": MARAN, "8": {"id": 8, "username": "admin", "last_name": "Administrator"}},
    "meeting_user": {
        "1": {"id": 1, "user_id": 7, "structure_level_ids": [3]},
        "2": {"id": 2, "user_id": 8},
    },
    "structure_level": {"3": {"id": 3, "name": "Aldora [fr]"}},
    "topic": {"5": {"id": 5, "title": "Câbles sous-marins"}},
    "agenda_item": {
        "1": {"id": 1, "content_object_id": "topic/5", "weight": 2},
        "2": {"id": 2, "content_object_id": "motion/9", "parent_id": 1, "weight": 3},
    },
    "motion": {
        "9": {
            "id": 9,
            "number": "A1",
            "title": "Protéger les câbles",
            "agenda_item_id": 2,
            "text": "<p>Rappelant la résolution 70/237,</p><p>Invite les États&nbsp;:</p><ul><li>à coopérer;</li></ul>",
        }
    },
}


def changed(**collections: Any) -> bytes:
    return json.dumps({**MEETING, **collections}).encode()


def carry_out(house: House, content: bytes) -> None:
    planned = imports.kept(house.edition, house.secretariat, "openslides", content, [])
    importing.carry_out(Secretary(house.secretariat), planned)


def rows(house: House, content: bytes) -> list[tuple[str, str, str]]:
    read = openslides.read(content, house.edition, "en")
    return [(row["values"]["what"], row["values"]["name"], row["state"]) for row in read]


def test_the_preview_names_participants_items_and_texts(beijing: House) -> None:
    assert rows(beijing, changed()) == [
        ("participant", "K. Maranelo", "new"),
        ("participant", "Administrator", "passed over"),
        ("agenda item", "Câbles sous-marins", "new"),
        ("negotiating text", "Protéger les câbles", "new"),
    ]


def test_a_delegate_is_registered_with_the_delegation_of_the_structure_level(beijing: House) -> None:
    carry_out(beijing, changed())

    seat = Delegate.objects.get(person__username=MARAN["email"])
    assert (seat.delegation.body.slug, seat.function) == ("aldora", "Counsellor")


def test_a_motion_becomes_a_zero_draft_under_the_item_of_its_topic(beijing: House) -> None:
    carry_out(beijing, changed())
    text = NegotiatingText.objects.get(slug="proteger-les-cables")

    assert text.item.title["versions"] == {"fr": {"text": "Câbles sous-marins", "state": "checked"}}
    draft = [(row.kind, row.alternatives.get().wording["versions"]["fr"]["text"]) for row in text.paragraphs.all()]
    assert draft == [
        ("preambular", "Rappelant la résolution 70/237,"),
        ("operative", "Invite les États :"),
        ("subparagraph", "à coopérer;"),
    ]


def test_an_import_is_one_act_with_those_of_what_it_did(beijing: House) -> None:
    before = Act.objects.count()
    carry_out(beijing, changed())

    assert list(Act.objects.order_by("pk").values_list("kind", flat=True))[before:] == [
        "exchange.assembly-imported",
        "delegations.imported",
        "programme.item-entered",
        "texts.issued",
    ]


@pytest.mark.parametrize(
    ("collection", "wrong", "reason"),
    [
        ("user", {**MEETING["user"], "7": {**MARAN, "email": "nobody"}}, "is no e-mail address"),
        ("structure_level", {"3": {"id": 3, "name": "Atlantis"}}, "“Atlantis” is not known here"),
        ("motion", {"9": {**MEETING["motion"]["9"], "text": ""}}, "This motion has no text."),
        ("topic", {"5": {"id": 5, "title": " "}}, "is missing"),
    ],
)
def test_one_bad_part_changes_nothing_and_is_named(beijing: House, collection: str, wrong: Any, reason: str) -> None:
    content = changed(**{collection: wrong})
    [refused] = [row for row in openslides.read(content, beijing.edition, "en") if row["state"] == "refused"]

    assert reason in refused["problems"][0][1]
    with pytest.raises(Refused, match="nothing was imported"):
        carry_out(beijing, content)
    assert not Delegate.objects.filter(person__username=MARAN["email"]).exists()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"meeting": {}}', changed(topic={})])
def test_what_is_no_meeting_of_openslides_is_refused(beijing: House, content: bytes) -> None:
    with pytest.raises(BadUpload, match="no meeting"):
        openslides.read(content, beijing.edition, "en")


def test_agenda_speakers_motions_and_participants_go_out(beijing: House) -> None:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get(state="waiting"))
    speakers.end_speech(Chair(beijing.chair), beijing.meeting)

    models = json.loads(openslides.document(beijing.edition))

    assert [topic["title"] for topic in models["topic"].values()] == ["Item 1 [en]", "Item 2 [en]"]
    [speaker] = models["speaker"].values()
    user = models["user"][str(models["meeting_user"][str(speaker["meeting_user_id"])]["user_id"])]
    assert (user["username"], user["is_physical_person"]) == ("aldora", False)
    [motion] = models["motion"].values()
    assert motion["text"].startswith("<p>Wording 1 should stand [en]</p><p>Wording 2")
    assert "<ul><li>Wording 3 should stand [en]</li></ul>" in motion["text"]


def test_every_relation_of_the_file_stands_on_both_sides(beijing: House) -> None:
    models = json.loads(openslides.document(beijing.edition))
    collections = {name: models[name] for name in models if name != "_migration_index"}
    both = {
        ("meeting_user", "user_id", "meeting_user_ids"),
        ("topic", "agenda_item_id", "content_object_id"),
        ("topic", "list_of_speakers_id", "content_object_id"),
        ("motion", "agenda_item_id", "content_object_id"),
        ("motion", "list_of_speakers_id", "content_object_id"),
        ("motion", "state_id", "motion_ids"),
        ("motion_state", "workflow_id", "state_ids"),
        ("agenda_item", "parent_id", "child_ids"),
    }

    lacking = []
    for name, field, back in both:
        other = {"parent_id": "agenda_item", "state_id": "motion_state", "workflow_id": "motion_workflow"}
        for number, model in collections[name].items():
            if field in model:
                there = collections[other.get(field, field.removesuffix("_id"))][str(model[field])][back]
                expected = f"{name}/{number}" if isinstance(there, str) else int(number)
                if expected not in ([there] if isinstance(there, str) else there):
                    lacking.append((name, number, field))
    assert lacking == []
    meeting = models["meeting"]["1"]
    assert {name: meeting[f"{name}_ids"] for name in collections if name != "meeting"} == {
        name: sorted(map(int, found)) for name, found in collections.items() if name != "meeting"
    }


def test_what_this_site_wrote_brings_nothing_new(beijing: House) -> None:
    states = {(what, state) for what, _name, state in rows(beijing, openslides.document(beijing.edition))}

    assert states - {("participant", "refused")} == {("agenda item", "same"), ("negotiating text", "same")}


def test_nobody_but_the_secretariat_gets_the_addresses(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)

    assert client.get(reverse("secretariat-export", args=[E, "openslides.json"])).status_code == 404


def test_many_motions_of_one_title_are_read_soon_and_too_many_are_refused(beijing: House) -> None:
    def meeting(number: int) -> bytes:
        motions = {str(one): {"id": one, "title": "On peace", "text": "<p>Decides</p>"} for one in range(1, number + 1)}
        return json.dumps({"_migration_index": 1, "meeting": {"1": {"id": 1}}, "motion": motions}).encode()

    begun = process_time()
    rows = read(meeting(MOST_ROWS), beijing.edition, "en")

    assert len({row["values"]["slug"] for row in rows}) == MOST_ROWS
    assert process_time() - begun < 3
    with pytest.raises(BadUpload, match="more than"):
        read(meeting(MOST_ROWS + 1), beijing.edition, "en")
