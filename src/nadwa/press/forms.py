from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.editions.models import Edition
from nadwa.press.models import MediaApplication, Release
from nadwa.web.forms import Form, LocalMoment
from nadwa.web.languages import OFFICIAL, direction

LONGEST = 20_000


class EmbargoForm(Form):
    embargo_until = LocalMoment(
        label=_("Under embargo until"),
        required=False,
        help_text=_("To the minute, in the edition's time. Without a time: everybody may read it once it is issued."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["embargo_until"].in_zone(ZoneInfo(edition.time_zone))  # type: ignore[attr-defined]


class ReleaseForm(EmbargoForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Release.Kind.choices, initial=Release.Kind.RELEASE)
    dated = forms.DateField(label=_("Dated"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    original = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES)

    field_order = ["kind", "dated", "embargo_until", "original"]

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        names = dict(settings.LANGUAGES)
        self.fields["dated"].initial = clock.now().date()
        self.fields["original"].initial = get_language()
        for language in OFFICIAL:
            attributes = {"lang": language, "dir": direction(language), "class": "form-control"}
            for part, widget, longest in (
                ("title", forms.TextInput, 200),
                ("text", forms.Textarea, LONGEST),
            ):
                self.fields[f"{part}_{language}"] = forms.CharField(
                    label=PARTS[part] % {"language": names[language]},
                    max_length=longest,
                    required=False,
                    widget=widget(attributes | ({"rows": 6} if part == "text" else {})),
                )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        original = given.pop("original", None)
        for part in PARTS:
            typed = {language: given.pop(f"{part}_{language}", "") for language in OFFICIAL}
            if original and not typed[original]:
                self.add_error(f"{part}_{original}", _("Write it in its original language at least."))
            given[part] = {
                "original": original,
                "versions": {lang: {"text": text, "state": "checked"} for lang, text in typed.items() if text},
            }
        return given


PARTS = {"title": _("Title (%(language)s)"), "text": _("Text (%(language)s)")}


def known(release: Release) -> dict[str, Any]:
    """A release as the form shows it."""
    texts = {
        f"{part}_{language}": version["text"]
        for part, content in (("title", release.title), ("text", release.text))
        for language, version in content["versions"].items()
    }
    facts = {"kind": release.kind, "dated": release.dated, "embargo_until": release.embargo_until}
    return {**texts, **facts, "original": release.title["original"]}


class ApplicationForm(Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The answer comes there."))
    medium = forms.CharField(label=_("Medium you work for"), max_length=200)
    function = forms.CharField(label=_("Function"), max_length=200)
    press_card = forms.CharField(label=_("Number of the press card, if you have one"), max_length=80, required=False)


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason, as the applicant reads it"),
        max_length=MediaApplication._meta.get_field("reason").max_length,
    )
