"""Seats for people who have an account already: offered, and taken by the person or not at all."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.acts import delegations as acts
from nadwa.acts.by import Function, InFunction
from nadwa.delegations import capacities
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands.acting import confided, lock, recorded
from nadwa.delegations.models import Delegate, Delegation, Needs, Offer
from nadwa.delegations.queries import quota_of
from nadwa.editions import leaving
from nadwa.editions.capacities import Secretary
from nadwa.live.channels import person_topic
from nadwa.mail import outbox
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.wall import over_the_wall
from nadwa.web.addresses import address
from nadwa.web.languages import plain


@command
def accept_seat(person: Person, offer: Offer, seen: str) -> Act:
    """Take a seat that was offered as it was `seen`; with it ends the one that it replaces."""
    delegation, offer = lock(offer.delegation), _locked(offer, seen)
    require_seatless(delegation, person)
    left = offer.replaces
    if left is None:
        _require_room(delegation)
    else:
        with over_the_wall():  # with it go its needs, which are not the viewer's to see
            left.delete()
    require_role_free(delegation, offer.role)
    seat = Delegate.objects.create(
        delegation=delegation, person=person, role=offer.role, rank=offer.rank, function=offer.function
    )
    Needs.objects.create(delegate=seat, **offer.needs)
    offer.delete()
    if left:
        leaving.left(left.person_id, delegation.edition)
    topics = [person_topic(one) for one in (person.pk, left and left.person_id) if one]
    done, slug = acts.Replaced if left else acts.Seated, delegation.body.slug
    return recorded(done(delegation=slug, role=seat.role), delegation, capacities.Delegate(person, delegation), topics)


@command
def decline_seat(person: Person, offer: Offer, seen: str) -> Act:
    """The delegation sees that what was `seen` was declined; what was typed for the seat is forgotten."""
    offer = _locked(offer, seen)
    offer.declined_at, offer.needs = clock.now(), {}
    offer.save(update_fields=["declined_at", "needs"])
    leaving.left(person.pk, offer.delegation.edition)
    return confided(acts.SeatDeclined(role=offer.role), offer.delegation, InFunction(person, Function.OFFERED))


@command
def withdraw_offer(by: FocalPoint | Secretary, offer: Offer) -> Act:
    held = Offer.objects.select_for_update(of=("self",)).filter(pk=offer.pk)
    found = held.select_related("delegation__edition", "delegation__body").first()
    if found is None:
        raise Refused(_("This offer is there no more: it has been accepted or withdrawn meanwhile."))
    offer = found
    offer.delete()
    leaving.left(offer.person_id, offer.delegation.edition)
    return confided(acts.OfferWithdrawn(role=offer.role), offer.delegation, by)


def offered(
    delegation: Delegation,
    person: Person,
    role: str,
    rank: int,
    function: str,
    needs: dict[str, Any] | None = None,
    replaces: Delegate | None = None,
) -> Offer:
    """Ask a person who has an account already; the person answers on a page of the own account."""
    kept = {name: str(value) if isinstance(value, date) else value for name, value in (needs or {}).items()}
    offer, _made = Offer.objects.update_or_create(
        delegation=delegation,
        person=person,
        defaults={
            "role": role,
            "rank": rank,
            "function": function,
            "needs": kept,
            "replaces": replaces,
            "offered_at": clock.now(),
            "declined_at": None,
        },
    )
    return offer


def tell_of(offers: Iterable[Offer]) -> None:
    outbox.post_together([_mail(offer) for offer in offers if offer.person.email])


def require_seatless(delegation: Delegation, person: Person) -> None:
    if Delegate.objects.filter(delegation__edition=delegation.edition, person=person).exists():
        raise Refused(_("This person cannot be registered: the e-mail address belongs to a delegate of this edition."))


def require_role_free(delegation: Delegation, role: str, apart_from: Delegate | None = None) -> None:
    others = delegation.delegates.exclude(pk=apart_from.pk) if apart_from else delegation.delegates
    if role == Delegate.Role.HEAD and others.filter(role=role).exists():
        raise Refused(_("This delegation has a head already."))


def require_not_offered(seat: Delegate, apart_from: Person | None) -> None:
    """Who is asked to take a seat over finds it as it was offered: nobody else gets it meanwhile."""
    waiting = Offer.objects.filter(replaces=seat, declined_at=None).exclude(person=apart_from).first()
    if waiting:
        message = _("This seat is offered to %(name)s, who has not answered yet. Withdraw that offer first.")
        raise Refused(message % {"name": waiting.person.name})


def _require_room(delegation: Delegation) -> None:
    """The quota may have been lowered since the seat was offered, or the delegation filled up."""
    quota = quota_of(delegation)
    if delegation.delegates.count() >= quota:
        message = _("The delegation has no seat left: its quota of delegates is %(quota)s. Ask its focal point.")
        raise Refused(message % {"quota": quota})


def _locked(offer: Offer, seen: str) -> Offer:
    held = Offer.objects.select_for_update(of=("self",)).filter(pk=offer.pk, declined_at=None)
    found = held.select_related("delegation__edition", "delegation__body", "replaces").first()
    if found is None:
        raise Refused(_("This seat is no longer offered to you."))
    if seen != found.digest():
        raise Refused(_("This offer has changed since you opened the page. Read it again, then answer it."))
    return found


def _mail(offer: Offer) -> Mail:
    delegation, person = offer.delegation, offer.person
    with override(person.language):
        words = gettext(
            "%(name)s,\n\n%(body)s offers you a seat in its delegation to %(title)s: %(role)s. You have it when you"
            " accept it; if you do nothing, you do not. Accept or decline it here, once signed in:\n\n%(link)s\n"
        ) % {
            "name": person.name,
            "body": plain(delegation.body.name),
            "title": plain(delegation.edition.title),
            "role": offer.get_role_display(),
            "link": address("offered-seats"),
        }
        subject = gettext("A seat in a delegation is offered to you")
        about = f"offer:{offer.pk}"
        return outbox.written(delegation.edition.slug, about, person.email, person.language, subject, words)
