from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.web.forms import Form, Gate


class ForgottenForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "username"}), max_length=150
    )


class KeyGate(Gate):
    """The name of a passkey is the one text that allauth's own forms keep; what it is called is said in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["name"].label = _("Name of the key, for instance the telephone that it is on")


class PasskeyForm(KeyGate, AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("This key signs in by itself, without a password")
        self.fields["passwordless"].help_text = _("The device then asks for a fingerprint, a face or a PIN.")


class PasskeyNameForm(KeyGate, EditWebAuthnForm):
    pass
