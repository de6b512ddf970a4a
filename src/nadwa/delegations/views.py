from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nadwa.delegations import queries
from nadwa.delegations.models import Body
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule


@rule("delegations.view", find=find_edition, signed_in=False)
@require_safe
def participants(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The list of participants, by kind of body, in protocol order."""
    delegations = list(queries.in_protocol_order(edition))
    groups = [(kind, [d for d in delegations if d.body.kind == kind]) for kind in Body.Kind]
    return render(request, "delegations/participants.html", {"edition": edition, "groups": groups})
