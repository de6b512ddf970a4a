"""Who hosts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.accounts.viewing import signed_in
from nadwa.editions import queries
from nadwa.editions.capacities import HostOfficer
from nadwa.editions.commands import hosting
from nadwa.editions.forms import AddHostForm
from nadwa.editions.models import Edition, Host
from nadwa.editions.offices import acting_officers
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown


@rule("editions.see_officers", find=queries.edition)
@require_safe
def hosts(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The equal hosts, and which of them have come in."""
    own = queries.host_of(request.user, edition)
    rows = [(host, bool(acting_officers(host)), host.officers.exists()) for host in edition.hosts.all()]
    alone = own is not None and not any(is_in for host, is_in, _named in rows if host != own)
    return render(request, "editions/hosts.html", {"edition": edition, "own": own, "rows": rows, "alone": alone})


@rule("editions.propose", find=queries.edition)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    title, back = _("Add a host"), _page(edition)
    if request.method == "POST":
        by = HostOfficer.at(signed_in(request), edition)
        return perform(request, AddHostForm(request.POST), hosting.add_host, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": AddHostForm(), "title": title, "back": back})


@rule("editions.propose", find=queries.host_at)
@asks_first(
    _("Remove the host"),
    lambda host: sentence(_("%(host)s is no longer one of the hosts."), host=shown(host.name)),
    lambda host: _page(host.edition),
)
def remove(request: HttpRequest, host: Host) -> HttpResponse:
    by, back = HostOfficer.at(signed_in(request), host.edition), _page(host.edition)
    return perform(request, Nothing(request.POST), hosting.remove_host, by, host, back=back, title="")


def _page(edition: Edition) -> str:
    return reverse("hosts", args=[edition.slug])
