"""Files in and out: participants with a preview, the programme, what happened."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.exchange import forms, imports, openslides, participants, popolo, queries, schedules
from nadwa.exchange.commands import importing
from nadwa.exchange.models import Import
from nadwa.exchange.previews import CHANGED, NEW, PASSED_OVER, REFUSED, SAME
from nadwa.web import tables
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing
from nadwa.web.paging import page_of

JSON, XML = media_types.JSON, media_types.in_utf_8(media_types.XML)
Exports = dict[str, tuple[Callable[[Edition], bytes], str]]
PUBLIC: Exports = {
    "schedule.json": (schedules.as_json, JSON),
    "schedule.xml": (schedules.as_xml, XML),
    "popolo.json": (popolo.document, JSON),
}
UPLOADS: dict[str, Promise | str] = {
    "invited": _("Import whom to invite"),
    "participants": _("Import participants"),
    "programme": _("Import a programme"),
    "popolo": _("Import persons as Popolo"),
    "openslides": _("Import a meeting of OpenSlides"),
    "polis": _("Import a consultation held with Polis"),
}
FOR_SECRETARIAT: Exports = {
    "participants.csv": (
        lambda edition: tables.csv_file(*participants.table(edition)),
        media_types.in_utf_8(media_types.CSV),
    ),
    "participants.xlsx": (lambda edition: tables.xlsx_file(*participants.table(edition)), media_types.XLSX),
    "participants.json": (popolo.with_addresses, JSON),
    "openslides.json": (openslides.document, JSON),
}


@rule("exchange.export", find=find_edition, signed_in=False)
@require_safe
def files(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What can be taken out, and for the secretariat what can be brought in."""
    return render(request, "exchange/files.html", {"edition": edition, "names": list(PUBLIC)})


@rule("exchange.export", find=find_edition, signed_in=False)
@require_safe
def export(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    return _download(edition, name, PUBLIC)


@rule("exchange.import", find=find_edition)
@require_safe
def export_for_secretariat(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    """What has the addresses of participants in it."""
    return _download(edition, name, FOR_SECRETARIAT)


def _download(edition: Edition, name: str, files: Exports) -> HttpResponse:
    if name not in files:
        raise Http404
    write, kind = files[name]
    return download(write(edition), f"{edition.slug}-{name}", kind)


@rule("exchange.import", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """Read a file and show what it would do; nothing is changed yet."""
    if kind not in UPLOADS:
        raise Http404
    sent = request.method == "POST"
    files = (request.POST, request.FILES) if sent else ()
    form = forms.FileForm(*files, edition=edition, kind=kind)
    if sent and form.is_valid():
        content, language = form.cleaned_data["file"], form.cleaned_data["language"]
        planned = imports.kept(edition, signed_in(request), kind, content, form.rows, language)
        return redirect("import-preview", edition.slug, planned.pk)
    page = {"form": form, "title": UPLOADS[kind], "back": reverse("files", args=[edition.slug])}
    return render(request, "web/form_page.html", page, status=422 if form.errors else 200)


@rule("exchange.carry_out", find=queries.planned_import)
@require_safe
def preview(request: HttpRequest, planned: Import) -> HttpResponse:
    """What an import would do, line by line: the refused lines first."""
    order = [REFUSED, PASSED_OVER, CHANGED, NEW, SAME]
    rows = sorted(planned.rows, key=lambda row: (order.index(row["state"]), row["line"]))
    counts = {state: sum(row["state"] == state for row in rows) for state in order}
    page = {
        "edition": planned.edition,
        "planned": planned,
        "rows": page_of(rows, request.GET.get("page"), queries.ROWS),
        "counts": counts,
        "passed_over": counts[PASSED_OVER],
        "enrols": planned.kind in imports.ENROLLING,
        "columns": imports.READERS[planned.kind].COLUMNS,
    }
    return render(request, "exchange/preview.html", page)


@rule("exchange.carry_out", find=queries.planned_import, fresh=True)
@require_POST
def carry_out(request: HttpRequest, planned: Import) -> HttpResponse:
    by, back = Secretary(signed_in(request)), reverse("import-preview", args=[planned.edition.slug, planned.pk])
    return perform(request, Nothing(request.POST), importing.carry_out, by, planned, back=back, title="")
