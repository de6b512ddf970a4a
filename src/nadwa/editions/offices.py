"""Which functions somebody can be appointed to, by whom, and which of them bind the hosts."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.enrolment import has_entered
from nadwa.accounts.models import Person, Viewer
from nadwa.editions.models import Edition, Host, Membership
from nadwa.editions.queries import host_of, roles

BINDING = frozenset(
    {Membership.Role.CHAIR, Membership.Role.VICE_CHAIR}
)  # every host approves who gets them, and that they end
OF_HOSTS: Collection[str] = (
    Membership.Role.HOST,
    Membership.Role.SECRETARIAT,
    Membership.Role.CHAIR,
    Membership.Role.VICE_CHAIR,
)
OF_SECRETARIAT_TOO: Collection[str] = (
    Membership.Role.FACILITATOR,
    Membership.Role.INTERPRETER,
    Membership.Role.SPOKESPERSON,
    Membership.Role.MODERATOR,
    Membership.Role.USHER,
)
APPOINTED = (*OF_HOSTS, *OF_SECRETARIAT_TOO)  # journalists are accredited instead


def may_appoint(person: Viewer, edition: Edition, role: str, host: Host | None = None) -> bool:
    """Whether somebody appoints to a function, and ends it: of the officers of a host, its own do so."""
    held = roles(person, edition)
    if role in OF_SECRETARIAT_TOO:
        return bool(held & {Membership.Role.HOST, Membership.Role.SECRETARIAT})
    if role == Membership.Role.HOST:
        return host in hosts_for(person, edition)
    return role in OF_HOSTS and Membership.Role.HOST in held


def appointable(person: Viewer, edition: Edition) -> list[str]:
    held = roles(person, edition)
    return [role for role in APPOINTED if Membership.Role.HOST in held or (held and role in OF_SECRETARIAT_TOO)]


def hosts_for(person: Viewer, edition: Edition) -> list[Host]:
    """The hosts for which somebody appoints officers: the own one, and those of which nobody has come in yet."""
    own = host_of(person, edition)
    if own is None:
        return []
    return [host for host in edition.hosts.all() if host == own or not acting_officers(host)]


def acting_officers(host: Host) -> list[Membership]:
    """Its officers who have come in: one whose account was made for the function, and who has not, cannot act."""
    return [one for one in host.officers.select_related("person").order_by("pk") if is_taken_up(one)]


def is_last(membership: Membership) -> bool:
    """Whether its host would be left with nobody who can act."""
    return membership.host is not None and acting_officers(membership.host) == [membership]


def is_taken_up(membership: Membership) -> bool:
    return not membership.with_account or has_entered(membership.person)


def all_hosts_are_in(edition: Edition) -> bool:
    return all(acting_officers(host) for host in edition.hosts.all())


def has_chair_and_secretariat(edition: Edition) -> bool:
    wanted = {Membership.Role.CHAIR, Membership.Role.SECRETARIAT}
    return wanted <= set(edition.memberships.values_list("role", flat=True))


def kept_for_a_host(person: Person) -> Promise | None:
    """With the last officer of a host its key would be gone, and others would appoint for it."""
    for function in Membership.objects.filter(person=person, role=Membership.Role.HOST).select_related("host"):
        if is_last(function):
            return _("This person is the last officer of a host, which appoints another one first.")
    return None
