"""What a delegation says of its own on what is open: positions, linkages, instructions."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.forms import DelegationsField
from nadwa.delegations.models import Delegation
from nadwa.texts import spreadsheets
from nadwa.texts.forms.files import uploaded
from nadwa.texts.forms.wording import short
from nadwa.texts.models import Alternative, Confided, Linkage, Position
from nadwa.texts.queries import Place
from nadwa.web.forms import Form, Named

SALIENCES = [(number, str(number)) for number in range(1, 6)]
SALIENCE_HELP = _("5 where it matters most to you, 1 where it matters least.")
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


class LinkageForm(ConfidedForm):
    field_order = ["condition", "consequence", "otherwise"]

    condition = Named(Alternative.objects.none(), label=_("If this is chosen"))
    consequence = Named(Alternative.objects.none(), label=_("then only together with"))
    otherwise = forms.ChoiceField(label=_("Otherwise"), choices=Linkage.Otherwise.choices)

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {one.pk: short(place, one) for place in places if place.is_open for one in place.alternatives}
        for name in ("condition", "consequence"):
            field = self.fields[name]
            field.queryset = Alternative.objects.filter(pk__in=shown)  # type: ignore[attr-defined]
            field.named = lambda alternative: shown[alternative.pk]  # type: ignore[attr-defined]


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
        return uploaded(super().clean() or {}, "instructions", partial(spreadsheets.read, places=self.places))
