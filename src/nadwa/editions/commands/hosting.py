"""Equal hosts: one begins, and names the others before any of them has come in; from then on none joins or leaves."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts import editions as acts
from nadwa.editions import two_key
from nadwa.editions.capacities import HostOfficer
from nadwa.editions.commands.approving import changing
from nadwa.editions.models import Edition, Host
from nadwa.editions.offices import acting_officers
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.web.languages import Content
from nadwa.web.names import made_of

MOST = 8


@command
def add_host(by: HostOfficer, edition: Edition, name: Content) -> Act:
    """What every host has to approve waits from now on until this one has come in, too."""
    with changing(edition, by, *two_key.kinds()):
        require_alone(by, edition)
        if edition.hosts.count() >= MOST:
            raise Refused(_("A symposium has eight hosts at most."))
        taken = set(edition.hosts.values_list("slug", flat=True))
        host = Host.objects.create(edition=edition, slug=made_of(name, "host", taken), name=name)
    return record(log_for(edition.slug), acts.HostAdded(host=host.slug), by)


@command
def remove_host(by: HostOfficer, host: Host) -> Act:
    """Take back what was named by mistake."""
    edition = host.edition
    with changing(edition, by, *two_key.kinds()):
        require_alone(by, edition)
        if host == by.host:
            raise Refused(_("The host that begins the symposium stays."))
        if Host.objects.get(pk=host.pk).was_asked:
            raise Refused(_("Somebody has been appointed for this host already: it stays. You can correct its name."))
        if host.tasks.exists():
            raise Refused(_("First give its preparatory tasks to another host."))
        host.delete()
    return record(log_for(edition.slug), acts.HostRemoved(host=host.slug), by)


def require_alone(by: HostOfficer, edition: Edition) -> None:
    if any(acting_officers(host) for host in edition.hosts.exclude(pk=by.host.pk)):
        raise Refused(
            _("An officer of another host has signed in already, so hosts can no longer be added or removed.")
        )
