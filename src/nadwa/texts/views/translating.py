"""The translator's desk: which versions are missing, and writing one beside its source."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.editions.capacities import officer
from nadwa.editions.models import Membership
from nadwa.texts import forms, queries, xliff
from nadwa.texts import versions as six
from nadwa.texts.commands import translating
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.downloads import download
from nadwa.web.languages import OFFICIAL
from nadwa.web.standing import as_it_stands


@rule("texts.translate", find=queries.negotiating_text)
@require_safe
def versions(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Every wording on the table and the state of its six versions."""
    rows = six.table(queries.places(text))
    waiting = sum(state != six.CHECKED for row in rows for _language, state in row.states)
    sources = sorted({row.alternative.wording["original"] for row in rows if row.alternative.wording})
    page = {"text": text, "rows": rows, "waiting": waiting, "sources": sources}
    return render(request, "texts/versions.html", page)


@rule("texts.translate", find=queries.negotiating_text)
@require_safe
def export(request: HttpRequest, text: NegotiatingText, source: str, target: str) -> HttpResponse:
    """The wordings written in one language, for translation into another with a translator's tool."""
    if source == target or source not in OFFICIAL or target not in OFFICIAL:
        raise Http404
    content = xliff.write(text, six.table(queries.places(text)), source, target)
    return download(content, f"{text.slug}.{source}.{target}.xlf", xliff.KIND)


@rule("texts.translate", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def import_xliff(request: HttpRequest, text: NegotiatingText, language: str) -> HttpResponse:
    if language not in OFFICIAL:
        raise Http404
    name = get_language_info(language)["name_translated"]
    title = _("Import an XLIFF file: %(language)s") % {"language": name}
    back, rows = reverse("versions", args=[text.edition.slug, text.slug]), six.table(queries.places(text))
    if request.method == "POST":
        form = forms.XliffForm(request.POST, request.FILES, rows=rows, language=language)
        by = officer(request.user, text.edition, Membership.Role.INTERPRETER, Membership.Role.SECRETARIAT)
        return perform(request, form, translating.import_translations, by, text, language, back=back, title=title)
    form = forms.XliffForm(rows=rows, language=language)
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.translate_one", find=queries.alternative)
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, alternative: Alternative, language: str) -> HttpResponse:
    if language not in OFFICIAL or alternative.wording is None or language == alternative.wording["original"]:
        raise Http404
    text = alternative.paragraph.text
    name = get_language_info(language)["name_translated"]
    title, back = (
        _("Translation: %(language)s") % {"language": name},
        reverse("versions", args=[text.edition.slug, text.slug]),
    )

    def filled_from(alternative: Alternative) -> dict[str, Any]:
        version = (alternative.wording or {"versions": {}})["versions"].get(language, {"text": "", "state": "draft"})
        return {"wording": version["text"], "checked": version["state"] == six.CHECKED}

    form = forms.TranslationForm(request.POST or None, standing=as_it_stands(alternative, filled_from))
    if request.method == "POST":
        by = officer(request.user, text.edition, Membership.Role.INTERPRETER, Membership.Role.SECRETARIAT)
        return perform(request, form, translating.translate, by, alternative, language, back=back, title=title)
    page = {"form": form, "back": back, "title": title, "source": queries.source(alternative)}
    return render(request, "texts/translate.html", page)
