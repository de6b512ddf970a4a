"""Translations, typed or from a translator’s file."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.texts import xliff
from nadwa.texts.forms.files import uploaded
from nadwa.texts.forms.wording import LONGEST
from nadwa.texts.versions import WordingStates
from nadwa.web.forms import Form


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

    def __init__(self, *args: Any, rows: list[WordingStates], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.language = rows, language

    def clean(self) -> dict[str, Any]:
        read = partial(xliff.read, rows=self.rows, target=self.language)
        return uploaded(super().clean() or {}, "translations", read)
