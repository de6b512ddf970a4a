"""An edition as one meeting of OpenSlides.

Delegations are structure levels, and users who speak in their name; delegates are users of their own. Each agenda item
is a topic with its list of speakers; each negotiating text is a motion below its item. The shape is that of
OpenSlides' models at migration 61; later versions bring it up to date when they read it. Relations stand on both sides,
as its check asks.
"""

import json
from collections import defaultdict
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from typing import Any

from nadwa.delegations import queries as delegations
from nadwa.editions.models import Edition
from nadwa.floor.models import Request
from nadwa.texts.models import NegotiatingText, Paragraph
from nadwa.texts.versions import standing
from nadwa.web.languages import plain

MIGRATION = 61
MEETING = 1
DEFAULT, ADMIN, DELEGATES = 1, 2, 3
SUBMITTED, ACCEPTED = 1, 2
SPOKEN = {"en", "es", "fr", "ru"}  # of our six languages, those that OpenSlides has
PROJECTED = (
    "agenda_item_list",
    "topic",
    "list_of_speakers",
    "current_list_of_speakers",
    "motion",
    "amendment",
    "motion_block",
    "assignment",
    "mediafile",
    "message",
    "countdown",
    "assignment_poll",
    "motion_poll",
    "poll",
)
ELEMENTS = {Paragraph.Kind.HEADING: "h3", Paragraph.Kind.SUBPARAGRAPH: "li"}
Collections = dict[str, dict[int, dict[str, Any]]]


def document(edition: Edition) -> bytes:
    """For the secretariat: the participants stand in it with their addresses."""
    found: Collections = defaultdict(dict)
    speakers = _participants(found, edition)
    topics = _agenda(found, edition)
    _speeches(found, edition, speakers, topics)
    _motions(found, edition, topics)
    _frame(found, edition)
    keyed = {name: {str(number): model for number, model in models.items()} for name, models in found.items()}
    return json.dumps({"_migration_index": MIGRATION, **keyed}, ensure_ascii=False, indent=1).encode()


def _add(found: Collections, collection: str, **fields: Any) -> int:
    """A model of a collection, in the meeting; gives its id."""
    number = len(found[collection]) + 1
    found[collection][number] = {"id": number, "meeting_id": MEETING, **fields}
    return number


def _participants(found: Collections, edition: Edition) -> dict[str, int]:
    """Users, and as whom each delegation speaks: its slug → a number of `meeting_user`."""
    speakers = {}
    for delegation in delegations.in_protocol_order(edition):
        name = plain(delegation.body.name, "en")
        level = _add(found, "structure_level", name=name, meeting_user_ids=[])
        own = {"username": delegation.body.slug, "last_name": name, "is_physical_person": False}
        speakers[delegation.body.slug] = _participant(found, level, own, DEFAULT)
        for seat in delegation.delegates.all():
            person = {"last_name": seat.person.name, "email": seat.person.email, "is_physical_person": True}
            user = {"username": seat.person.username, "title": seat.function, **person}
            _participant(found, level, user, DELEGATES, number=seat.role)
    return speakers


def _participant(found: Collections, level: int, user: dict[str, Any], group: int, **fields: Any) -> int:
    number = len(found["user"]) + 1
    relations = {"meeting_ids": [MEETING], "meeting_user_ids": [number]}
    found["user"][number] = {"id": number, "is_active": True, **user, **relations}
    found["structure_level"][level]["meeting_user_ids"].append(number)
    own = {"user_id": number, "structure_level_ids": [level], "group_ids": [group], "speaker_ids": []}
    return _add(found, "meeting_user", **own, **fields)


def _agenda(found: Collections, edition: Edition) -> dict[int, int]:
    """A topic for each agenda item: the item's key → the topic's number."""
    topics = {}
    for item in edition.agenda.all():
        topic = _add(found, "topic", title=plain(item.title, "en"), sequential_number=item.number)
        on_agenda = _listed(found, f"topic/{topic}", item_number=str(item.number), weight=item.number, child_ids=[])
        found["topic"][topic] |= {"agenda_item_id": on_agenda, "list_of_speakers_id": _list(found, f"topic/{topic}")}
        topics[item.pk] = topic
    return topics


def _listed(found: Collections, content: str, **fields: Any) -> int:
    return _add(found, "agenda_item", content_object_id=content, type="common", closed=False, **fields)


def _list(found: Collections, content: str) -> int:
    number = len(found["list_of_speakers"]) + 1
    own = {"content_object_id": content, "sequential_number": number, "closed": True, "speaker_ids": []}
    return _add(found, "list_of_speakers", **own)


def _speeches(found: Collections, edition: Edition, speakers: dict[str, int], topics: dict[int, int]) -> None:
    """Who has spoken in public, and when."""
    ended = Request.objects.filter(item__edition=edition, ended_at__isnull=False, sitting__meeting__public=True)
    for weight, request in enumerate(ended.select_related("delegation__body").order_by("started_at"), 1):
        speaking = found["topic"][topics[request.item_id]]["list_of_speakers_id"]
        user = speakers[request.delegation.body.slug]
        relations = {"list_of_speakers_id": speaking, "meeting_user_id": user}
        times = {"begin_time": _seconds(request.started_at), "end_time": _seconds(request.ended_at)}
        number = _add(found, "speaker", weight=weight, **times, **relations)
        found["list_of_speakers"][speaking]["speaker_ids"].append(number)
        found["meeting_user"][user]["speaker_ids"].append(number)


def _motions(found: Collections, edition: Edition, topics: dict[int, int]) -> None:
    """Each text as it stands, below the topic of its agenda item."""
    for text in edition.texts.select_related("edition", "item"):
        state = ACCEPTED if text.state == NegotiatingText.State.ADOPTED else SUBMITTED
        number = len(found["motion"]) + 1
        parent = found["topic"][topics[text.item_id]]["agenda_item_id"]
        on_agenda = _listed(found, f"motion/{number}", weight=text.number, parent_id=parent)
        found["agenda_item"][parent]["child_ids"].append(on_agenda)
        relations = {
            "state_id": state,
            "agenda_item_id": on_agenda,
            "list_of_speakers_id": _list(found, f"motion/{number}"),
        }
        words = {"number": text.symbol, "title": plain(text.title, "en"), "text": _html(text)}
        _add(found, "motion", sequential_number=number, **words, **relations)


def _html(text: NegotiatingText) -> str:
    rows = [(row.kind, plain(one.wording or {}, "en")) for row, _label, one in standing(text)]
    written = ""
    for kind, group in groupby(rows, key=lambda row: row[0]):
        name = ELEMENTS.get(Paragraph.Kind(kind), "p")
        lines = "".join(f"<{name}>{escape(words)}</{name}>" for _kind, words in group)
        written += f"<ul>{lines}</ul>" if name == "li" else lines
    return written


def _frame(found: Collections, edition: Edition) -> None:
    """What a meeting of OpenSlides cannot be without: groups, a workflow, a projector, and the meeting itself."""
    users = {group: [n for n, one in found["meeting_user"].items() if one["group_ids"] == [group]] for group in (1, 3)}
    _add(found, "group", name="Default", weight=1, default_group_for_meeting_id=MEETING, meeting_user_ids=users[1])
    _add(found, "group", name="Admin", weight=2, admin_group_for_meeting_id=MEETING)
    _add(found, "group", name="Delegates", weight=3, meeting_user_ids=users[3])
    for number, name, colour in ((SUBMITTED, "submitted", "lightblue"), (ACCEPTED, "accepted", "green")):
        motions = [motion["id"] for motion in found["motion"].values() if motion["state_id"] == number]
        _add(found, "motion_state", name=name, weight=number, css_class=colour, workflow_id=1, motion_ids=motions)
    found["motion_state"][SUBMITTED] |= {"first_state_of_workflow_id": 1, "next_state_ids": [ACCEPTED]}
    found["motion_state"][ACCEPTED] |= {"previous_state_ids": [SUBMITTED]}
    defaults = {"default_workflow_meeting_id": MEETING, "default_amendment_workflow_meeting_id": MEETING}
    states = {"first_state_id": SUBMITTED, "state_ids": [SUBMITTED, ACCEPTED]}
    _add(found, "motion_workflow", name="Simple workflow", sequential_number=1, **states, **defaults)
    used = {f"used_as_default_projector_for_{name}_in_meeting_id": MEETING for name in PROJECTED}
    used["used_as_reference_projector_meeting_id"] = MEETING
    _add(found, "projector", name="Default projector", sequential_number=1, **used)
    models = {f"{name}_ids": sorted(models) for name, models in found.items()}
    language = edition.title["original"]
    times = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (edition.starts_on, edition.ends_on)]
    found["meeting"][MEETING] = {
        "id": MEETING,
        "name": plain(edition.title, "en")[:100],
        "language": language if language in SPOKEN else "en",
        "location": plain(edition.city, "en"),
        "start_time": _seconds(times[0]),
        "end_time": _seconds(times[1]),
        **models,
        "projector_countdown_default_time": 60,
        "projector_countdown_warning_time": 0,
        "default_group_id": DEFAULT,
        "admin_group_id": ADMIN,
        "motions_default_workflow_id": 1,
        "motions_default_amendment_workflow_id": 1,
        "reference_projector_id": 1,
        **{f"default_projector_{name}_ids": [1] for name in PROJECTED},
    }


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
