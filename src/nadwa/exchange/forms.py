from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.exchange.models import Plan
from nadwa.web.forms import SixLanguagesForm, Text


class Day(forms.DateField):
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class PlanForm(SixLanguagesForm):
    texts = {"title": Text(_("Title (%(language)s)")), "city": Text(_("City (%(language)s)"))}
    field_order = ["slug", "symbol", "starts_on", "ends_on", "time_zone", "lessons", "original"]

    slug = forms.SlugField(label=_("Short name, for addresses"), help_text=_("Latin letters, digits and hyphens."))
    symbol = forms.RegexField(
        "^[A-Z0-9/.-]+$", label=_("What its document symbols begin with"), max_length=40, help_text="EX/2018"
    )
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("Until"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone) for zone in sorted(available_timezones())]
    )
    lessons = forms.CharField(
        label=_("Lessons of this edition"), max_length=10_000, widget=forms.Textarea({"rows": 6}), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends after it begins."))
        return given


def known(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    names = ("slug", "symbol", "starts_on", "ends_on", "time_zone", "lessons")
    facts = {name: getattr(plan, name) for name in names}
    return {**PlanForm.shown(title=plan.title, city=plan.city), **facts}
