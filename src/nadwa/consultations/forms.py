"""What is typed and pressed in a consultation, as clean values."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.consultations.commands.opinion_statements import LONGEST
from nadwa.consultations.models import Consultation, OpinionStatement, OpinionVote, Signal
from nadwa.consultations.queries import accepted
from nadwa.web.forms import AskedText, Form, SixLanguagesForm
from nadwa.web.languages import written
from nadwa.web.names import PlainName

SKIP = "skip"


class BeginConsultationForm(SixLanguagesForm):
    texts = {
        "title": AskedText(_("Title (%(language)s)")),
        "about": AskedText(_("What it is about (%(language)s)"), longest=2000, lines=3),
    }
    field_order = ["slug", "statements", "original"]

    slug = PlainName(label=_("Name in addresses"))
    statements = forms.CharField(
        label=_("First statements"),
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("One a line, in the original language, each of at most 280 characters. Delegates add their own."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        language, lines = given["title"]["original"] or "en", given.get("statements", "").splitlines()
        first = [" ".join(line.split()) for line in lines if line.strip()]
        if too_long := next((line for line in first if len(line) > LONGEST), None):
            self.add_error("statements", _("This statement is too long: “%s …”") % too_long[:40])
        return {**given, "statements": [written(language, line) for line in first]}


class StatementAnswerForm(Form):
    """An answer to a statement: a vote, a signal, or going on without one."""

    statement = forms.ModelChoiceField(
        OpinionStatement.objects.none(), to_field_name="number", widget=forms.HiddenInput
    )
    value = forms.TypedChoiceField(choices=OpinionVote.Value.choices, coerce=int, required=False, empty_value=None)
    signal = forms.ChoiceField(choices=[*Signal.Kind.choices, (SKIP, SKIP)], required=False)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].queryset = accepted(consultation)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("value") is None and not given.get("signal"):
            raise forms.ValidationError(_("This vote was not understood; choose agree, disagree or pass."))
        return given


class OpinionStatementForm(Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Your statement"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST, "data-counted": ""}),
        help_text=_("One thought that others can agree or disagree with, in at most 280 characters."),
    )
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)


class RejectionForm(Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is published with the decision."), strip=True
    )


class RevisionForm(Form):
    """Other wording for statements: several numbers are merged, several lines of text split."""

    numbers = forms.CharField(
        label=_("Statements replaced"), help_text=_("Their numbers; several are merged into one.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    texts = forms.CharField(
        label=_("New wording"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One statement a line; several lines split one statement."),
    )

    def clean_numbers(self) -> list[int]:
        parts = self.cleaned_data["numbers"].replace(",", " ").split()
        numbers = [number for part in parts if (number := characters.number(part)) is not None]
        if not parts or len(numbers) < len(parts):
            raise forms.ValidationError(_("Give the numbers of statements, such as 3 or 3, 5."))
        return numbers

    def clean_texts(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(_("A statement has at most 280 characters."))
        return lines
