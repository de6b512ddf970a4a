"""Offers and needs, and the letters between delegations about them."""

from datetime import date
from typing import TypedDict, Unpack

import numpy as np
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import cooperation as acts
from nadwa.cooperation.commands.acting import named, next_number, on_entry
from nadwa.cooperation.models import Entry, Message
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands.acting import own_log
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import addressees
from nadwa.editions.commands.approving import hold
from nadwa.engine.language import embedded
from nadwa.mail import outbox
from nadwa.record.acts import Refused, command, record
from nadwa.record.models import Act
from nadwa.web.addresses import address
from nadwa.web.languages import Content, original, plain


class Conditions(TypedDict):
    """How, when and for how much what is offered or needed can be carried out."""

    side: str
    area: str
    begins: date
    ends: date
    languages: list[str]
    dollars: int | None


@command
def enter(by: Delegate, title: Content, text: Content, **conditions: Unpack[Conditions]) -> Act:
    """Enter an offer or a need of the own delegation; what fits it is found by meaning and by its constraints."""
    edition = hold(by.delegation.edition)
    [meaning] = np.asarray(embedded([f"{original(title)}. {original(text)}"]), "<f4")
    entry = Entry.objects.create(
        edition=edition,
        number=next_number(edition.entries.all()),
        delegation=by.delegation,
        title=title,
        text=text,
        meaning=meaning.tobytes(),
        entered_at=clock.now(),
        **conditions,
    )
    entered = acts.Entered(**named(entry), delegation=by.delegation.body.slug, area=entry.area)
    return on_entry(entered, entry, by)


@command
def close(by: Delegate, entry: Entry) -> Act:
    if not Entry.objects.filter(pk=entry.pk, closed_at=None).update(closed_at=clock.now()):
        raise Refused(_("This is closed already."))
    return on_entry(acts.Closed(**named(entry)), entry, by)


@command
def write(by: Delegate, entry: Entry, counterpart: Delegation, text: str) -> Act:
    """Write to the other delegation through the platform: it gets a mail that the letter is there, not an address."""
    Message.objects.create(entry=entry, counterpart=counterpart, sender=by.delegation, text=text, at=clock.now())
    reader = counterpart if by.delegation == entry.delegation else entry.delegation
    for one in addressees(reader):
        with override(one.language):
            words = gettext("%(body)s has written to your delegation about “%(title)s”:\n\n%(link)s\n") % {
                "body": plain(by.delegation.body.name),
                "title": plain(entry.title),
                "link": address("letters", entry.edition.slug, entry.number, counterpart.body.slug),
            }
            subject = gettext("A letter about cooperation")
            outbox.post(entry.edition.slug, f"entry:{entry.pk}", one.email, one.language, subject, words)
    return record(own_log(by.delegation), acts.Written(**named(entry), to=reader.body.slug), by)
