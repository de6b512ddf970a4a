"""Entering what an edition talks about: agenda items, and the topics by which meetings are found."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition, Topic
from nadwa.programme.models import AgendaItem
from nadwa.record import kinds
from nadwa.record.acts import By, command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import Content

kinds.register(
    {
        "programme.item-entered": _("Agenda item entered"),
        "programme.item-changed": _("Agenda item changed"),
        "programme.topic-entered": _("Topic entered"),
    }
)


@command
def enter_item(by: By, edition: Edition, title: Content, *, high_level: bool = False) -> Act:
    """Add an item at the end of the agenda."""
    return _recorded("item-entered", _added(edition, title, high_level=high_level), by)


@command
def change_item(by: By, item: AgendaItem, title: Content, *, high_level: bool = False) -> Act:
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("edition").get(pk=item.pk)
    item.title, item.high_level = title, high_level
    item.save(update_fields=["title", "high_level"])
    return _recorded("item-changed", item, by)


@command
def enter_topic(by: By, edition: Edition, title: Content) -> Act:
    edition = hold(edition)
    position = (edition.topics.aggregate(last=Max("position"))["last"] or 0) + 1
    Topic.objects.create(edition=edition, position=position, title=title)
    return record(log_for(edition.slug), "programme.topic-entered", {"topic": position}, by)


def item_added(by: By, edition: Edition, title: Content) -> AgendaItem:
    """The same inside another act."""
    item = _added(edition, title, high_level=False)
    _recorded("item-entered", item, by)
    return item


def _added(edition: Edition, title: Content, *, high_level: bool) -> AgendaItem:
    edition = hold(edition)
    number = (edition.agenda.aggregate(last=Max("number"))["last"] or 0) + 1
    return AgendaItem.objects.create(edition=edition, number=number, title=title, high_level=high_level)


def _recorded(kind: str, item: AgendaItem, by: By) -> Act:
    titles = {language: version["text"] for language, version in item.title["versions"].items()}
    body = {"item": item.number, "title": titles, "high_level": item.high_level}
    return record(log_for(item.edition.slug), f"programme.{kind}", body, by)
