"""What an edition talks about, entered and corrected: agenda items, and the topics by which meetings are found."""

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa.acts import programme as acts
from nadwa.acts.by import By
from nadwa.acts.floor import MeetingOpened
from nadwa.editions.capacities import Officer
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition, Topic
from nadwa.programme.commands import ordering
from nadwa.programme.models import AgendaItem, Step
from nadwa.programme.uses import is_used, let_go_of
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.queries import recorded
from nadwa.record.refusing import still_there
from nadwa.web.languages import Content, texts


@command
def enter_item(by: Officer, edition: Edition, title: Content, *, high_level: bool = False) -> Act:
    """Add an item at the end of the agenda."""
    return _recorded(acts.ItemEntered, _added(edition, title, high_level=high_level), by)


@command
def change_item(
    by: Officer, item: AgendaItem, title: Content, *, high_level: bool = False, number: int | None = None
) -> Act:
    """Correct an item, or give it another number, while no meeting has been opened: what was said there names it."""
    edition = hold(item.edition)
    item = _locked(item)
    before, place = item.number, number or item.number
    if place != before:
        _require_nothing_said(edition)
        _renumber(edition, ordering.placed(list(edition.agenda.all()), item, place))
        item.refresh_from_db()
    item.title, item.high_level = title, high_level
    item.save(update_fields=["title", "high_level"])
    return _recorded(acts.ItemChanged, item, by, before=before if item.number != before else 0)


@command
def remove_item(by: Officer, item: AgendaItem) -> Act:
    """Take an item off the agenda that no meeting, text or document has."""
    edition = hold(item.edition)
    item = _locked(item)
    _require_nothing_said(edition)
    let_go_of(item)
    if is_used(item) or _steps(edition).filter(item=item.number).exists():
        raise Refused(_("Meetings, texts or documents belong to this item. Take them off it first."))
    act = _recorded(acts.ItemRemoved, item, by)
    item.delete()
    _renumber(edition, list(edition.agenda.all()))
    return act


@command
def enter_topic(by: Officer, edition: Edition, title: Content) -> Act:
    edition = hold(edition)
    position = (edition.topics.aggregate(last=Max("position"))["last"] or 0) + 1
    Topic.objects.create(edition=edition, position=position, title=title)
    return record(log_for(edition.slug), acts.TopicEntered(topic=position), by)


@command
def change_topic(by: Officer, topic: Topic, title: Content, place: int) -> Act:
    """Correct a topic, or put it in another place."""
    edition = hold(topic.edition)
    topic = _topic(topic)
    before = topic.position
    if place != before:
        ordering.number(ordering.placed(list(edition.topics.all()), topic, place), "position")
        topic.refresh_from_db()
    topic.title = title
    topic.save(update_fields=["title"])
    moved = before if topic.position != before else 0
    changed = acts.TopicChanged(topic=topic.position, title=texts(title), before=moved)
    return record(log_for(edition.slug), changed, by)


@command
def remove_topic(by: Officer, topic: Topic) -> Act:
    edition = hold(topic.edition)
    topic = _topic(topic)
    if is_used(topic):
        raise Refused(_("Meetings have this topic. Give them another one first."))
    removed = acts.TopicRemoved(topic=topic.position, title=texts(topic.title))
    topic.delete()
    ordering.number(list(edition.topics.all()), "position")
    return record(log_for(edition.slug), removed, by)


def item_added(by: By, edition: Edition, title: Content) -> AgendaItem:
    """The same inside another act."""
    item = _added(edition, title, high_level=False)
    _recorded(acts.ItemEntered, item, by)
    return item


def _added(edition: Edition, title: Content, *, high_level: bool) -> AgendaItem:
    edition = hold(edition)
    number = (edition.agenda.aggregate(last=Max("number"))["last"] or 0) + 1
    return AgendaItem.objects.create(edition=edition, number=number, title=title, high_level=high_level)


def _locked(item: AgendaItem) -> AgendaItem:
    return still_there(AgendaItem.objects.select_for_update(of=("self",)).select_related("edition"), item)


def _topic(topic: Topic) -> Topic:
    return still_there(Topic.objects.select_for_update(of=("self",)).select_related("edition"), topic)


def _require_nothing_said(edition: Edition) -> None:
    if recorded(edition.slug, MeetingOpened).exists():
        raise Refused(_("A meeting has been opened, so the items keep their numbers. Their titles can be corrected."))


def _renumber(edition: Edition, items: list[AgendaItem]) -> None:
    """Steps of the run of show name items by their numbers, and follow them."""
    steps = list(_steps(edition).filter(item__isnull=False))
    named = {item.number: item for item in items}
    meant = [(step, named[step.item]) for step in steps if step.item in named]
    ordering.number(items, "number")
    for step, item in meant:
        step.item = item.number
    Step.objects.bulk_update([step for step, _item in meant], ["item"])


def _steps(edition: Edition) -> QuerySet[Step]:
    return Step.objects.filter(meeting__edition=edition)


def _recorded(done: type[acts.Item], item: AgendaItem, by: By, **more: int) -> Act:
    facts = done(item=item.number, title=texts(item.title), high_level=item.high_level, **more)
    return record(log_for(item.edition.slug), facts, by)
