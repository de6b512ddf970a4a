from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.editions.models import Edition
from nadwa.press.models import MediaApplication, Release
from nadwa.web.forms import AskedText, Day, Form, SixLanguagesForm
from nadwa.web.moments import LocalMoment


class EmbargoForm(Form):
    embargo_until = LocalMoment(
        label=_("Under embargo until"),
        required=False,
        help_text=_("To the minute, in the edition's time. Without a time: everybody may read it once it is issued."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["embargo_until"].in_zone(ZoneInfo(edition.time_zone))  # type: ignore[attr-defined]


class ReleaseForm(EmbargoForm, SixLanguagesForm):
    texts = {
        "title": AskedText(_("Title (%(language)s)")),
        "text": AskedText(_("Text (%(language)s)"), longest=20_000, lines=6),
    }
    field_order = ["kind", "dated", "embargo_until", "original"]

    kind = forms.ChoiceField(label=_("Kind"), choices=Release.Kind.choices, initial=Release.Kind.RELEASE)
    dated = Day(label=_("Dated"), initial=lambda: clock.now().date())


def filled_from(release: Release) -> dict[str, Any]:
    """A release as the form shows it."""
    facts = {"kind": release.kind, "dated": release.dated, "embargo_until": release.embargo_until}
    return {**ReleaseForm.shown(title=release.title, text=release.text), **facts}


class ApplicationForm(Form):
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The answer comes there."))
    medium = forms.CharField(label=_("Medium you work for"), max_length=200)
    function = forms.CharField(label=_("Function"), max_length=200)
    press_card = forms.CharField(label=_("Number of the press card, if you have one"), max_length=80, required=False)


class RefuseAccreditationForm(Form):
    reason = forms.CharField(
        label=_("Reason, as the applicant reads it"),
        max_length=MediaApplication._meta.get_field("reason").max_length,
    )
