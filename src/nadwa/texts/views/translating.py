"""The translator's desk: which versions are missing, and writing one beside its source."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from nadwa.editions.models import Membership
from nadwa.editions.queries import capacity
from nadwa.record.acts import By
from nadwa.texts import commands, forms, queries
from nadwa.texts import versions as six
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.languages import OFFICIAL

Role = Membership.Role


@rule("texts.translate", find=queries.negotiating_text)
@require_safe
def versions(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Every wording on the table and the state of its six versions."""
    rows = six.table(queries.places(text))
    waiting = sum(state != six.CHECKED for row in rows for _language, state in row.states)
    return render(request, "texts/versions.html", {"text": text, "rows": rows, "waiting": waiting})


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
    if request.method == "POST":
        form = forms.TranslationForm(request.POST)
        by = By(request.user, capacity(request.user, text.edition, Role.INTERPRETER, Role.SECRETARIAT))
        return perform(request, form, commands.translate, by, alternative, language, back=back, title=title)
    version = alternative.wording["versions"].get(language, {"text": "", "state": "draft"})
    form = forms.TranslationForm(initial={"wording": version["text"], "checked": version["state"] == six.CHECKED})
    page = {"form": form, "back": back, "title": title, "source": queries.source(alternative)}
    return render(request, "texts/translate.html", page)
