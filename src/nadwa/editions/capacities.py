"""Those who act for an edition: as whom, and the words for it; and for what acts by itself."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import By, Capacity, Function
from nadwa.editions.models import Edition, Host, Membership
from nadwa.editions.queries import host_of, roles
from nadwa.record.capacities import Names
from nadwa.web.languages import shown


def _hosts(edition: str) -> Mapping[str, str]:
    return {host.slug: shown(host.name) for host in Host.objects.filter(edition__slug=edition)}


CAPACITIES: Mapping[str, Promise | str] = {
    **dict(Membership.Role.choices),
    "hosts": _("the hosts together"),
    "facilitator": _("facilitator"),
    "applicant": _("the applicant"),
    "holder": _("the holder of the link"),
    "clock": _("by itself, when its time had come"),
    "platform": _("the platform"),
    "procedure": _("the rules of procedure"),
    "meeting": _("the meeting"),
    "credentials": _("the credentials received"),
    "delegation": _("a delegation"),
    "focal-point": _("focal point"),
    "demo": _("the demonstration"),
}
CAPACITIES_OF: Mapping[str, tuple[Promise | str, Names]] = {"host": (_("host: %(name)s"), _hosts)}


def chair(person: Viewer) -> By:
    return By(known(person), Function.CHAIR)


def secretary(person: Viewer) -> By:
    return By(known(person), Function.SECRETARIAT)


def officer(person: Viewer, edition: Edition, *functions: str) -> By:
    """In the first of `functions` that the person holds."""
    held = roles(person, edition)
    return By(known(person), next(Function(function) for function in functions if function in held))


def host_officer(person: Viewer, host: Host) -> By:
    return By(known(person), Capacity(Function.HOST, host.slug))


def host_or_officer(person: Viewer, edition: Edition, *functions: str) -> By:
    """For the own host, where the person is its officer; else in the first of `functions` that the person holds."""
    host = host_of(person, edition)
    return host_officer(person, host) if host else officer(person, edition, *functions)
