from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.web.forms import Form


class ForgottenForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "username"}), max_length=150
    )
