from django import forms

from nadwa.consultations.models import Consultation, OpinionStatement, Vote
from nadwa.web.forms import Form


class VoteForm(Form):
    statement = forms.ModelChoiceField(OpinionStatement.objects.none(), to_field_name="number")
    value = forms.TypedChoiceField(choices=Vote.Value.choices, coerce=int)

    def __init__(self, *args: object, consultation: Consultation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        accepted = consultation.statements.filter(accepted=True)
        self.fields["statement"].queryset = accepted  # type: ignore[attr-defined]
