"""The edition's front page, its press room, and the desk of the press service."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa import clock, media_types
from nadwa.acts.by import By
from nadwa.editions.capacities import host_or_officer
from nadwa.editions.models import Edition, Membership
from nadwa.editions.particulars import changes
from nadwa.editions.queries import edition as find_edition
from nadwa.floor.models import Statement
from nadwa.press import commands, exporters, forms, queries
from nadwa.press.models import MediaApplication, Release, embargo_named
from nadwa.programme.queries import by_day
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first, the_row
from nadwa.web.downloads import download
from nadwa.web.figures import moment
from nadwa.web.forms import Form, Nothing
from nadwa.web.languages import sentence, shown
from nadwa.web.standing import as_it_stands

ATOM = media_types.in_utf_8(media_types.FEED)
NEWEST = 3


@rule("editions.view", find=find_edition, signed_in=False)
@require_safe
def front(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The edition's front page: its announcement, what its press service says, its topics and its days."""
    releases = list(queries.visible(edition, request.user))
    page = {
        "edition": edition,
        "announcement": next((each for each in releases if each.kind == Release.Kind.ANNOUNCEMENT), None),
        "releases": [each for each in releases if each.kind != Release.Kind.ANNOUNCEMENT][:NEWEST],
        "now": clock.now(),
        "hosts": edition.hosts.all(),
        "changes": changes(edition),
        "topics": edition.topics.all(),
        "days": by_day(edition),
    }
    return render(request, "press/front.html", page)


@rule("editions.view", find=find_edition, signed_in=False)
@require_safe
def press_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the press needs: releases, delivered statements, the spokesperson, feeds, accreditation."""
    page = {
        "edition": edition,
        "releases": queries.visible(edition, request.user),
        "statements": queries.statements(edition, request.user),
        "spokespersons": queries.spokespersons(edition),
        "now": clock.now(),
    }
    return render(request, "press/press.html", page)


@rule("editions.view", find=find_edition, signed_in=False)
@require_safe
def feed(request: HttpRequest, edition: Edition) -> HttpResponse:
    return HttpResponse(exporters.feed(edition, request.LANGUAGE_CODE), ATOM)


@rule("press.read", find=queries.release, signed_in=False)
@require_safe
def release(request: HttpRequest, release: Release) -> HttpResponse:
    now = clock.now()
    page = {
        "edition": release.edition,
        "release": release,
        "now": now,
        "public": release.is_public(now),
        "lacks": commands.unfinished(release),
    }
    return render(request, "press/release.html", page)


@rule("press.read", find=queries.release, signed_in=False)
@require_safe
def release_pdf(request: HttpRequest, release: Release) -> HttpResponse:
    if release.issued_at is None:
        raise Http404
    content = exporters.pdf(release, request.LANGUAGE_CODE)
    return download(content, f"{release.edition.slug}-release-{release.number}.pdf", media_types.PDF)


@rule("press.read_statement", find=queries.statement, signed_in=False)
@require_safe
def statement(request: HttpRequest, statement: Statement) -> HttpResponse:
    return render(request, "press/statement.html", {"edition": statement.item.edition, "statement": statement})


@rule("press.write", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = reverse("press-page", args=[edition.slug]), _("Draft a release")
    if request.method == "POST":
        form = forms.ReleaseForm(request.POST, edition=edition)
        by = _by(request, edition)
        return perform(request, form, commands.draft_release, by, edition, back=back, title=title)
    form = forms.ReleaseForm(edition=edition)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("press.write", find=queries.release)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, release: Release) -> HttpResponse:
    title = _("Change the draft")
    standing = as_it_stands(release, forms.filled_from)
    form = forms.ReleaseForm(request.POST or None, edition=release.edition, standing=standing)
    if request.method == "POST":
        return _perform(request, release, form, commands.change_release, title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": _page_of(release)})


@rule("press.change_embargo", find=queries.release, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def embargo(request: HttpRequest, release: Release) -> HttpResponse:
    """Lengthen, shorten or lift an embargo; that of the announcement is proposed to the other hosts instead."""
    title = _("Change the embargo")
    standing = as_it_stands(release, forms.filled_from)
    form = forms.EmbargoForm(request.POST or None, edition=release.edition, standing=standing)
    if request.method == "POST":
        if release.kind == Release.Kind.ANNOUNCEMENT and form.is_valid():
            subject = embargo_named(form.cleaned_data["embargo_until"])
            return redirect("propose", release.edition.slug, commands.EMBARGO, subject)
        return _perform(request, release, form, commands.set_embargo, title)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": _page_of(release)})


def _page_of(release: Release) -> str:
    return reverse("release", args=[release.edition.slug, release.number])


def _issuing(release: Release) -> list[Promise | str]:
    return [shown(release.title), _readers(release), _("What has been issued cannot be taken back or changed.")]


@rule("press.write", find=queries.release, fresh=True)
@asks_first(
    _("Issue the release"),
    _issuing,
    _page_of,
    "btn-primary",
    holds=the_row,
    stands=lambda release, _person: forms.filled_from(release),
)
def issue(request: HttpRequest, release: Release) -> HttpResponse:
    """It cannot be taken back."""
    return _perform(request, release, Nothing(request.POST), commands.issue_release, "")


def _readers(release: Release) -> Promise | str:
    if release.embargo_until is None:
        return _("Everybody reads it at once.")
    words = _("Accredited press reads it at once, everybody from %(until)s on.")
    return words % {"until": moment(release.embargo_until, release.edition.time_zone)}


@rule("press.write", find=queries.release)
@asks_first(
    _("Discard the draft"),
    lambda release: sentence(
        _("The draft “%(title)s” will be deleted, in all its languages."), title=shown(release.title)
    ),
    _page_of,
)
def discard(request: HttpRequest, release: Release) -> HttpResponse:
    by, back = _by(request, release.edition), reverse("press-page", args=[release.edition.slug])
    return perform(request, Nothing(request.POST), commands.discard_release, by, release, back=back, title="")


@rule("press.apply", find=find_edition, signed_in=False, limit="apply")
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Ask for media accreditation, without an account."""
    back, title = reverse("press-page", args=[edition.slug]), _("Apply for media accreditation")
    if request.method == "POST":
        form, language = forms.ApplicationForm(request.POST), request.LANGUAGE_CODE
        command = commands.apply_for_accreditation
        return perform(request, form, command, edition, language, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.ApplicationForm(), "title": title, "back": back})


@rule("press.accredit", find=find_edition)
@require_safe
def media(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The applications for media accreditation."""
    return render(request, "press/media.html", {"edition": edition, "applications": queries.applications(edition)})


@rule("press.accredit", find=queries.application)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, application: MediaApplication, answer: str) -> HttpResponse:
    """Accredit, or refuse with a reason."""
    if answer not in {"accredit", "refuse"}:
        raise Http404
    refuses = answer == "refuse"
    form_class, command = (
        (forms.RefuseAccreditationForm, commands.refuse_accreditation) if refuses else (Nothing, commands.accredit)
    )
    back = reverse("media", args=[application.edition.slug])
    title = _("Refuse accreditation") if refuses else _("Accredit")
    if request.method == "POST":
        by, form = _by(request, application.edition), form_class(request.POST)
        return perform(request, form, command, by, application, back=back, title=title)
    return render(request, "web/form_page.html", {"form": form_class(), "title": title, "back": back})


def _perform(
    request: HttpRequest, release: Release, form: Form, command: Callable[..., Act], title: Promise | str
) -> HttpResponse:
    by = _by(request, release.edition)
    return perform(request, form, command, by, release, back=_page_of(release), title=title)


def _by(request: HttpRequest, edition: Edition) -> By:
    return host_or_officer(request.user, edition, Membership.Role.SPOKESPERSON, Membership.Role.SECRETARIAT)
