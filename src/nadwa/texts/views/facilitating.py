"""What the facilitator does: take in, merge, agree, reopen; and the package finder."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa.consultations import queries as consultations
from nadwa.editions.capacities import Chair, officer
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import edition as find_edition
from nadwa.record.models import Act
from nadwa.texts import counting, exporters, forms, package_finder, queries, saying
from nadwa.texts.capacities import Facilitator, facilitator
from nadwa.texts.commands import facilitating, issuing, packaging, revising
from nadwa.texts.commands.acting import hold_text_of
from nadwa.texts.models import Alternative, Linkage, NegotiatingText, Paragraph, TabledPackage
from nadwa.texts.views.proposing import page_of, standing_words
from nadwa.web.access import rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.asking import Question, as_asked, asks_first, put
from nadwa.web.declaring import declared, opens_what_asks, serves, the
from nadwa.web.downloads import download
from nadwa.web.forms import Form, Nothing
from nadwa.web.languages import sentence

ACTS = declared(facilitating, to=[Facilitator | Chair])
TEXT_ACTS = declared(revising, to=[Facilitator | Chair])


@rule("texts.issue", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Issue a pasted zero draft; who issues it facilitates it."""
    return _issue(request, edition, _("Issue a zero draft"), forms.IssueForm, issuing.issue_text)


@rule("texts.issue", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def issue_document(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Issue a zero draft from a Word document or Akoma Ntoso."""
    return _issue(request, edition, _("Issue a document"), forms.IssueDocumentForm, issuing.issue_document)


def _issue(
    request: HttpRequest,
    edition: Edition,
    title: str,
    form_class: type[forms.NewTextForm],
    command: Callable[..., Act],
) -> HttpResponse:
    back = reverse("negotiating-texts", args=[edition.slug])
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, edition=edition)
        by = officer(
            request.user, edition, Membership.Role.CHAIR, Membership.Role.SECRETARIAT, Membership.Role.FACILITATOR
        )
        command = partial(command, by, edition, facilitator=request.user)
        return perform(request, form, command, back=back, title=title)
    form = form_class(initial={"language": request.LANGUAGE_CODE}, edition=edition)
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.take_in", find=queries.alternative)
@asks_first(
    lambda alternative: saying.TAKING_IN.get(alternative.kind, _("Take into the text")),
    saying.take_in,
    lambda alternative: page_of(alternative.paragraph),
    "btn-primary",
    holds=hold_text_of,
    stands=lambda alternative, _person: saying.number_standing(alternative.paragraph),
)
def take_in(request: HttpRequest, alternative: Alternative) -> HttpResponse:
    by, back = facilitator(request.user, alternative.paragraph.text), page_of(alternative.paragraph)
    return perform(request, Nothing(request.POST), facilitating.take_in, by, alternative, back=back, title="")


@serves(ACTS)
@rule("texts.facilitate", find=queries.paragraph)
@opens_what_asks(ACTS)
def facilitate(request: HttpRequest, paragraph: Paragraph, act: str) -> HttpResponse:
    """Mark a paragraph as agreed ad referendum, or reopen it."""
    by = facilitator(request.user, paragraph)
    return ask_and_perform(request, the(ACTS, act), by, paragraph, back=page_of(paragraph))


@serves(TEXT_ACTS)
@rule("texts.facilitate", find=queries.negotiating_text)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, text: NegotiatingText, act: str) -> HttpResponse:
    """Begin the next reading, or issue the text anew."""
    back = reverse("compare", args=[text.edition.slug, text.slug])
    return ask_and_perform(request, the(TEXT_ACTS, act), facilitator(request.user, text), text, back=back)


@rule("texts.facilitate", find=queries.paragraph)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    """Offer a wording between those on the table, beginning from the one that stands."""
    offered = facilitating.offer_wording
    return _begun_with_what_stands(request, paragraph, _("Offer a wording"), forms.WordingForm, "wording", offered)


@rule("texts.take_in", find=queries.alternative)
@asks_first(
    _lazy("Withdraw the wording"),
    lambda alternative: sentence(
        _("The facilitator’s wording is withdrawn: %(wording)s"), wording=saying.shown_words(alternative)
    ),
    lambda alternative: page_of(alternative.paragraph),
    holds=hold_text_of,
)
def withdraw_offer(request: HttpRequest, alternative: Alternative) -> HttpResponse:
    by, back = facilitator(request.user, alternative.paragraph.text), page_of(alternative.paragraph)
    return perform(request, Nothing(request.POST), facilitating.withdraw_offer, by, alternative, back=back, title="")


@rule("texts.facilitate", find=queries.paragraph)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    into = facilitating.split_paragraph
    return _begun_with_what_stands(request, paragraph, _("Split the paragraph"), forms.SplitForm, "wordings", into)


def _begun_with_what_stands(
    request: HttpRequest,
    paragraph: Paragraph,
    title: str,
    form_class: type[Form],
    field: str,
    command: Callable[..., Act],
) -> HttpResponse:
    """A form in whose field the words of the paragraph stand, to be changed."""
    back = page_of(paragraph)
    if request.method == "POST":
        by = facilitator(request.user, paragraph.text)
        return perform(request, form_class(request.POST), command, by, paragraph, back=back, title=title)
    words, language = standing_words(request, paragraph)
    form = form_class(initial={"language": language, field: words})
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.facilitate", find=queries.paragraph)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, paragraph: Paragraph) -> HttpResponse:
    title, back, place = _("Merge proposals"), page_of(paragraph), queries.place(paragraph)
    if request.method == "POST":
        form = forms.MergeForm(request.POST, place=place)
        by = facilitator(request.user, paragraph.text)
        return perform(request, form, facilitating.merge_alternatives, by, paragraph, back=back, title=title)
    form = forms.MergeForm(initial={"language": request.LANGUAGE_CODE}, place=place)
    return render(request, "web/form_page.html", {"form": form, "back": back, "title": title})


@rule("texts.facilitate", find=queries.negotiating_text)
@require_safe
def bridging(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Statements on which camps agree, to be taken up as paragraphs."""
    page = {"text": text, "rows": consultations.bridging(text.edition), "taken": queries.taken_up(text)}
    return render(request, "texts/bridging.html", page)


@rule("texts.facilitate", find=queries.negotiating_text)
@require_POST
def take_up(request: HttpRequest, text: NegotiatingText, consultation: str, statement: int) -> HttpResponse:
    found = consultations.statement(text.edition.slug, consultation, statement)
    back = _page_of_text(text)
    by = facilitator(request.user, text)
    return perform(request, Nothing(request.POST), facilitating.take_up_statement, by, text, found, back=back, title="")


@rule("texts.facilitate", find=queries.negotiating_text)
@require_safe
def packages(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Packages as columns, with who gains, who loses and who blocks; the address holds the question."""
    places = queries.places(text)
    question = package_finder.question(request.GET, places)
    supposing = forms.SupposeForm(request.GET if "who" in request.GET else None, places=question.places, text=text)
    if supposing.is_valid():
        return redirect(_with_supposition(request, supposing))
    page = {
        "text": text,
        "question": question,
        "dropped": _dropped(question, places),
        "supposed": _supposed(question, places),
        "supposing": supposing,
        "kept": request.GET.urlencode(),
        "counted": counting.points(),
        "of_silence": counting.points_of_silence(),
        "kept_pairs": [(name, value) for name, values in request.GET.lists() for value in values],
        **package_finder.answer(text, question),
    }
    return render(request, "texts/packages.html", page)


@rule("texts.facilitate", find=queries.negotiating_text, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def table_package(request: HttpRequest, text: NegotiatingText) -> HttpResponse:
    """Ask first: whoever reads the text then sees it."""
    title, finder = _("Table the package"), reverse("packages", args=[text.edition.slug, text.slug])
    sent, places = request.POST if request.method == "POST" else request.GET, queries.places(text)
    if gone := saying.gone(text, places, sent.getlist("choice")):
        messages.warning(request, gone)
        return redirect(finder)
    form = forms.PackageForm(sent, places=places)
    question = Question(
        title,
        lambda text: saying.table_package(text, queries.places(text), form.cleaned_data["choice"]),
        lambda _text: finder,
        "btn-primary",
        hold_text_of,
    )
    if request.method == "POST":
        back = _page_of_text(text)
        by = facilitator(request.user, text)
        done = partial(perform, request, form, packaging.table_package, by, text, back=back, title=title)
        return as_asked(request, question, text, done, form) if form.is_valid() else done()
    if not form.is_valid():
        raise Http404
    return put(request, question, text, form)


@rule("texts.facilitate", find=queries.package, fresh=True)
@asks_first(
    lambda package: _("Take package %(number)s into the text") % {"number": package.number},
    saying.take_in_package,
    lambda package: _page_of_text(package.text),
    "btn-primary",
    holds=hold_text_of,
)
def take_in_package(request: HttpRequest, package: TabledPackage) -> HttpResponse:
    """What the package does not choose is set aside."""
    text = package.text
    by, back = facilitator(request.user, text), _page_of_text(text)
    return perform(request, Nothing(request.POST), packaging.take_in_package, by, package, back=back, title="")


@rule("texts.facilitate", find=queries.negotiating_text)
@require_safe
def non_paper(request: HttpRequest, text: NegotiatingText, form: str) -> HttpResponse:
    """A package as a document without symbol: the choices are in the address."""
    places = queries.places(text)
    choices = forms.PackageForm(request.GET, places=places)
    if form not in exporters.NON_PAPERS or not choices.is_valid():
        raise Http404
    write, kind = exporters.NON_PAPERS[form]
    content = write(text, places, choices.cleaned_data["choice"], request.LANGUAGE_CODE)
    return download(content, f"{text.slug}-non-paper.{form}", kind)


def _dropped(question: package_finder.PackageQuestion, places: list[queries.Place]) -> list[dict[str, str]]:
    """The red lines left out of account, by the labels of their paragraphs: OP3 · 2, or OP9 · 3 → OP8 · 2."""
    labels = {place.paragraph.number: place.label for place in places}
    lines = sorted(question.dropped)
    ends = [[f"{labels.get(line[at], '')} · {line[at + 1]}" for at in range(0, len(line), 2)] for line in lines]
    return [
        {"value": "-".join(map(str, line)), "label": " → ".join(names)} for line, names in zip(lines, ends, strict=True)
    ]


def _with_supposition(request: HttpRequest, supposing: forms.SupposeForm) -> str:
    """The address of the same question with one more linkage supposed."""
    asked = request.GET.copy()
    for name in supposing.fields:
        asked.pop(name, None)
    asked.appendlist("suppose", supposing.in_address())
    return f"{request.path}?{asked.urlencode()}"


def _supposed(question: package_finder.PackageQuestion, places: list[queries.Place]) -> list[dict[str, str]]:
    """The linkages supposed: aldora: OP3 · 2 → OP9 · 1."""
    labels = {place.paragraph.number: place.label for place in places}
    return [
        {
            "value": supposition.address,
            "label": f"{who}: {labels[a]} · {b} → {labels[c]} · {d} ({Linkage.Otherwise(otherwise).label})",
        }
        for supposition in question.supposed
        for who, (a, b, c, d), otherwise in [supposition]
    ]


def _page_of_text(text: NegotiatingText) -> str:
    return reverse("negotiating-text", args=[text.edition.slug, text.slug])
