from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.cooperation.models import Area, Commitment, Entry
from nadwa.delegations.forms import DelegationsField
from nadwa.delegations.models import Delegation
from nadwa.editions.models import Edition
from nadwa.web.forms import Day, Form
from nadwa.web.languages import plain, written

MOST_DOLLARS = 2_000_000_000


class WrittenForm(Form):
    """A form whose texts are written in the language of its reader."""

    texts: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        language = get_language() or "en"
        return given | {name: written(language, given[name]) for name in self.texts if name in given}


class EntryForm(WrittenForm):
    texts = ("title", "text")

    side = forms.ChoiceField(label=_("Offer or need"), choices=Entry.Side.choices)
    area = forms.ChoiceField(label=_("Area"), choices=Area.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("What is offered or needed"), max_length=3000, widget=forms.Textarea({"rows": 5}))
    begins = Day(label=_("From"))
    ends = Day(label=_("Until"))
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it can be carried out"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    dollars = forms.IntegerField(
        label=_("US dollars offered or needed, if any"), min_value=0, max_value=MOST_DOLLARS, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("begins") and given.get("ends") and given["ends"] < given["begins"]:
            self.add_error("ends", _("It ends after it begins."))
        return given


class LetterForm(Form):
    text = forms.CharField(label=_("Your letter"), max_length=5000, widget=forms.Textarea({"rows": 5}))


class CommitmentForm(WrittenForm):
    texts = ("title", "text", "measure")

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("What will be done, specifically"), max_length=3000, widget=forms.Textarea({"rows": 5})
    )
    target = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_DOLLARS)
    measure = forms.CharField(label=_("of what: what is counted"), max_length=200)
    due = Day(label=_("Done by"))
    dollars = forms.IntegerField(label=_("Budget in US dollars"), min_value=0, max_value=MOST_DOLLARS, initial=0)
    partners = DelegationsField(label=_("Partners"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, edition: Edition, own: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = edition.delegations.exclude(pk=own.pk).select_related("body")
        self.fields["partners"].queryset = others  # type: ignore[attr-defined]


class ReportForm(Form):
    reached = forms.IntegerField(label=_("How many are reached"), min_value=0, max_value=MOST_DOLLARS)
    text = forms.CharField(label=_("What was done"), max_length=2000, widget=forms.Textarea({"rows": 4}))

    def clean(self) -> dict[str, Any]:
        return (super().clean() or {}) | {"language": get_language() or "en"}


class AbandonForm(Form):
    reason = forms.CharField(label=_("Reason, for everybody"), max_length=1000)


def filled_from(commitment: Commitment) -> dict[str, Any]:
    """A commitment as the form shows it."""
    written = {name: plain(getattr(commitment, name)) for name in ("title", "text", "measure")}
    facts = {name: getattr(commitment, name) for name in ("target", "due", "dollars")}
    return {**written, **facts, "partners": [partner.delegation_id for partner in commitment.partners.all()]}
