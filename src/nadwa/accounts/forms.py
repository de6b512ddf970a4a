from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.enrolment import LONGEST_ADDRESS
from nadwa.accounts.models import Charge, Person
from nadwa.mail.models import Server
from nadwa.web.forms import Form, Gate, NameField


class ForgottenForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "username"}), max_length=150
    )


class FirstAccountForm(Form):
    name = NameField(label=_("Your name"), widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput({"autocomplete": "username"}),
        max_length=LONGEST_ADDRESS,
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES, initial=get_language)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least twelve characters."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        again, password = given.pop("again", None), given.get("password")
        if password and again and password != again:
            self.add_error("again", _("The two passwords are not the same."))
        elif password:
            self._require_a_good_one(password, Person(name=given.get("name", ""), username=given.get("email", "")))
        return given

    def _require_a_good_one(self, password: str, person: Person) -> None:
        try:
            validate_password(password, person)
        except ValidationError as poor:
            self.add_error("password", poor)


class ChargeForm(Form):
    what = forms.ChoiceField(label=_("What"), choices=Charge.What.choices)


class MailServerForm(Form):
    host = forms.RegexField(
        r"^(?!.*\.\.)[A-Za-z0-9.:-]+$", label=_("Name of the server"), max_length=200, help_text="mail.example.org"
    )
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=465)
    security = forms.ChoiceField(label=_("Encryption"), choices=Server.Security.choices)
    user = forms.CharField(label=_("User name on this server"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Password on this server"),
        help_text=_("It is kept encrypted and never shown. Left empty, the one that is kept stays."),
        strip=False,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    sender = forms.EmailField(label=_("Address from which mails come"), max_length=200)


def server_as_set(server: Server | None) -> dict[str, Any]:
    """A mail server as the form shows it; of the password nothing."""
    return {name: getattr(server, name) for name in ("host", "port", "security", "user", "sender")} if server else {}


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
