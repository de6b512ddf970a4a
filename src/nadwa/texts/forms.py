"""What is typed and pressed about a text, as clean values."""

import codecs
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.delegations.forms import DelegationField, DelegationsField
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import members
from nadwa.editions.models import Edition
from nadwa.programme.forms import numbered
from nadwa.programme.models import AgendaItem
from nadwa.texts import akoma_ntoso, spreadsheets, word, xliff
from nadwa.texts.models import (
    Alternative,
    Ballot,
    Confided,
    IssuedText,
    Linkage,
    NegotiatingText,
    Paragraph,
    Position,
    Remark,
)
from nadwa.texts.queries import Place
from nadwa.texts.versions import Row
from nadwa.web.forms import Form, Named
from nadwa.web.languages import plain, written
from nadwa.web.tables import BadUpload

LONGEST = 4000
MOST_BYTES = 2 * 1024 * 1024
SALIENCES = [(number, str(number)) for number in range(1, 6)]
SALIENCE_HELP = _("5 where it matters most to you, 1 where it matters least.")


class WordingForm(Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    wording = forms.CharField(
        label=_("Wording"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST})
    )


class NewTextForm(Form):
    """What every new text has."""

    title = forms.CharField(label=_("Title"), max_length=300)
    slug = forms.SlugField(label=_("Name in addresses"), max_length=50, help_text=_("Latin letters, digits, hyphens."))
    item = Named(AgendaItem.objects.none(), named=numbered, label=_("Agenda item"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    public = forms.BooleanField(label=_("Everybody may read it, not participants only"), required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = edition.agenda.all()  # type: ignore[attr-defined]


class DocumentForm(NewTextForm):
    """A zero draft as a Word document or as Akoma Ntoso."""

    file = forms.FileField(
        label=_("Word document or Akoma Ntoso"),
        widget=forms.FileInput(attrs={"accept": ".docx,.xml,.akn"}),
        help_text=_(
            "Of a Word document, tracked changes and brackets with names become proposals, comments become notes."
        ),
    )
    field_order = ["file", "title", "slug", "item", "language", "public"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        file = given.pop("file")
        if file.size > word.reading.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        try:
            draft = characters.all_normal(_draft(file.read()))
        except (word.BadDocument, characters.Unwritable) as bad:
            raise forms.ValidationError(str(bad)) from bad
        return {**given, "draft": draft, "title": written(given["language"], given["title"])}


def _draft(content: bytes) -> word.Draft:
    return (
        akoma_ntoso.read(content)
        if content.lstrip(codecs.BOM_UTF8 + b" \r\n\t").startswith(b"<")
        else word.read(content)
    )


class IssueForm(NewTextForm):
    """A zero draft, pasted: one paragraph a line."""

    preamble = forms.CharField(
        label=_("Preambular paragraphs"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line."),
    )
    operative = forms.CharField(
        label=_("Operative paragraphs"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One a line; a line that begins with a dash is a subparagraph, with # a heading, with * a footnote."
        ),
    )
    field_order = ["title", "slug", "item", "language", "preamble", "operative", "public"]

    def clean(self) -> dict[str, Any]:
        """What the command takes: title and paragraphs as content in the language they were written in."""
        given = super().clean() or {}
        if self.errors:
            return given
        language, kinds = given.pop("language"), Paragraph.Kind
        marks = {"-": kinds.SUBPARAGRAPH, "–": kinds.SUBPARAGRAPH, "#": kinds.HEADING, "*": kinds.FOOTNOTE}
        paragraphs = [(kinds.PREAMBULAR, line) for line in _lines(given.pop("preamble"))]
        for line in _lines(given.pop("operative")):
            kind = marks.get(line[0])
            paragraphs.append((kind or kinds.OPERATIVE, line[1:].strip() if kind else line))
        if too_long := next((line for _kind, line in paragraphs if not 0 < len(line) <= LONGEST), None):
            raise forms.ValidationError(_("A paragraph has from 1 to 4000 characters: “%s …”") % too_long[:40])
        given["title"] = written(language, given["title"])
        return {**given, "zero_draft": [(kind, written(language, line)) for kind, line in paragraphs]}


def _lines(pasted: str) -> list[str]:
    return [line.strip() for line in pasted.splitlines() if line.strip()]


class NewParagraphForm(WordingForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Paragraph.Kind.choices, initial=Paragraph.Kind.OPERATIVE)
    after = forms.TypedChoiceField(label=_("After"), coerce=int)
    field_order = ["kind", "after", "language", "wording"]

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [place for place in places if place.current]
        choices = [(place.paragraph.number, _short(place, place.current)) for place in standing]
        self.fields["after"].choices = [(0, _("at the beginning")), *choices]  # type: ignore[attr-defined]


class MoveForm(Form):
    after = forms.TypedChoiceField(label=_("After"), coerce=int)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.paragraph.number, _short(place, place.current)) for place in places if place.current]
        self.fields["after"].choices = [(0, _("at the beginning")), *choices]  # type: ignore[attr-defined]


class SplitForm(Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    wordings = forms.CharField(
        label=_("Paragraphs"),
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line; the first keeps the number and the history."),
    )

    def clean_wordings(self) -> list[str]:
        return _lines(self.cleaned_data["wordings"])


class BracketForm(Form):
    words = forms.CharField(
        label=_("Words to put in brackets"),
        max_length=500,
        help_text=_("As they stand in the original of the current text, where they must occur once."),
    )
    requested_by = DelegationField(label=_("At the request of"), required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegations = edition.delegations.select_related("body").order_by("protocol")
        self.fields["requested_by"].queryset = delegations  # type: ignore[attr-defined]


class ReissueForm(Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=IssuedText.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For an addendum or a corrigendum: what it adds or corrects."),
    )


class ShareForm(Form):
    delegations = DelegationsField(label=_("Share with"), required=False, help_text=_("None: nobody but us sees it."))

    def __init__(self, *args: Any, others: QuerySet[Delegation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegations"].queryset = others  # type: ignore[attr-defined]


class MergeForm(WordingForm):
    numbers = forms.TypedMultipleChoiceField(
        label=_("Proposals to merge"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["numbers", "language", "wording"]

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.alternative.number, _short(place, one.alternative)) for one in place.proposals]
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]


class PackageForm(Form):
    """The choices of a package as its address has them: 7-2, 15-1 …"""

    choice = forms.MultipleChoiceField(label=_("Choice"), widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [f"{place.paragraph.number}-{number}" for place in places for number in place.options]
        self.fields["choice"].choices = [(one, one) for one in offered]  # type: ignore[attr-defined]

    def clean_choice(self) -> dict[str, int]:
        pairs = (one.split("-") for one in self.cleaned_data["choice"])
        return {paragraph: int(alternative) for paragraph, alternative in pairs}


class SupposeForm(Form):
    """A linkage supposed for the sake of a question."""

    who = forms.ChoiceField(label=_("Delegation"))
    condition = forms.ChoiceField(label=_("would want"))
    consequence = forms.ChoiceField(label=_("only together with"))
    otherwise = forms.ChoiceField(label=_("Otherwise"), choices=Linkage.Otherwise.choices)

    def __init__(self, *args: Any, places: list[Place], text: NegotiatingText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [
            (f"{place.paragraph.number}-{one.number}", _short(place, one))
            for place in places
            for one in place.alternatives
        ]
        parties = [(row.body.slug, plain(row.body.name)) for row in members(text.edition).select_related("body")]
        self.fields["who"].choices = parties  # type: ignore[attr-defined]
        for name in ("condition", "consequence"):
            self.fields[name].choices = standing  # type: ignore[attr-defined]

    def in_address(self) -> str:
        given = self.cleaned_data
        return f"{given['who']}:{given['condition']}:{given['consequence']}:{given['otherwise']}"


AUDIENCE_HELP = _(
    "What is said in confidence enters no count today: whoever can repeat a count could learn what each delegation "
    "said. The package finder uses public positions only. What you keep for counting stays with your delegation until"
    " there is a count from which no host can work out single positions."
)


class ConfidedForm(Form):
    """What a delegation says of its own: how much it matters, and who may know."""

    salience = forms.TypedChoiceField(label=_("Salience"), choices=SALIENCES, coerce=int, help_text=SALIENCE_HELP)
    audience = forms.ChoiceField(
        label=_("Who may know"),
        choices=Confided.Audience.choices,
        widget=forms.RadioSelect,
        help_text=AUDIENCE_HELP,
    )
    shared_with = DelegationsField(label=_("Share with"), required=False)

    def __init__(self, *args: Any, others: QuerySet[Delegation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shared_with"].queryset = others  # type: ignore[attr-defined]


class PositionForm(ConfidedForm):
    field_order = ["stance"]

    stance = forms.ChoiceField(label=_("Position"), choices=Position.Stance.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        help_text=_("It is seen by whoever sees the position."),
    )


def _uploaded(given: dict[str, Any], name: str, read: Callable[[bytes], Any]) -> dict[str, Any]:
    """The values of a form with what `read` makes of its file under `name`, or with the errors in it."""
    file = given.pop("file", None)
    if file is None:
        return given
    if file.size > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 2 MB."))
    try:
        return {name: characters.all_normal(read(file.read()))}
    except BadUpload as bad:
        raise forms.ValidationError(bad.errors) from bad
    except characters.Unwritable as bad:
        raise forms.ValidationError(str(bad)) from bad


class InstructionsForm(Form):
    """A spreadsheet whose every line is right, or a list of what is wrong in which line."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV or XLSX, with the columns of the exported one. All of it is taken, or nothing."),
    )

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def clean(self) -> dict[str, Any]:
        return _uploaded(super().clean() or {}, "instructions", partial(spreadsheets.read, places=self.places))


class LinkageForm(ConfidedForm):
    field_order = ["condition", "consequence", "otherwise"]

    condition = Named(Alternative.objects.none(), label=_("If this is chosen"))
    consequence = Named(Alternative.objects.none(), label=_("then only together with"))
    otherwise = forms.ChoiceField(label=_("Otherwise"), choices=Linkage.Otherwise.choices)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {one.pk: _short(place, one) for place in places if place.is_open for one in place.alternatives}
        for name in ("condition", "consequence"):
            field = self.fields[name]
            field.queryset = Alternative.objects.filter(pk__in=shown)  # type: ignore[attr-defined]
            field.named = lambda alternative: shown[alternative.pk]  # type: ignore[attr-defined]


def _short(place: Place, alternative: Alternative | None) -> str:
    """An alternative in one line: its paragraph, its number and how it begins."""
    if alternative is None or alternative.wording is None:
        return f"{place.label} · {alternative.number if alternative else ''} · {Alternative.Kind.DELETION.label}"
    words = plain(alternative.wording)
    return f"{place.label} · {alternative.number} · {words if len(words) <= 60 else words[:60] + ' …'}"


class TranslationForm(Form):
    wording = forms.CharField(
        label=_("Translation"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST})
    )
    checked = forms.BooleanField(label=_("Checked"), required=False)


class XliffForm(Form):
    """A translator's file whose every unit is right, or a list of what is wrong in which unit."""

    file = forms.FileField(
        label=_("XLIFF file"),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff"}),
        help_text=_("XLIFF 2.0, as exported here. All of it is taken, or nothing."),
    )

    def __init__(self, *args: Any, rows: list[Row], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.language = rows, language

    def clean(self) -> dict[str, Any]:
        read = partial(xliff.read, rows=self.rows, target=self.language)
        return _uploaded(super().clean() or {}, "translations", read)


class SilenceForm(Form):
    hours = forms.FloatField(
        label=_("Hours until the deadline"),
        min_value=0.001,
        max_value=720,
        initial=24,
        help_text=_("At least an hour; in an exercise it may be a few minutes, such as 0.05."),
    )
    anonymous = forms.BooleanField(label=_("Objections may be made without name"), required=False)


class ExtensionForm(Form):
    hours = forms.IntegerField(label=_("Hours more"), min_value=1, max_value=720, initial=24)


class ObjectionForm(Form):
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
    )


class ReasonForm(Form):
    reason = forms.CharField(label=_("Reason, for the record"), max_length=500)


class BallotForm(Form):
    choice = forms.ChoiceField(label=_("Vote"), choices=Ballot.Choice.choices)


class RemarkForm(WordingForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Remark.Kind.choices)
    field_order = ["kind", "language", "wording"]


def shared(alternative: Alternative) -> dict[str, Any]:
    """With whom a draft is shared, as the form shows it."""
    return {"delegations": alternative.shared_with.all()}
