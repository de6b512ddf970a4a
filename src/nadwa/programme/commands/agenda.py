"""Entering what an edition talks about: agenda items, and the topics by which meetings are found."""

from django.db.models import Max

from nadwa.acts import programme as acts
from nadwa.acts.by import By
from nadwa.editions.capacities import Officer
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition, Topic
from nadwa.programme.models import AgendaItem
from nadwa.record.acts import command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import Content, texts


@command
def enter_item(by: Officer, edition: Edition, title: Content, *, high_level: bool = False) -> Act:
    """Add an item at the end of the agenda."""
    return _recorded(acts.ItemEntered, _added(edition, title, high_level=high_level), by)


@command
def change_item(by: Officer, item: AgendaItem, title: Content, *, high_level: bool = False) -> Act:
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("edition").get(pk=item.pk)
    item.title, item.high_level = title, high_level
    item.save(update_fields=["title", "high_level"])
    return _recorded(acts.ItemChanged, item, by)


@command
def enter_topic(by: Officer, edition: Edition, title: Content) -> Act:
    edition = hold(edition)
    position = (edition.topics.aggregate(last=Max("position"))["last"] or 0) + 1
    Topic.objects.create(edition=edition, position=position, title=title)
    return record(log_for(edition.slug), acts.TopicEntered(topic=position), by)


def item_added(by: By, edition: Edition, title: Content) -> AgendaItem:
    """The same inside another act."""
    item = _added(edition, title, high_level=False)
    _recorded(acts.ItemEntered, item, by)
    return item


def _added(edition: Edition, title: Content, *, high_level: bool) -> AgendaItem:
    edition = hold(edition)
    number = (edition.agenda.aggregate(last=Max("number"))["last"] or 0) + 1
    return AgendaItem.objects.create(edition=edition, number=number, title=title, high_level=high_level)


def _recorded(done: type[acts.Item], item: AgendaItem, by: By) -> Act:
    facts = done(item=item.number, title=texts(item.title), high_level=item.high_level)
    return record(log_for(item.edition.slug), facts, by)
