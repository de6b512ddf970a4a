"""Packages, and linkages supposed for the sake of a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.queries import members
from nadwa.texts.forms.wording import short
from nadwa.texts.models import Linkage, NegotiatingText
from nadwa.texts.queries import Place
from nadwa.web.forms import Form
from nadwa.web.languages import plain


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
            (f"{place.paragraph.number}-{one.number}", short(place, one))
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
