"""Delegates: registered by their focal points, changed, replaced, withdrawn; quotas and protocol order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.enrolment import enrolled, known
from nadwa.accounts.models import Person
from nadwa.acts import delegations as acts
from nadwa.acts.by import By
from nadwa.delegations import ordering, queries
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands.acting import confided, lock, recorded
from nadwa.delegations.commands.inviting import INVITE
from nadwa.delegations.commands.offering import (
    offered,
    require_not_offered,
    require_role_free,
    require_seatless,
    tell_of,
)
from nadwa.delegations.models import Body, Delegate, Delegation, Needs, Offer, Quota
from nadwa.delegations.queries import quota_of
from nadwa.editions import leaving
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import changing
from nadwa.editions.models import Edition
from nadwa.live.channels import person_topic
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import version


@command
def register_delegate(
    by: FocalPoint | Secretary,
    delegation: Delegation,
    name: str,
    email: str,
    language: str,
    role: str,
    rank: int,
    function: str,
    needs: dict[str, Any],
) -> Act:
    """Give a person a seat, within the quota of the body's kind; the person is enrolled by mail.

    Who has an account already is asked instead: nobody is made a delegate of a State without a word of the own.
    """
    delegation = lock(delegation)
    quota = quota_of(delegation)
    if delegation.delegates.count() + queries.new_seats_offered(delegation) >= quota:
        raise Refused(_("Your delegation has registered all its %(quota)s delegates.") % {"quota": quota})
    one = known(name, email, by.person)
    if one and one != by.person:
        require_seatless(delegation, one)
        require_role_free(delegation, role)
        return _asked(by, offered(delegation, one, role, rank, function, needs))
    person = enrolled(name, email, language, delegation.edition.slug, by.person)
    seat = _seated(delegation, person, role, rank, function)
    Needs.objects.create(delegate=seat, **needs)
    return _noted(acts.Seated, seat, by)


@command
def change_delegate(
    by: FocalPoint | Secretary, seat: Delegate, role: str, rank: int, function: str, needs: dict[str, Any]
) -> Act:
    delegation, seat = lock(seat.delegation), _held(seat)
    require_role_free(delegation, role, apart_from=seat)
    seat.role, seat.rank, seat.function = role, rank, function
    seat.save()
    Needs.objects.update_or_create(delegate=seat, defaults=needs)
    return _noted(acts.SeatChanged, seat, by)


@command
def replace_delegate(by: FocalPoint | Secretary, seat: Delegate, name: str, email: str, language: str) -> Act:
    """Give a seat to somebody else, at any time; what the delegation has said and asked for stays its own. Somebody who
    has an account already is asked, and takes the seat over by accepting it."""
    delegation, seat = lock(seat.delegation), _held(seat)
    one = known(name, email, by.person)
    require_not_offered(seat, apart_from=one)
    if one and one != by.person:
        require_seatless(delegation, one)
        return _asked(by, offered(delegation, one, seat.role, seat.rank, seat.function, replaces=seat))
    role, rank, function, left = seat.role, seat.rank, seat.function, seat.person_id
    seat.delete()
    leaving.left(left, delegation.edition)
    person = enrolled(name, email, language, delegation.edition.slug, by.person)
    new = _seated(delegation, person, role, rank, function)
    Needs.objects.create(delegate=new)
    return _noted(acts.Replaced, new, by, also=left)


@command
def unseat_delegate(by: FocalPoint | Secretary, seat: Delegate) -> Act:
    """End a person's seat; the live streams that the person has open end at once."""
    lock(seat.delegation)
    seat = _held(seat)
    seat.delete()
    leaving.left(seat.person_id, seat.delegation.edition)
    return _noted(acts.Unseated, seat, by)


@command
def set_quota(by: Secretary, edition: Edition, **seats: int) -> Act:
    """How many delegates a body of each kind may register; who is registered already stays."""
    with changing(edition, by, INVITE):
        for kind, number in seats.items():
            Quota.objects.update_or_create(edition=edition, kind=kind, defaults={"seats": number})
    return record(log_for(edition.slug), acts.QuotaSet(seats=dict(seats)), by)


@command
def arrange(by: Secretary, edition: Edition, letter: str, language: str = "en") -> Act:
    """Protocol order: States first, in the alphabetical order of names in a language that begins at the letter drawn;
    then the other kinds, each in alphabetical order."""
    kinds = list(Body.Kind)
    delegations = sorted(
        edition.delegations.select_for_update(of=("self",)).select_related("body"),
        key=lambda each: (kinds.index(Body.Kind(each.body.kind)), *_place(each, letter, language)),
    )
    for protocol, delegation in enumerate(delegations, 1):
        delegation.protocol = protocol
    Delegation.objects.bulk_update(delegations, ["protocol"])
    order = tuple(delegation.body.slug for delegation in delegations)
    return record(log_for(edition.slug), acts.Arranged(letter=letter, order=order, language=language), by)


def _place(delegation: Delegation, letter: str, language: str) -> tuple[bool, bool, Any]:
    """Names from the drawn letter on come before those in front of it; the drawn letter is for States alone. A body
    that has no name in the language comes last."""
    key, name = ordering.key_in(language), delegation.body.name
    text, written_in = version(name, language)
    place: Any = key(text)
    is_before = delegation.body.kind == Body.Kind.STATE and place < key(letter)
    return written_in != language, is_before, place


def _held(seat: Delegate) -> Delegate:
    """The seat as it is now that its delegation is held; it may have ended since the page was opened."""
    found = Delegate.objects.select_related("delegation__edition", "delegation__body").filter(pk=seat.pk).first()
    if found is None:
        raise Refused(_("This delegate has no seat any more."))
    return found


def _seated(delegation: Delegation, person: Person, role: str, rank: int, function: str) -> Delegate:
    require_seatless(delegation, person)
    require_role_free(delegation, role)
    return Delegate.objects.create(delegation=delegation, person=person, role=role, rank=rank, function=function)


def _asked(by: By, offer: Offer) -> Act:
    tell_of([offer])
    return confided(acts.SeatOffered(role=offer.role), offer.delegation, by)


def _noted(done: type[acts.Seat], seat: Delegate, by: By, also: int | None = None) -> Act:
    topics = [person_topic(person) for person in (seat.person_id, also) if person]
    return recorded(done(delegation=seat.delegation.body.slug, role=seat.role), seat.delegation, by, topics)
