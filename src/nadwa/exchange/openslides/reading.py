"""A meeting of OpenSlides 4, read with a preview: its participants, the topics of its agenda, its motions as drafts."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa.acts.by import By
from nadwa.editions.models import Edition
from nadwa.exchange import openslides_files
from nadwa.exchange.openslides.importing import Assembly, ImportedMotion, import_assembly
from nadwa.exchange.previews import CHANGED, NEW, PASSED_OVER, REFUSED, SAME
from nadwa.exchange.registrations import Known, registrations
from nadwa.record.models import Act
from nadwa.web import names
from nadwa.web.languages import OFFICIAL, plain
from nadwa.web.reading import apart
from nadwa.web.tables import BadUpload, TooMany

MOST_ROWS = 10_000
LONGEST_WORDING = 4000
PARTICIPANT, ITEM, TEXT = "participant", "agenda item", "negotiating text"
COLUMNS: dict[str, Promise | str] = {
    "what": gettext_lazy("Kind"),
    "name": gettext_lazy("Name or title"),
    "body": gettext_lazy("Body"),
    "email": gettext_lazy("E-mail address"),
    "paragraphs": gettext_lazy("Paragraphs"),
}


def read(content: bytes, edition: Edition, language: str) -> list[dict[str, Any]]:
    """What each participant, topic and motion would do: {line, state, values, problems}. Raises BadUpload."""
    unknown = _("This is no meeting in JSON as OpenSlides 4 exports it.")
    models = apart(openslides_files.read, content, unknown)
    try:
        [meeting] = models["meeting"].values()
        if sum(len(models.get(collection, {})) for collection in ("user", "agenda_item", "motion")) > MOST_ROWS:
            raise TooMany([_("The file has more than %(most)s lines.") % {"most": MOST_ROWS}])
        language = meeting["language"] if meeting.get("language") in OFFICIAL else language
        rows = [
            *_participants(models, edition, language),
            *_items(models, edition, language),
            *_texts(models, edition, language),
        ]
    except TooMany:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadUpload([unknown]) from error
    return [{**row, "line": place} for place, row in enumerate(rows, 1)]


def carry_out(by: By, edition: Edition, rows: list[dict[str, Any]], content: bytes, _language: str) -> Act:
    seated = [row for row in rows if row["values"]["what"] == PARTICIPANT and row["state"] in {NEW, CHANGED}]
    for row in seated:
        row["values"] = {name: value for name, value in row["values"].items() if name != "what"}
    fresh = [row["values"] for row in rows if row["state"] == NEW]
    assembly = Assembly(
        registrations=registrations(seated),
        items=[(values["language"], values["name"]) for values in fresh if values.get("what") == ITEM],
        motions=[
            ImportedMotion(values["slug"], values["language"], values["name"], values["item"], values["draft"])
            for values in fresh
            if values.get("what") == TEXT
        ],
    )
    return import_assembly(by, edition, assembly, content)


def _models(models: dict[str, Any], collection: str) -> list[dict[str, Any]]:
    return sorted(models.get(collection, {}).values(), key=lambda model: (model.get("weight") or 0, model["id"]))


def _participants(models: dict[str, Any], edition: Edition, language: str) -> list[dict[str, Any]]:
    """Persons whose structure level is the name of a body that has a delegation here."""
    known = Known(edition)
    users, levels = models.get("user", {}), models.get("structure_level", {})
    rows = []
    for seat in _models(models, "meeting_user"):
        user = users[str(seat["user_id"])]
        if user.get("is_physical_person") is False:
            continue
        names = [str(levels[str(number)]["name"]) for number in seat.get("structure_level_ids") or []]
        rows.append(_participant(known, {**user, "language": language}, seat, names))
    known.check_together(rows)
    return rows


def _participant(known: Known, user: dict[str, Any], seat: dict[str, Any], names: list[str]) -> dict[str, Any]:
    role = str(seat.get("number") or "")
    given = {
        "body": known.body_of(names) if names else "",
        "name": " ".join(str(user[part]) for part in ("first_name", "last_name") if user.get(part)),
        "email": str(user.get("email") or ""),
        "language": user["language"],
        "role": role if role.casefold() in known.roles else "",
        "function": str(user.get("title") or ""),
    }
    if not names:
        problems = [["body", _("has no structure level, so belongs to no delegation")]]
        return {"state": PASSED_OVER, "values": {"what": PARTICIPANT, **given}, "problems": problems}
    row = known.judged(0, given)
    return {**row, "values": {"what": PARTICIPANT, **row["values"]}}


def _items(models: dict[str, Any], edition: Edition, language: str) -> list[dict[str, Any]]:
    there = {title for item in edition.agenda.all() for title in _titles(item.title)}
    rows = []
    for listed in _models(models, "agenda_item"):
        collection, _slash, number = str(listed["content_object_id"]).partition("/")
        if collection == "topic":
            title = _line(models["topic"][number]["title"])
            rows.append(_new({"what": ITEM, "name": title, "language": language}, same=title in there))
    return rows


def _texts(models: dict[str, Any], edition: Edition, language: str) -> list[dict[str, Any]]:
    """Motions, each below the topic that is above it on the agenda, or as an item of its own."""
    symbols = {text.symbol: text for text in edition.texts.select_related("edition")}
    taken = {*names.OF_TEXTS, *(text.slug for text in symbols.values())}
    rows: list[dict[str, Any]] = []
    for motion in _models(models, "motion"):
        if motion.get("lead_motion_id"):
            continue
        title, draft = _line(motion["title"]), motion["text"]
        slug = names.plain(title, "motion")
        if slug in taken:
            slug = names.free(f"{slug}-{len(rows) + 1}", taken)
        taken.add(slug)
        own = {"what": TEXT, "name": title, "language": language, "slug": slug, "draft": draft}
        values = {**own, "item": _above(models, motion) or title, "paragraphs": len(draft)}
        rows.append(_new(values, same=motion.get("number") in symbols, problems=_problems(draft)))
    return rows


def _new(values: dict[str, Any], *, same: bool, problems: list[list[str]] | None = None) -> dict[str, Any]:
    if not same and not values["name"]:
        problems = [["name", _("is missing")], *(problems or [])]
    state = SAME if same else REFUSED if problems else NEW
    return {"state": state, "values": values, "problems": problems or []}


def _problems(draft: list[list[str]]) -> list[list[str]]:
    if not draft:
        return [["paragraphs", _("This motion has no text.")]]
    long = next((words for _kind, words in draft if len(words) > LONGEST_WORDING), None)
    return [["paragraphs", _("A paragraph has from 1 to 4000 characters: “%s …”") % long[:40]]] if long else []


def _above(models: dict[str, Any], motion: dict[str, Any]) -> str:
    """The title of the topic that the motion stands below."""
    listed = models.get("agenda_item", {}).get(str(motion.get("agenda_item_id")), {})
    parent = models.get("agenda_item", {}).get(str(listed.get("parent_id")), {})
    collection, _slash, number = str(parent.get("content_object_id")).partition("/")
    return _line(models["topic"][number]["title"]) if collection == "topic" else ""


def _line(text: Any) -> str:
    return " ".join(str(text).split())


def _titles(content: dict[str, Any]) -> set[str]:
    return {plain(content, language) for language in OFFICIAL}
