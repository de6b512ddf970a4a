"""Deciding on a text: silence, votes, remarks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.floor.models import Ballot
from nadwa.texts.forms.wording import WordingForm
from nadwa.texts.models import Remark
from nadwa.web.forms import Form


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


class ObjectionToTextForm(Form):
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
    )


class BallotForm(Form):
    choice = forms.ChoiceField(label=_("Vote"), choices=Ballot.Choice.choices)


class RemarkForm(WordingForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Remark.Kind.choices)
    field_order = ["kind", "language", "wording"]
