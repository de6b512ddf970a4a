"""Documents for their readers, the plan of the secretariat, the daily journal."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import clock, media_types
from nadwa.accounts.viewing import signed_in
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.programme import forms, journal, queries
from nadwa.programme.commands import documents as documents_acts
from nadwa.programme.models import Document, Version
from nadwa.record.models import Act
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first, the_row
from nadwa.web.downloads import download
from nadwa.web.forms import Form, Nothing
from nadwa.web.languages import OFFICIAL, sentence, shown
from nadwa.web.paging import page_of
from nadwa.web.uploads import ENDINGS

SECRETARIAT = "secretariat"


@rule("programme.view", find=find_edition, signed_in=False)
@require_safe
def documents(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The issued documents that the reader may see, and the journals."""
    words = request.GET.get("words", "")
    page = {
        "edition": edition,
        "documents": page_of(
            queries.issued_documents(edition, request.user, words), request.GET.get("page"), queries.PAGE
        ),
        "words": words,
        "days": journal.days(edition),
    }
    return render(request, "programme/documents.html", page)


@rule("programme.read_document", find=queries.version, signed_in=False)
@require_safe
def document(request: HttpRequest, version: Version) -> HttpResponse:
    """The file of one language version."""
    name = f"{version.document.symbol.replace('/', '-')}-{version.language}.{ENDINGS[version.media_type]}"
    answer = download(bytes(version.content), name, version.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@rule("programme.plan_documents", find=find_edition)
@require_safe
def plan(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All documents with their slots, and which language versions are there, late or missing."""
    page: dict[str, Any] = {
        "edition": edition,
        "documents": page_of(queries.planned_documents(edition), request.GET.get("page"), queries.PAGE),
        "languages_of_documents": OFFICIAL,
        "now": clock.now(),
    }
    return render(request, "programme/plan.html", page)


@rule("programme.plan_documents", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_document(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = _plan(edition), _("Plan a document")
    if request.method == "POST":
        form, by = forms.DocumentForm(request.POST, edition=edition), Secretary(signed_in(request))
        return perform(request, form, documents_acts.plan_document, by, edition, back=back, title=title)
    form = forms.DocumentForm(edition=edition)
    return render(request, "web/form_page.html", {"form": form, "title": title, "back": back})


@rule("programme.hand_in", find=queries.document)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, document: Document, language: str) -> HttpResponse:
    if language not in OFFICIAL:
        raise Http404
    back, title = _plan(document.edition), _("Hand in a version")
    if request.method == "POST":
        form, by = forms.VersionForm(request.POST, request.FILES), Secretary(signed_in(request))
        return perform(request, form, documents_acts.hand_in, by, document, language, back=back, title=title)
    return render(request, "web/form_page.html", {"form": forms.VersionForm(), "title": title, "back": back})


def _symbol(document: Document) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', document.symbol)


def _issuing(document: Document) -> list[Promise | str]:
    which = format_html("{} {} · {}", _symbol(document), shown(document.title), document.get_audience_display())
    return [which, _("What has been issued cannot be taken back or changed.")]


@rule("programme.hand_in", find=queries.document, fresh=True)
@asks_first(
    _("Issue the document"),
    _issuing,
    lambda document: _plan(document.edition),
    "btn-primary",
    holds=the_row,
    stands=lambda document, _person: sorted(document.versions.values_list("language", "sha256")),
)
def issue(request: HttpRequest, document: Document) -> HttpResponse:
    """It cannot be taken back."""
    return _act(request, document, documents_acts.issue_document, "")


@rule("programme.hand_in", find=queries.document)
@require_POST
def correct(request: HttpRequest, document: Document) -> HttpResponse:
    return _act(request, document, documents_acts.plan_corrigendum, "")


@rule("programme.hand_in", find=queries.document)
@asks_first(
    _("Drop the document"),
    lambda document: sentence(
        _("%(symbol)s is taken off the plan, with all language versions that have been handed in."),
        symbol=_symbol(document),
    ),
    lambda document: _plan(document.edition),
)
def drop(request: HttpRequest, document: Document) -> HttpResponse:
    return _act(request, document, documents_acts.drop_document, "")


@rule("programme.view", find=find_edition, signed_in=False)
@require_safe
def daily_journal(request: HttpRequest, edition: Edition, day: str) -> HttpResponse:
    """The journal of a day, from the programme and the record, with the checkpoint printed in it."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if wanted not in journal.days(edition):
        raise Http404
    printed = journal.pdf(edition, wanted, request.LANGUAGE_CODE)
    return download(printed, f"{edition.slug}-journal-{day}.pdf", media_types.PDF)


def _act(request: HttpRequest, document: Document, command: Callable[..., Act], title: Promise | str) -> HttpResponse:
    form: Form = Nothing(request.POST)
    by = Secretary(signed_in(request))
    return perform(request, form, command, by, document, back=_plan(document.edition), title=title)


def _plan(edition: Edition) -> str:
    return reverse("document-plan", args=[edition.slug])
