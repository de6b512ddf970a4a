"""The words for those who act for an edition, and for what acts by itself."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Host, Membership
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
