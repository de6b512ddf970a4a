from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.web.forms import Form, Gate


class ForgottenForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "username"}), max_length=150
    )


class PasskeyForm(Gate, AddWebAuthnForm):
    """The name of a passkey is the one text that allauth's own forms keep."""


class PasskeyNameForm(Gate, EditWebAuthnForm):
    pass
