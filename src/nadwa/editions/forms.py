from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.editions import two_key
from nadwa.web.forms import Form


class ProposeForm(Form):
    kind = forms.ChoiceField(label=_("What is proposed"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, two_key.get(kind).label) for kind in two_key.kinds()]  # type: ignore[attr-defined]
