from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Body
from nadwa.editions.models import Edition, Topic
from nadwa.programme.models import AgendaItem, Appearance, Document, Meeting, Room, Step
from nadwa.web.forms import AskedText, Form, Named, NameField, SeveralNamed, SixLanguagesForm
from nadwa.web.languages import plain, written
from nadwa.web.moments import LocalMoment
from nadwa.web.uploads import DocumentField


def numbered(item: AgendaItem) -> str:
    return f"{item.number}. {plain(item.title)}"


class RoomForm(SixLanguagesForm):
    texts = {"name": AskedText(_("Name (%(language)s)"))}

    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000)


class ItemForm(SixLanguagesForm):
    texts = {"title": AskedText(_("Title (%(language)s)"))}

    high_level = forms.BooleanField(
        label=_("High-level segment: heads of delegation speak in protocol order"), required=False
    )


class ChangeItemForm(ItemForm):
    number = forms.IntegerField(label=_("Number on the agenda"), min_value=1, max_value=999)

    field_order = ["number", "high_level"]


class TopicForm(SixLanguagesForm):
    texts = {"title": AskedText(_("Title (%(language)s)"))}


class ChangeTopicForm(TopicForm):
    place = forms.IntegerField(label=_("Place among the topics"), min_value=1, max_value=999)

    field_order = ["place"]


class MeetingForm(SixLanguagesForm):
    texts = {"title": AskedText(_("Title (%(language)s)"))}
    field_order = ["kind", "starts_at", "ends_at", "room", "items", "topic", "organiser", "interpretation", "public"]

    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    starts_at = LocalMoment(label=_("Begins"))
    ends_at = LocalMoment(label=_("Ends"))
    room = Named(Room.objects.none(), label=_("Room"))
    items = SeveralNamed(
        AgendaItem.objects.none(),
        named=numbered,
        label=_("Agenda items"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topic = Named(Topic.objects.none(), named=lambda topic: plain(topic.title), label=_("Topic"), required=False)
    organiser = Named(Body.objects.none(), label=_("Organiser of a side event"), required=False)
    interpretation = forms.MultipleChoiceField(
        label=_("Interpretation into"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    public = forms.BooleanField(label=_("Open to the public"), required=False, initial=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(edition.time_zone)
        for name in ("starts_at", "ends_at"):
            self.fields[name].in_zone(zone)  # type: ignore[attr-defined]
        for name, queryset in (
            ("room", edition.rooms.all()),
            ("items", edition.agenda.all()),
            ("topic", edition.topics.all()),
            ("organiser", Body.objects.filter(delegations__edition=edition)),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It ends after it begins."))
        return given


def filled_from(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the form shows it."""
    plain_fields = ("kind", "starts_at", "ends_at", "room", "topic", "organiser", "interpretation", "public")
    facts = {name: getattr(meeting, name) for name in plain_fields}
    return {**MeetingForm.shown(title=meeting.title), **facts, "items": meeting.items.all()}


class CancelForm(Form):
    reason = forms.CharField(label=_("Reason, for the record"), max_length=500)


class AppearanceForm(Form):
    name = NameField(label=_("Name"))
    function = NameField(label=_("Function"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Appearance.Role.choices, initial=Appearance.Role.SPEAKER)


class StepForm(Form):
    text = forms.CharField(label=_("What happens"), max_length=300)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=600, initial=5)
    awaits = forms.ChoiceField(label=_("Done by"), choices=Step.Awaits.choices, required=False)
    item = forms.IntegerField(label=_("Number of the item, where one is taken up"), min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("awaits") == Step.Awaits.ITEM and given.get("item") is None:
            self.add_error("item", _("Say which item is taken up."))
        if "text" in given:
            given["text"] = written(get_language() or "en", given["text"])
        return given


class DocumentForm(SixLanguagesForm):
    texts = {"title": AskedText(_("Title (%(language)s)"))}
    field_order = ["kind", "item", "author", "audience", "slot", "due", "needs_all_six", "original"]

    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    item = Named(AgendaItem.objects.none(), named=numbered, label=_("Agenda item"), required=False)
    author = Named(Body.objects.none(), label=_("Submitted by"), required=False)
    audience = forms.ChoiceField(label=_("Distribution"), choices=Document.Audience.choices)
    slot = LocalMoment(label=_("Slot: the text is handed in by"))
    due = LocalMoment(label=_("All translations are there by"))
    needs_all_six = forms.BooleanField(label=_("Not before all six languages"), required=False, initial=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("slot", "due"):
            self.fields[name].in_zone(ZoneInfo(edition.time_zone))  # type: ignore[attr-defined]
        self.fields["item"].queryset = edition.agenda.all()  # type: ignore[attr-defined]
        bodies = Body.objects.filter(delegations__edition=edition)
        self.fields["author"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        slot, due = given.get("slot"), given.get("due")
        if slot and due and due < slot:
            self.add_error("due", _("Translations follow the text."))
        return given


class VersionForm(Form):
    file = DocumentField(label=_("PDF or Word document of at most 20 megabytes"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        content, media_type = given.pop("file", None) or (b"", "")
        return given | {"content": content, "media_type": media_type}


def item_known(item: AgendaItem) -> dict[str, Any]:
    """An agenda item as the form shows it."""
    return {**ItemForm.shown(title=item.title), "high_level": item.high_level, "number": item.number}


def topic_known(topic: Topic) -> dict[str, Any]:
    return {**TopicForm.shown(title=topic.title), "place": topic.position}


def room_known(room: Room) -> dict[str, Any]:
    return {**RoomForm.shown(name=room.name), "seats": room.seats}
