"""The texts of an edition, one text as it stands, one paragraph with its history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nadwa import media_types
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.record import capacities
from nadwa.texts import comparing, queries, resolutions, versions, word
from nadwa.texts.fragments import text_fragments
from nadwa.texts.models import NegotiatingText, Paragraph
from nadwa.web.access import rule
from nadwa.web.downloads import download


@rule("texts.browse", find=find_edition, signed_in=False)
@require_safe
def texts(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "texts/texts.html", {"texts": queries.texts(edition, request.user)})


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def text(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """The rolling text, every proposal under the paragraph it would change, also for a wall; the clean text alone; or
    a compilation of all alternatives by paragraph; or a concordance of the languages."""
    view = request.GET.get("view")
    fragments = {} if view in {"clean", "compilation", "concordance"} else text_fragments(text)
    page = {
        "text": text,
        "view": view,
        "standing": versions.standing(text) if view == "clean" else [],
        "marks": queries.marks(queries.outline(text)) if view == "clean" else {},
        "places": queries.places(text) if view == "compilation" else [],
        "concordance": versions.concordance(text) if view == "concordance" else [],
        "state": fragments.pop("state", ""),
        "package": fragments.pop("package", ""),
        "tabled": text.packages.filter(state="tabled").first(),
        "added": fragments.pop("added", ""),
        "paragraphs": fragments,
        "mine": queries.mine(text, request.user),
    }
    return render(request, "texts/text.html", page)


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def rolling_document(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """The rolling text in the reader's language, proposals as tracked changes of their sponsors."""
    content = word.rolling(text, queries.places(text), request.LANGUAGE_CODE)
    return download(content, f"{text.slug}.{request.LANGUAGE_CODE}.docx", media_types.WORD)


@rule("texts.read", find=queries.negotiating_text, signed_in=False)
@require_safe
def compare(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Any two versions of the text in any two languages side by side; the address holds which."""
    page = {"text": text, **comparing.comparison(text, request.GET, request.LANGUAGE_CODE)}
    return render(request, "texts/compare.html", page)


@rule("texts.read", find=queries.paragraph, signed_in=False)
@require_safe
def paragraph(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    """One paragraph: what is on the table, who says what of it, and how it got here."""
    mine = queries.mine(paragraph.text, request.user)
    in_words = capacities.reader(paragraph.text.edition.slug)
    page = {
        "text": paragraph.text,
        "paragraph": paragraph,
        "place": queries.place(paragraph),
        "mine": mine,
        "said": queries.known_positions(paragraph, mine.delegation if mine else None),
        "history": [
            (act, queries.alternative_of(act), in_words(capacities.of(act))) for act in queries.history(paragraph)
        ],
        "notes": paragraph.notes.all(),
        "former": queries.former(paragraph),
    }
    return render(request, "texts/paragraph.html", page)


@rule("texts.read", find=queries.paragraph, signed_in=False)
@require_safe
def similar(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    """Where else something like a paragraph is said."""
    page = {"text": paragraph.text, "paragraph": paragraph, "place": queries.place(paragraph)}
    return render(request, "texts/similar.html", {**page, "similar": resolutions.similar(paragraph)})
