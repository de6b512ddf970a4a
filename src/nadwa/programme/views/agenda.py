"""Agenda items, topics and rooms: entered, corrected, removed where nothing refers to them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from nadwa.editions.models import Edition, Topic
from nadwa.editions.queries import edition as find_edition
from nadwa.programme import forms, queries
from nadwa.programme.commands import agenda, meetings
from nadwa.programme.models import AgendaItem, Room
from nadwa.programme.views.asking import arranging, by_officer, with_form
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown
from nadwa.web.standing import as_it_stands


@rule("programme.arrange", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_item(request: HttpRequest, edition: Edition) -> HttpResponse:
    title = _("Enter an agenda item")
    return with_form(request, forms.ItemForm, agenda.enter_item, edition, arranging(edition), title)


@rule("programme.arrange", find=queries.agenda_item)
@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    back, title = arranging(item.edition), _("Change the agenda item")
    standing = as_it_stands(item, forms.item_known)
    return with_form(request, forms.ChangeItemForm, agenda.change_item, item, back, title, standing=standing)


@rule("programme.arrange", find=queries.agenda_item)
@asks_first(
    _("Remove the agenda item"),
    lambda item: sentence(
        _("“%(title)s” will be taken off the agenda, and the items behind it move up by one."), title=shown(item.title)
    ),
    lambda item: arranging(item.edition),
)
def remove_item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    by, back = by_officer(request, item.edition), arranging(item.edition)
    return perform(request, Nothing(request.POST), agenda.remove_item, by, item, back=back, title="")


@rule("programme.arrange", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_topic(request: HttpRequest, edition: Edition) -> HttpResponse:
    title = _("Enter a topic")
    return with_form(request, forms.TopicForm, agenda.enter_topic, edition, arranging(edition), title)


@rule("programme.arrange", find=queries.topic)
@require_http_methods(["GET", "HEAD", "POST"])
def change_topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    back, title = arranging(topic.edition), _("Change the topic")
    standing = as_it_stands(topic, forms.topic_known)
    return with_form(request, forms.ChangeTopicForm, agenda.change_topic, topic, back, title, standing=standing)


@rule("programme.arrange", find=queries.topic)
@asks_first(
    _("Remove the topic"),
    lambda topic: sentence(_("The topic “%(title)s” will be removed."), title=shown(topic.title)),
    lambda topic: arranging(topic.edition),
)
def remove_topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    by, back = by_officer(request, topic.edition), arranging(topic.edition)
    return perform(request, Nothing(request.POST), agenda.remove_topic, by, topic, back=back, title="")


@rule("programme.arrange", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_room(request: HttpRequest, edition: Edition) -> HttpResponse:
    title = _("Enter a room")
    return with_form(request, forms.RoomForm, meetings.enter_room, edition, arranging(edition), title)


@rule("programme.arrange", find=queries.room)
@require_http_methods(["GET", "HEAD", "POST"])
def change_room(request: HttpRequest, room: Room) -> HttpResponse:
    back, title = arranging(room.edition), _("Change the room")
    standing = as_it_stands(room, forms.room_known)
    return with_form(request, forms.RoomForm, meetings.change_room, room, back, title, standing=standing)


@rule("programme.arrange", find=queries.room)
@asks_first(
    _("Remove the room"),
    lambda room: sentence(_("The room “%(name)s” will be removed."), name=shown(room.name)),
    lambda room: arranging(room.edition),
)
def remove_room(request: HttpRequest, room: Room) -> HttpResponse:
    by, back = by_officer(request, room.edition), arranging(room.edition)
    return perform(request, Nothing(request.POST), meetings.remove_room, by, room, back=back, title="")
