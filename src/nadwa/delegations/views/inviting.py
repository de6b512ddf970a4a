"""Invitations: the secretariat's list, and the page of one invitation for its focal points."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.delegations import capacities, exporters, forms, queries
from nadwa.delegations.choosing import InviteForm
from nadwa.delegations.commands import inviting
from nadwa.delegations.models import FocalPoint, Invitation
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import awaiting
from nadwa.editions.queries import edition as find_edition
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown, typed
from nadwa.web.standing import as_it_stands

SECRETARIAT = "secretariat"


@rule("delegations.see_invitations", find=find_edition)
@require_safe
def invitations(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who is invited, who has answered what."""
    answers = queries.answers(edition)
    page = {
        "edition": edition,
        "invitations": queries.invitations(edition),
        "answers": [(Invitation.State(state).label, state, number) for state, number in answers.items()],
        "total": sum(answers.values()),
        "drafted": answers[Invitation.State.DRAFTED],
        "proposed": bool(awaiting(edition, "delegations.invite")),
    }
    return render(request, "delegations/invitations.html", page)


@rule("delegations.invite", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Draft invitations to several bodies at once: whole groups, single ones, those of another edition."""
    back, title, person = _list(edition), _("Draft invitations"), signed_in(request)
    form = InviteForm(request.POST or None, edition=edition, person=person)
    if request.method == "POST":
        by = Secretary(person)
        return perform(request, form, inviting.draft_invitations, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_body(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = _list(edition), _("Enter a body")
    if request.method == "POST":
        form, by = forms.BodyForm(request.POST), Secretary(signed_in(request))
        return perform(request, form, inviting.enter_body, by, edition, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.BodyForm(), "title": title, "back": back})


@rule("delegations.invite", find=find_edition)
@asks_first(
    _("Remind those who have not answered"),
    lambda _edition: _(
        "A mail goes to every body that has not answered its invitation, unless it was written to within the last day. "
        "It cannot be recalled."
    ),
    lambda edition: reverse("invitations", args=[edition.slug]),
)
def remind(request: HttpRequest, edition: Edition) -> HttpResponse:
    by = Secretary(signed_in(request))
    return perform(request, Nothing(request.POST), inviting.remind, by, edition, back=_list(edition), title="")


@rule("delegations.see_invitation", find=queries.invitation)
@require_safe
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    page = {
        "edition": invitation.edition,
        "invitation": invitation,
        "focal_points": [(point, queries.can_be_corrected(point)) for point in queries.focal_points(invitation)],
        "places": FocalPoint.PLACES,
    }
    return render(request, "delegations/invitation.html", page)


@rule("delegations.see_invitation", find=queries.invitation)
@require_safe
def note(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The note verbale, in the body's language."""
    name = f"{invitation.symbol.replace('/', '-')}.pdf"
    return download(exporters.note_verbale(invitation), name, media_types.PDF)


@rule("delegations.answer", find=queries.invitation)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Accept or decline, as the body's focal point."""
    back, title = _page_of(invitation), _("Answer the invitation")
    form = forms.AnswerForm(request.POST or None, standing=as_it_stands(invitation, forms.answered))
    if request.method == "POST":
        by = capacities.FocalPoint(signed_in(request), invitation.body)
        return perform(request, form, inviting.answer_invitation, by, invitation, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=queries.invitation)
@asks_first(
    _("Discard the draft"),
    lambda invitation: sentence(
        _("The draft of the invitation to %(body)s will be deleted; it has not been sent."),
        body=shown(invitation.body.name),
    ),
    lambda invitation: _list(invitation.edition),
)
def discard(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    by, back = Secretary(signed_in(request)), _list(invitation.edition)
    return perform(request, Nothing(request.POST), inviting.discard_invitation, by, invitation, back=back, title="")


@rule("delegations.invite", find=queries.invitation, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def name_focal_point(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    back, title = _page_of(invitation), _("Name a focal point")
    if request.method == "POST":
        form, by = forms.PersonForm(request.POST), Secretary(signed_in(request))
        return perform(request, form, inviting.name_focal_point, by, invitation, back=back, title=title)
    form = forms.PersonForm(initial={"language": invitation.body.language})
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=queries.focal_point_at, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_focal_point(request: HttpRequest, focal_point: FocalPoint) -> HttpResponse:
    """Another name or address, for who has not come in yet."""
    back = reverse("invitation", args=[focal_point.edition.slug, focal_point.body.slug])
    title = _("Correct the focal point")

    def standing() -> dict[str, Any]:
        focal_point.person.refresh_from_db()
        return forms.focal_point_known(focal_point)

    form = forms.PersonForm(request.POST or None, standing=standing)
    if request.method == "POST":
        by = Secretary(signed_in(request))
        return perform(request, form, inviting.correct_focal_point, by, focal_point, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("delegations.invite", find=queries.focal_point_at, fresh=True)
@asks_first(
    _("Remove the focal point"),
    lambda point: sentence(
        _("%(name)s will no longer be a focal point of %(body)s, and can neither answer nor register delegates."),
        name=typed(point.person.name),
        body=shown(point.body.name),
    ),
    lambda point: reverse("invitation", args=[point.edition.slug, point.body.slug]),
)
def end_focal_point(request: HttpRequest, focal_point: FocalPoint) -> HttpResponse:
    by, back = (
        Secretary(signed_in(request)),
        reverse("invitation", args=[focal_point.edition.slug, focal_point.body.slug]),
    )
    return perform(request, Nothing(request.POST), inviting.end_focal_point, by, focal_point, back=back, title="")


def _list(edition: Edition) -> str:
    return reverse("invitations", args=[edition.slug])


def _page_of(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.edition.slug, invitation.body.slug])
