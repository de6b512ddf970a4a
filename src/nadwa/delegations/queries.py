"""Reading bodies, invitations, delegations and credentials."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from nadwa import clock
from nadwa.accounts import parts
from nadwa.accounts.enrolment import has_entered
from nadwa.accounts.models import Person, Viewer
from nadwa.acts.delegations import Arranged
from nadwa.delegations import links
from nadwa.delegations.models import (
    Application,
    Badge,
    Body,
    Constituency,
    Credentials,
    Delegate,
    Delegation,
    FocalPoint,
    Invitation,
    Needs,
    Offer,
    Quota,
    Recovery,
)
from nadwa.editions.models import Edition, Membership
from nadwa.editions.searching import Hit, with_words
from nadwa.editions.telling import Addressee
from nadwa.once import read_once
from nadwa.record.queries import recorded_in_public
from nadwa.wall import over_the_wall
from nadwa.web.languages import plain

PAGE = 100


def in_protocol_order(edition: Edition) -> QuerySet[Delegation]:
    """The delegations that come: those admitted, and those that have registered somebody."""
    coming = Q(admission__in=Delegation.ADMITTED) | Q(pk__in=Delegate.objects.values("delegation"))
    return (
        Delegation.objects.filter(coming, edition=edition)
        .select_related("body", "constituency")
        .prefetch_related("delegates__person")
        .order_by("protocol")
    )


def language_of_order(edition: Edition) -> str:
    """By names in which language protocol order is alphabetical, as it was drawn last."""
    last = recorded_in_public(edition.slug, Arranged).order_by("-pk").first()
    return Arranged.of(last).language if last else "en"


def members(edition: Edition) -> QuerySet[Delegation]:
    """The delegations whose presence makes the quorum, and who decide: those of States that are admitted."""
    return admitted(edition).filter(body__kind=Body.Kind.STATE)


def constituencies(edition: Edition) -> QuerySet[Constituency]:
    """With the delegations that belong to each."""
    belong = Prefetch("delegation_set", Delegation.objects.select_related("body"))
    return Constituency.objects.filter(edition=edition).prefetch_related(belong).order_by("slug")


def constituency(edition: str, slug: str) -> Constituency:
    return get_object_or_404(Constituency.objects.select_related("edition"), edition__slug=edition, slug=slug)


def admitted(edition: Edition) -> QuerySet[Delegation]:
    return Delegation.objects.filter(edition=edition, admission__in=Delegation.ADMITTED)


def seat(person: Viewer, edition: Edition) -> Delegate | None:
    """The person's seat at an edition, read once a request."""
    if not person.is_authenticated:
        return None

    def read() -> Delegate | None:
        seats = Delegate.objects.filter(person=person, delegation__edition=edition)
        return seats.select_related("delegation__body", "delegation__edition").first()

    return read_once("seat", person, edition, read)


def focal_point(person: Viewer, edition: Edition) -> FocalPoint | None:
    """For which body the person speaks about its delegation; read once a request."""
    if not person.is_authenticated:
        return None

    def read() -> FocalPoint | None:
        return FocalPoint.objects.filter(person=person, edition=edition).select_related("body").first()

    return read_once("focal point", person, edition, read)


def own_body(person: Viewer, edition: Edition) -> Body | None:
    """The body in whose delegation the person sits, or for which the person is a focal point."""
    own, point = seat(person, edition), focal_point(person, edition)
    if point:
        return point.body
    return own.delegation.body if own else None


def highest_rank(delegation: Delegation) -> int:
    """The rank in which a delegation speaks: that of its head."""
    head = delegation.delegates.filter(role=Delegate.Role.HEAD).first()
    return head.rank if head else Delegate.Rank.OFFICIAL


def quotas(edition: Edition) -> dict[str, int]:
    """How many delegates a body of each kind may register."""
    chosen = dict(Quota.objects.filter(edition=edition).values_list("kind", "seats"))
    return {str(kind): chosen.get(kind, seats) for kind, seats in Quota.DEFAULTS.items()}


def quota_of(delegation: Delegation) -> int:
    return quotas(delegation.edition)[delegation.body.kind]


def delegation(edition: str, body: str) -> Delegation:
    found = Delegation.objects.select_related("edition", "body")
    return get_object_or_404(found, edition__slug=edition, body__slug=body)


def registered(edition: str, body: str, number: int) -> Delegate:
    seats = Delegate.objects.select_related("delegation__edition", "delegation__body", "person")
    return get_object_or_404(seats, delegation__edition__slug=edition, delegation__body__slug=body, pk=number)


def delegates(delegation: Delegation) -> QuerySet[Delegate]:
    return delegation.delegates.select_related("person", "needs")


def offers(delegation: Delegation) -> QuerySet[Offer]:
    return delegation.offers.select_related("person")


def offers_of(edition: Edition) -> QuerySet[Offer]:
    """Every offer of every delegation at an edition, also those that were declined."""
    return Offer.objects.filter(delegation__edition=edition)


def new_seats_offered(delegation: Delegation) -> int:
    """How many seats are offered beside those that there are."""
    return delegation.offers.filter(declined_at=None, replaces=None).count()


def offered_to(person: Person) -> QuerySet[Offer]:
    """The seats that wait for a person's consent, at whatever edition."""
    found = Offer.objects.filter(person=person, declined_at=None)
    return found.select_related("delegation__edition", "delegation__body", "replaces__person")


def offer(number: int) -> Offer:
    return get_object_or_404(Offer.objects.select_related("delegation__edition", "delegation__body"), pk=number)


def offer_of(edition: str, body: str, number: int) -> Offer:
    found = offer(number)
    if (found.delegation.edition.slug, found.delegation.body.slug) != (edition, body):
        raise Http404
    return found


def needs_visa(seat: Delegate) -> bool:
    return Needs.objects.filter(delegate=seat, visa=True).exists()


def invitation(edition: str, body: str) -> Invitation:
    found = Invitation.objects.select_related("edition", "body")
    return get_object_or_404(found, edition__slug=edition, body__slug=body)


def has_invited(edition: Edition) -> bool:
    return Invitation.objects.filter(edition=edition).exclude(state=Invitation.State.DRAFTED).exists()


def invitations(edition: Edition) -> QuerySet[Invitation]:
    return (
        Invitation.objects.filter(edition=edition).select_related("body").prefetch_related("body__focal_points__person")
    )


def answers(edition: Edition) -> dict[str, int]:
    """How many invitations stand in each state."""
    counted = dict(Invitation.objects.filter(edition=edition).values_list("state").annotate(Count("pk")).order_by())
    return {str(state): counted.get(state, 0) for state in Invitation.State}


def of_series(edition: Edition) -> QuerySet[Body]:
    """The bodies of a series, and those from before bodies belonged to one."""
    return Body.objects.filter(Q(series=edition.series_id) | Q(series=None))


def bodies(edition: Edition) -> QuerySet[Body]:
    """The bodies that an edition can invite; those of exercises stay among themselves."""
    return of_series(edition).filter(exercise=edition.exercise)


def uninvited(edition: Edition) -> QuerySet[Body]:
    """The bodies that have no invitation to an edition."""
    return bodies(edition).exclude(invitations__edition=edition).order_by("kind", "slug")


@dataclass(frozen=True)
class BodyAt:
    """A body as the officers of an edition know it."""

    body: Body
    edition: Edition


def body_at(edition: str, body: str) -> BodyAt:
    """One of the series, or that takes part in the edition."""
    at = get_object_or_404(Edition, slug=edition)
    known = Body.objects.filter(Q(series=at.series_id, exercise=at.exercise) | Q(pk__in=taking_part(at).values("pk")))
    return BodyAt(get_object_or_404(known, slug=body), at)


def known_bodies(edition: Edition) -> QuerySet[Body]:
    """The bodies that the officers of an edition correct, with their focal points there."""
    points = Prefetch("focal_points", FocalPoint.objects.filter(edition=edition))
    own = Q(series=edition.series_id, exercise=edition.exercise)
    found = Body.objects.filter(own | Q(pk__in=taking_part(edition).values("pk")))
    invited = Exists(Invitation.objects.filter(edition=edition, body=OuterRef("pk")))
    used = Exists(Invitation.objects.filter(body=OuterRef("pk"))) | Exists(
        Delegation.objects.filter(body=OuterRef("pk"))
    )
    return found.annotate(invited=invited, used=used).prefetch_related(points).order_by("kind", "slug")


def to_copy(person: Viewer, edition: Edition) -> QuerySet[Edition]:
    """The other editions whose bodies a person knows, by a function there; those of exercises stay among themselves."""
    if not person.is_authenticated:
        return Edition.objects.none()
    knowing = [Membership.Role.SECRETARIAT, Membership.Role.HOST]
    known = Membership.objects.filter(person=person, role__in=knowing).values("edition")
    others = Edition.objects.filter(pk__in=known, exercise=edition.exercise).exclude(pk=edition.pk)
    return others.order_by("-starts_on")


def taking_part(edition: Edition) -> QuerySet[Body]:
    """The bodies that are invited to an edition, or have a delegation there."""
    return Body.objects.filter(Q(invitations__edition=edition) | Q(delegations__edition=edition)).distinct()


def focal_points(invitation: Invitation) -> QuerySet[FocalPoint]:
    points = FocalPoint.objects.filter(edition=invitation.edition, body=invitation.body)
    return points.select_related("person")


def can_be_corrected(point: FocalPoint) -> bool:
    """Whether it is known by nobody but by who was enrolled: that person has not come in, and has no other part."""
    return not has_entered(point.person) and parts.number(point.person_id) <= 1


def focal_point_at(edition: str, body: str, place: int) -> FocalPoint:
    points = FocalPoint.objects.select_related("edition", "body")
    return get_object_or_404(points, edition__slug=edition, body__slug=body, place=place)


def credentials(edition: Edition) -> QuerySet[Delegation]:
    """Delegations that have to show credentials, with what they have shown."""
    shown = Delegation.objects.filter(edition=edition).select_related("body", "edition", "credentials")
    return shown.defer("credentials__letter").annotate(verified=Count("credentials__verifications"))


def credentials_of(delegation: Delegation) -> Credentials | None:
    """Without the letter itself."""
    return Credentials.objects.filter(delegation=delegation).defer("letter").first()


def letter(edition: str, body: str) -> Credentials:
    found = Credentials.objects.select_related("delegation__edition", "delegation__body")
    return get_object_or_404(found, delegation__edition__slug=edition, delegation__body__slug=body)


def waiting_credentials(edition: Edition) -> QuerySet[Credentials]:
    return Credentials.objects.filter(delegation__edition=edition, state=Credentials.State.SUBMITTED)


def open_invitations(edition: Edition) -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(state="drafted") | Q(state="sent"), edition=edition)


def applications(edition: Edition) -> QuerySet[Application]:
    return Application.objects.filter(edition=edition).prefetch_related("objections__delegation__body")


def application(edition: str, number: int) -> Application:
    return get_object_or_404(Application.objects.select_related("edition"), edition__slug=edition, number=number)


def application_of(edition: str, token: str) -> Application:
    """The application that a link from a mail opens."""
    number, found = links.number_in(token, links.APPLICATION), Application.objects.select_related("edition")
    with over_the_wall():  # the link lets whoever has it in, signed in or not
        return get_object_or_404(found, edition__slug=edition, pk=number)


def listed(edition: Edition) -> QuerySet[Application]:
    """The organisations that are or were before the States."""
    return applications(edition).filter(window_until__isnull=False)


def open_applications(edition: Edition) -> QuerySet[Application]:
    return Application.objects.filter(edition=edition, state__in=Application.OPEN)


def badges(edition: Edition) -> QuerySet[Badge]:
    """The valid badges, by kind, then in the order of names."""
    return (
        Badge.objects.filter(edition=edition, revoked_at=None).select_related("person").order_by("kind", "person__name")
    )


def badge(edition: str, number: int) -> Badge:
    return get_object_or_404(Badge.objects.select_related("edition"), edition__slug=edition, pk=number)


def bodies_of(edition: Edition) -> dict[int, Any]:
    """The name of the body in whose delegation each person sits."""
    seats = Delegate.objects.filter(delegation__edition=edition)
    return dict(seats.values_list("person", "delegation__body__name"))


def without_badge(edition: Edition) -> QuerySet[Delegate]:
    """Delegates who have no badge yet."""
    holders = Badge.objects.filter(edition=edition, revoked_at=None).values("person")
    return Delegate.objects.filter(delegation__edition=edition).exclude(person__in=holders)


def recoveries(edition: Edition) -> QuerySet[Recovery]:
    return Recovery.objects.filter(edition=edition).select_related("person", "asked_by", "confirmed_by")


def open_recoveries(edition: Edition) -> QuerySet[Recovery]:
    return Recovery.objects.filter(edition=edition, state__in=Recovery.OPEN)


def due_recoveries() -> QuerySet[Recovery]:
    return Recovery.objects.filter(state=Recovery.State.HELD, held_until__lte=clock.now())


def recovery(edition: str, number: int) -> Recovery:
    return get_object_or_404(Recovery.objects.select_related("edition", "person"), edition__slug=edition, pk=number)


def recovery_of(edition: str, token: str) -> Recovery:
    """The recovery that a link from a mail stops."""
    return recovery(edition, links.number_in(token, links.RECOVERY))


def somebody_at(edition: Edition, name: str) -> Person | None:
    """Who signs in with this name and has a function or a seat at the edition, or speaks for a body there."""
    belongs = Q(memberships__edition=edition) | Q(seats__delegation__edition=edition) | Q(focal_points__edition=edition)
    return Person.objects.filter(belongs, username=name.lower()).distinct().first()


def addressees(delegation: Delegation) -> list[Any]:
    """Whom the platform writes to for a delegation: its focal points, or else its head, where they have an address."""
    points = FocalPoint.objects.filter(edition=delegation.edition, body=delegation.body).select_related("person")
    heads = delegation.delegates.filter(role=Delegate.Role.HEAD).select_related("person")
    people = [point.person for point in points] or [head.person for head in heads]
    return [person for person in people if person.email]


def to_be_told(edition: Edition) -> Iterator[Addressee]:
    """Those whom a change of particulars concerns: bodies that have been invited and have not declined, their focal
    points, and delegates."""
    standing = [Invitation.State.SENT, Invitation.State.ACCEPTED]
    invited = Body.objects.filter(invitations__edition=edition, invitations__state__in=standing)
    for body in invited.order_by("slug"):
        yield Addressee(body.email, body.language)
    people = Person.objects.filter(
        Q(focal_points__edition=edition, focal_points__body__in=invited) | Q(seats__delegation__edition=edition)
    )
    for person in people.distinct().order_by("pk"):
        yield Addressee(person.email, person.language)


def search(edition: Edition, _person: Viewer, words: list[str]) -> Iterator[Hit]:
    """Delegations by their names, delegates by theirs."""
    page = reverse("participants", args=[edition.slug])
    coming = in_protocol_order(edition)
    for delegation in with_words(coming, words, "body__name"):
        yield Hit(plain(delegation.body.name), page)
    seats = Delegate.objects.filter(delegation__edition=edition).select_related("person", "delegation__body")
    for seat in with_words(seats, words, plain_fields=("person__name",)):
        yield Hit(seat.person.name, page, f"{plain(seat.delegation.body.name)}, {seat.get_role_display()}")


def count_seats(person: int) -> int:
    """How many somebody has, or is asked to take, or arranges as a focal point."""
    held = (Delegate.objects.all(), Offer.objects.filter(declined_at=None), FocalPoint.objects.all())
    return sum(rows.filter(person=person).count() for rows in held)
