"""What the pages say before an act on a text is confirmed: what follows, and what cannot be undone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from nadwa import characters
from nadwa.accounts.models import Viewer
from nadwa.delegations.queries import seat
from nadwa.floor.saying import unanswered
from nadwa.texts import counting, queries
from nadwa.texts.models import Alternative, Bracket, Decision, NegotiatingText, Paragraph, Position, TabledPackage
from nadwa.web.languages import listed, marked, plain, sentence, shown

TAKING_IN = {
    Alternative.Kind.MOVE: _lazy("Move the paragraph"),
    Alternative.Kind.DELETION: _lazy("Delete the paragraph"),
}


def words(alternative: Alternative) -> str:
    return plain(alternative.wording) if alternative.wording else str(alternative.get_kind_display())


def shown_words(alternative: Alternative) -> str:
    """The same on a page, in the language they are in."""
    return shown(alternative.wording) if alternative.wording else str(alternative.get_kind_display())


def _in_brackets(bracket: Bracket) -> str:
    """They are words of the original."""
    wording = bracket.alternative.wording
    return marked(bracket.words, wording["original"]) if wording else bracket.words


def readers(text: NegotiatingText) -> str:
    """Who sees what is put on the table of a text."""
    return _("Everybody sees it, without signing in.") if text.public else _("All participants in the edition see it.")


def take_in(alternative: Alternative) -> list[str]:
    if alternative.kind == Alternative.Kind.MOVE:
        return [_("The paragraph moves to the place that is proposed. Another move could bring it back.")]
    current = standing(alternative.paragraph)
    becomes = sentence(_("It becomes the text of the paragraph: %(wording)s"), wording=shown_words(alternative))
    deleted = alternative.kind == Alternative.Kind.DELETION
    said = [_("The paragraph is deleted from the text.") if deleted else becomes]
    if current:
        goes = _("The wording that stands now goes to the earlier wordings, and its brackets with it: %(wording)s")
        said.append(sentence(goes, wording=shown_words(current)))
    return [*said, _("This is not undone: to return to the earlier wording, somebody would have to propose it again.")]


def agree(paragraph: Paragraph) -> list[str]:
    current = standing(paragraph)
    text = shown_words(current) if current else "–"
    return [
        sentence(_("The paragraph is agreed ad referendum: %(wording)s"), wording=text),
        _("From then on nobody can propose other wording or brackets here, unless you reopen the paragraph."),
    ]


def standing(paragraph: Paragraph) -> Alternative | None:
    return paragraph.alternatives.filter(state=Alternative.State.CURRENT).first()


def number_standing(paragraph: Paragraph) -> int:
    """Which wording stands, 0 for none: two may read alike where neither has been translated."""
    current = standing(paragraph)
    return current.number if current else 0


def position_of(alternative: Alternative, person: Viewer) -> list[tuple[Any, ...]]:
    """What the person's delegation says of it."""
    own = seat(person, alternative.paragraph.text.edition)
    said = Position.objects.filter(alternative=alternative, delegation=own.delegation if own else None)
    return list(said.values_list("stance", "salience", "audience", "note"))


def keep_words(bracket: Bracket) -> list[str]:
    said = _("The brackets go, and these words stay in the text: %(words)s")
    return [sentence(said, words=_in_brackets(bracket)), *_brackets_are_lost(bracket)]


def take_words_out(bracket: Bracket) -> list[str]:
    said = sentence(
        _("These words go from the text, together with their brackets: %(words)s"), words=_in_brackets(bracket)
    )
    return [said, _("The translations of the paragraph are to be checked again."), *_brackets_are_lost(bracket)]


def _brackets_are_lost(bracket: Bracket) -> list[str]:
    names = listed(shown(one.body.name) for one in bracket.supporters.select_related("body"))
    said = _("These delegations want the brackets, and are not asked again: %(who)s")
    return [sentence(said, who=names)] if names else []


def table(draft: Alternative) -> list[str]:
    return [
        sentence(_("Your delegation puts this on the table: %(wording)s"), wording=shown_words(draft)),
        readers(draft.paragraph.text),
        _("You can withdraw it later; that it was tabled stays on the record."),
    ]


def discard(draft: Alternative) -> list[str]:
    return [sentence(_("Your delegation’s draft will be deleted: %(wording)s"), wording=shown_words(draft))]


def withdraw(proposal: Alternative) -> list[str]:
    said = _("Your delegation will no longer sponsor this; a proposal without a sponsor lapses: %(wording)s")
    return [sentence(said, wording=shown_words(proposal))]


def table_package(text: NegotiatingText, places: Sequence[queries.Place], choice: Mapping[str, int]) -> list[str]:
    before = text.packages.filter(state=TabledPackage.State.TABLED).first()
    said = [_chosen(places, choice), readers(text)]
    if before:
        said.append(_("It takes the place of package %(number)s.") % {"number": before.number})
    return [
        *said,
        _("That it was tabled stays on the record. It becomes the text only when you take it in."),
        *counting.in_words(text, choice),
    ]


def gone(text: NegotiatingText, places: Sequence[queries.Place], choices: Sequence[str]) -> str:
    """What of the choices that an address holds has been on the table and is not any more; nothing if all is there."""
    offered = {f"{place.paragraph.number}-{number}" for place in places for number in place.options}
    labels = {str(paragraph.number): label for paragraph, label in queries.outline(text)}
    pairs = [one.partition("-")[::2] for one in choices if one not in offered]
    names = [
        f"{labels[paragraph]} · {_numbered(number)}"
        for paragraph, digits in pairs
        if paragraph in labels and (number := characters.number(digits)) is not None
    ]
    said = _(
        "Nothing was tabled, because this is no longer on the table: %(gone)s. These are the packages as things stand"
        " now."
    )
    return said % {"gone": "; ".join(names)} if names else ""


def take_in_package(package: TabledPackage) -> list[str]:
    places = queries.places(package.text)
    aside = [
        f"{place.label} · {_option(place, one.number)}"
        for place in places
        for one in place.alternatives
        if package.choice.get(str(place.paragraph.number), one.number) != one.number
    ]
    said = [
        _chosen(places, package.choice),
        _("What the package chooses becomes the text; what else was proposed there is set aside."),
    ]
    return [*said, _("This is set aside: %(proposals)s.") % {"proposals": "; ".join(aside)}] if aside else said


def _chosen(places: Sequence[queries.Place], choice: Mapping[str, int]) -> str:
    chosen = [
        f"{place.label} · {_option(place, choice[str(place.paragraph.number)])}"
        for place in places
        if str(place.paragraph.number) in choice
    ]
    return _("The package chooses: %(choices)s.") % {"choices": "; ".join(chosen)}


def _option(place: queries.Place, number: int) -> str:
    if place.current and place.current.number == number:
        return _("current text")
    return _numbered(number)


def _numbered(number: int) -> str:
    return f"{_('Alternative')} {number}" if number else _("none")


def drop_position(alternative: Alternative) -> list[str]:
    return [
        sentence(
            _("Your delegation’s position is removed, with its note and its audience: %(wording)s"),
            wording=shown_words(alternative),
        ),
        _("If it was public, the record says that it was dropped."),
    ]


def _running(text: NegotiatingText) -> Decision | None:
    found = text.decisions.filter(state=Decision.State.RUNNING)
    return found.select_related("alternative", "sitting__meeting__edition").first()


def running(text: NegotiatingText) -> object:
    """Which decision on the text an act would be on."""
    return next(iter(text.decisions.filter(state=Decision.State.RUNNING).values_list("pk", flat=True)), "")


def decided(text: NegotiatingText) -> list[str]:
    """What is being decided on the text."""
    decision = _running(text)
    if decision is None:
        return [_("The text is not before such a decision.")]
    return [format_html("{}: {}", decision.get_kind_display(), shown(text.title))]


def objection(text: NegotiatingText) -> list[str]:
    said = _("An objection ends it at once: the text is not adopted and goes back to negotiation.")
    return [*decided(text), said]


def silence(text: NegotiatingText) -> list[str]:
    said = _("Unless a delegation objects before the deadline, the text is adopted in all six languages, as it stands.")
    return [said]


def question(_text: NegotiatingText) -> list[str]:
    return [
        _("The house is asked whether there is any objection. One objection sends the text back to negotiation."),
        _("The text is adopted when you declare it adopted; until then you can withdraw the question."),
    ]


def voted_on(text: NegotiatingText) -> list[str]:
    decision = _running(text)
    if decision is None or decision.kind != Decision.Kind.VOTE:
        return [_("No such vote is under way.")]
    if decision.alternative is None:
        return [_("The vote is on the text as a whole.")]
    return [sentence(_("The vote is on this amendment: %(wording)s"), wording=shown_words(decision.alternative))]


def vote(subject: NegotiatingText | Alternative) -> list[str]:
    text = subject.paragraph.text if isinstance(subject, Alternative) else subject
    on = _amending(subject) if isinstance(subject, Alternative) else [shown(text.title)]
    if text.public:
        return [*on, _("How each delegation votes is published with the text, even if the meeting is closed.")]
    return [*on, _("How each delegation votes is shown to all participants in the edition.")]


def _amending(alternative: Alternative) -> list[str]:
    label = dict(queries.outline(alternative.paragraph.text))[alternative.paragraph]
    place = format_html("{} · {}", label, _numbered(alternative.number))
    return [sentence(_("The vote is on this amendment: %(wording)s"), wording=place), shown_words(alternative)]


def gavel(_text: NegotiatingText) -> list[str]:
    return [_("The text is adopted in all six languages, as it stands now, and cannot be changed any more.")]


def reading(text: NegotiatingText) -> list[str]:
    words = _("From now on this is reading %(number)s of the text; nobody can go back to an earlier one.")
    return [words % {"number": text.reading + 1}]


def silent(text: NegotiatingText) -> list[str]:
    """Before a vote closes: who is present and has not voted."""
    decision = _running(text)
    if decision is None or decision.kind != Decision.Kind.VOTE:
        return [_("No such vote is under way.")]
    return [unanswered(queries.silent_on(decision))]


def discontinue(_text: NegotiatingText) -> list[str]:
    return [_("The vote decides nothing, and the ballots are not counted. The text is negotiated again.")]
