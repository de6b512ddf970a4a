"""Wordings: proposed, moved, split, merged, put in brackets, shared."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.forms import DelegationField, DelegationsField
from nadwa.delegations.models import Delegation
from nadwa.editions.models import Edition
from nadwa.texts.models import Alternative, Paragraph
from nadwa.texts.queries import Place
from nadwa.web.forms import Form
from nadwa.web.languages import plain

LONGEST = 4000


class WordingForm(Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    wording = forms.CharField(
        label=_("Wording"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST})
    )


class NewParagraphForm(WordingForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Paragraph.Kind.choices, initial=Paragraph.Kind.OPERATIVE)
    after = forms.TypedChoiceField(label=_("After"), coerce=int)
    field_order = ["kind", "after", "language", "wording"]

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [place for place in places if place.current]
        choices = [(place.paragraph.number, short(place, place.current)) for place in standing]
        self.fields["after"].choices = [(0, _("at the beginning")), *choices]  # type: ignore[attr-defined]


class PlaceForm(Form):
    after = forms.TypedChoiceField(label=_("After"), coerce=int)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.paragraph.number, short(place, place.current)) for place in places if place.current]
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
        return lines_of(self.cleaned_data["wordings"])


class MergeForm(WordingForm):
    numbers = forms.TypedMultipleChoiceField(
        label=_("Proposals to merge"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["numbers", "language", "wording"]

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.alternative.number, short(place, one.alternative)) for one in place.proposals]
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]


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


class ShareForm(Form):
    delegations = DelegationsField(label=_("Share with"), required=False, help_text=_("None: nobody but us sees it."))

    def __init__(self, *args: Any, others: QuerySet[Delegation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegations"].queryset = others  # type: ignore[attr-defined]


def shared(alternative: Alternative) -> dict[str, Any]:
    """With whom a draft is shared, as the form shows it."""
    return {"delegations": alternative.shared_with.all()}


def lines_of(pasted: str) -> list[str]:
    return [line.strip() for line in pasted.splitlines() if line.strip()]


def short(place: Place, alternative: Alternative | None) -> str:
    """An alternative in one line: its paragraph, its number and how it begins."""
    if alternative is None or alternative.wording is None:
        return f"{place.label} · {alternative.number if alternative else ''} · {Alternative.Kind.DELETION.label}"
    words = plain(alternative.wording)
    return f"{place.label} · {alternative.number} · {words if len(words) <= 60 else words[:60] + ' …'}"
