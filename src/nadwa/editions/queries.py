"""Reading editions."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import QuerySet, Sum
from django.shortcuts import get_object_or_404

from nadwa.accounts.models import Person, Viewer
from nadwa.editions.models import Appointment, Correction, Edition, Host, Membership, Proposal, Series, Task
from nadwa.mail.models import Mail
from nadwa.once import read_once
from nadwa.wall import over_the_wall
from nadwa.web.paging import page_of

MAILS = 100


def edition(edition: str) -> Edition:
    return get_object_or_404(Edition.objects.select_related("series"), slug=edition)


def host_at(edition: str, host: str) -> Host:
    return get_object_or_404(Host.objects.select_related("edition"), edition__slug=edition, slug=host)


def correction(edition: str, number: int) -> Correction:
    found = Correction.objects.select_related("edition", "host")
    return get_object_or_404(found, edition__slug=edition, pk=number)


def corrections(edition: Edition) -> QuerySet[Correction]:
    """Changes of particulars that wait for the hosts."""
    return Correction.objects.filter(edition=edition).select_related("host").order_by("pk")


def proposal(edition: str, number: int) -> Proposal:
    return get_object_or_404(Proposal.objects.select_related("edition", "voided_by"), edition__slug=edition, pk=number)


def series() -> QuerySet[Series]:
    return Series.objects.prefetch_related("editions").order_by("slug")


def roles(person: Viewer, edition: Edition) -> set[str]:
    """The person's roles at an edition, read once a request."""
    if not person.is_authenticated:
        return set()

    def read() -> set[str]:
        return set(Membership.objects.filter(person=person, edition=edition).values_list("role", flat=True))

    return read_once("roles", person, edition, read)


def host_of(person: Viewer, edition: Edition) -> Host | None:
    if not isinstance(person, Person):
        return None
    return Host.objects.filter(edition=edition, officers__person=person).first()


def proposals(edition: Edition) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(edition=edition).select_related("edition", "voided_by")
    return found.prefetch_related("approvals__host").order_by("-proposed_at")


def task(edition: str, number: int) -> Task:
    return get_object_or_404(Task.objects.select_related("edition", "owner"), edition__slug=edition, number=number)


def tasks(edition: Edition) -> list[Task]:
    """The preparation: what is open by date, then what is done."""
    found = Task.objects.filter(edition=edition).select_related("owner")
    return sorted(found, key=lambda task: task.done_at is not None)


def budget(edition: Edition) -> list[tuple[Host, int]]:
    """What each host has taken on, in US dollars."""
    hosts = Host.objects.filter(edition=edition).annotate(dollars=Sum("tasks__dollars"))
    return [(host, host.dollars or 0) for host in hosts]


def awaiting(edition: Edition, kind: str) -> set[str]:
    """The subjects of two-key acts of this kind that wait for approval."""
    pending = Proposal.objects.filter(edition=edition, kind=kind, state=Proposal.State.PENDING)
    with over_the_wall():  # a delegation may know that its commitment waits, not what else does
        return set(pending.values_list("subject", flat=True))


def mails(edition: Edition, page: str | None) -> Page[Mail]:
    return page_of(Mail.objects.filter(edition=edition.slug).defer("body", "attachment"), page, MAILS)


def is_opened(edition: Edition) -> bool:
    return edition.state != Edition.State.PREPARED


def open_tasks(edition: Edition) -> QuerySet[Task]:
    return Task.objects.filter(edition=edition, done_at=None)


def pending_proposals(edition: Edition) -> QuerySet[Proposal]:
    return Proposal.objects.filter(edition=edition, state=Proposal.State.PENDING)


@dataclass(frozen=True)
class WaitingMail:
    """A mail of an edition that has not left."""

    edition: Edition
    mail: Mail


def waiting_mail(edition: str, number: int) -> WaitingMail:
    of_edition = get_object_or_404(Edition, slug=edition)
    return WaitingMail(of_edition, get_object_or_404(waiting_mails(of_edition), pk=number))


def waiting_mails(edition: Edition) -> QuerySet[Mail]:
    return Mail.objects.filter(edition=edition.slug, sent_at=None)


def membership(edition: str, number: int) -> Membership:
    """A function that was appointed to; journalists are accredited instead."""
    found = Membership.objects.exclude(role=Membership.Role.PRESS).select_related("edition", "host", "person")
    return get_object_or_404(found, edition__slug=edition, pk=number)


def memberships(edition: Edition) -> list[Membership]:
    """Who has which function, in their order; of the hosts, one after another."""
    found = Membership.objects.filter(edition=edition).exclude(role=Membership.Role.PRESS)
    order = Membership.Role.values
    chosen = found.select_related("edition", "host", "person", "given_by").order_by("host__slug", "person__name", "pk")
    return sorted(chosen, key=lambda one: order.index(one.role))


def functions_of(person: Person) -> QuerySet[Membership]:
    """At all editions; accreditation as press ends with the edition, and is nothing to lay down."""
    found = Membership.objects.filter(person=person).exclude(role=Membership.Role.PRESS)
    return found.select_related("edition", "host").order_by("-edition__starts_on", "pk")


def own_function(number: int) -> Membership:
    found = Membership.objects.exclude(role=Membership.Role.PRESS).select_related("edition", "host", "person")
    return get_object_or_404(found, pk=number)


def appointment(edition: str, number: int) -> Appointment:
    found = Appointment.objects.select_related("edition", "host", "person")
    return get_object_or_404(found, edition__slug=edition, pk=number)


def appointments(edition: Edition) -> QuerySet[Appointment]:
    """Those that wait for the hosts or for an answer, and those that were declined."""
    return Appointment.objects.filter(edition=edition).select_related("edition", "host", "person", "named_by")


def waiting_appointments(edition: Edition) -> QuerySet[Appointment]:
    return Appointment.objects.filter(edition=edition, declined_at=None)


def offered_functions(person: Viewer) -> QuerySet[Appointment]:
    """What waits for the person's answer, at whatever edition."""
    if not isinstance(person, Person):
        return Appointment.objects.none()
    return Appointment.objects.filter(person=person, declined_at=None).select_related("edition", "host")


def offered_function(number: int) -> Appointment:
    return get_object_or_404(Appointment.objects.select_related("edition", "host"), pk=number, declined_at=None)


def count_functions(person: int) -> int:
    """How many somebody has, or is asked to take."""
    asked = Appointment.objects.filter(person=person, declined_at=None)
    return Membership.objects.filter(person=person).count() + asked.count()
