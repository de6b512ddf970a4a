from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.enrolment import LONGEST_ADDRESS
from nadwa.accounts.models import Person
from nadwa.delegations import queries
from nadwa.delegations.models import (
    Application,
    Body,
    Constituency,
    Credentials,
    Delegate,
    Delegation,
    FocalPoint,
    Invitation,
    Needs,
    Quota,
)
from nadwa.delegations.ordering import is_letter
from nadwa.editions.models import Edition
from nadwa.web.forms import AskedText, Day, Form, Named, NameField, Seen, SeveralNamed, SixLanguagesForm
from nadwa.web.languages import plain, written
from nadwa.web.moments import LocalMoment
from nadwa.web.names import OF_BODIES, PlainName
from nadwa.web.uploads import ScanField


def _of_body(delegation: Delegation) -> str:
    return plain(delegation.body.name)


class DelegationField(Named):
    """One of the delegations that the form then gives it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Delegation.objects.none(), named=_of_body, **kwargs)


class DelegationsField(SeveralNamed):
    """Any number of them."""

    widget = forms.SelectMultiple({"size": 8})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Delegation.objects.none(), named=_of_body, **kwargs)


class BodyForm(SixLanguagesForm):
    texts = {"name": AskedText(_("Name (%(language)s)"))}

    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices)
    slug = PlainName(label=_("Short name, for addresses"), taken=OF_BODIES)
    email = forms.EmailField(label=_("E-mail address for notes verbales"))
    language = forms.ChoiceField(label=_("Language of correspondence"), choices=settings.LANGUAGES)


class CorrectBodyForm(SixLanguagesForm):
    texts = {
        "name": AskedText(_("Name (%(language)s)")),
        "formal": AskedText(_("Formal name, if it is another (%(language)s)"), needed=False),
    }

    email = forms.EmailField(label=_("E-mail address for notes verbales"), required=False)
    language = forms.ChoiceField(label=_("Language of correspondence"), choices=settings.LANGUAGES)


class ConstituencyForm(SixLanguagesForm):
    texts = {"name": AskedText(_("Name (%(language)s)"))}
    field_order = ["delegations", "original"]

    delegations = SeveralNamed(
        Delegation.objects.none(),
        named=_of_body,
        label=_("Delegations that belong to it"),
        help_text=_("A delegation belongs to one constituency at most: it leaves the one that it was in."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegations"].queryset = edition.delegations.select_related("body")  # type: ignore[attr-defined]


class PersonForm(Form):
    name = NameField(label=_("Name"))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("A mail there lets the person choose a password."),
        max_length=LONGEST_ADDRESS,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=get_language)


class RecoveryForm(Form):
    """Whose account: somebody at the edition, by the name that the person signs in with."""

    person = forms.CharField(label=_("Signs in as"), max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail address for the new link"), max_length=80)
    reason = forms.CharField(
        label=_("How you made sure who asks"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For instance: called back on the number of the permanent mission, 14:20."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean_person(self) -> Person:
        found = queries.somebody_at(self.edition, self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError(_("Nobody at this edition signs in with this name."))
        return found


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(Invitation.State.ACCEPTED, _("accept")), (Invitation.State.DECLINED, _("decline"))],
        widget=forms.RadioSelect,
    )
    level = forms.TypedChoiceField(
        label=_("Level of participation"),
        choices=[("", "–"), *Delegate.Rank.choices],
        coerce=int,
        required=False,
        empty_value=None,
    )
    remark = forms.CharField(label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == Invitation.State.ACCEPTED and given.get("level") is None:
            self.add_error("level", _("Say at which level your body takes part."))
        return given


class SeatForm(Form):
    """A seat and what its delegate needs; a visa needs a passport."""

    role = forms.ChoiceField(label=_("Role"), choices=Delegate.Role.choices, initial=Delegate.Role.ADVISER)
    rank = forms.TypedChoiceField(
        label=_("Rank"), choices=Delegate.Rank.choices, coerce=int, initial=Delegate.Rank.OFFICIAL
    )
    function = NameField(label=_("Function"), required=False)
    visa = forms.BooleanField(label=_("Needs a letter for a visa"), required=False)
    nationality = NameField(label=_("Nationality"), max_length=80, required=False)
    passport = NameField(label=_("Number of the passport"), max_length=40, required=False)
    born_on = Day(label=_("Date of birth"), required=False)
    accessibility = forms.CharField(label=_("Accessibility needs"), max_length=500, required=False)
    interpretation = forms.ChoiceField(
        label=_("Interpretation into"), choices=[("", "–"), *settings.LANGUAGES], required=False
    )
    NEEDS = ("visa", "nationality", "passport", "born_on", "accessibility", "interpretation")
    FOR_VISA = ("nationality", "passport", "born_on")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("visa"):
            for name in self.FOR_VISA:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("A letter for a visa needs this."))
        needs = {name: given.pop(name, None) for name in self.NEEDS}
        return given | {"needs": needs}


class RegisterForm(PersonForm, SeatForm):
    field_order = ["name", "email", "language", "role", "rank", "function"]


def filled_from(seat: Delegate) -> dict[str, Any]:
    """A seat as the form shows it."""
    needs = Needs.objects.filter(delegate=seat).values(*SeatForm.NEEDS).first() or {}
    return {"role": seat.role, "rank": seat.rank, "function": seat.function, **needs}


class CredentialsForm(Form):
    form = forms.ChoiceField(label=_("Kind of letter"), choices=Credentials.Form.choices)
    office = forms.ChoiceField(label=_("Signed by"), choices=Credentials.Office.choices)
    signatory = NameField(label=_("Name of the signatory"))
    scan = ScanField(label=_("The letter, as PDF, PNG or JPEG of at most 5 megabytes"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        letter, media_type = given.pop("scan", None) or (b"", "")
        return given | {"letter": letter, "media_type": media_type}


class RefuseCredentialsForm(Seen):
    reason = forms.CharField(label=_("Reason, as the delegation reads it"), max_length=500)


class DrawForm(Form):
    language = forms.ChoiceField(label=_("Alphabetical order by names in"), choices=settings.LANGUAGES, initial="en")
    letter = forms.CharField(
        label=_("Letter drawn"),
        help_text=_("A letter of the alphabet of that language; for Chinese, the first letter in pinyin."),
        max_length=1,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        letter, language = given.get("letter", ""), given.get("language", "en")
        if letter and not is_letter(language, letter):
            self.add_error("letter", _("This is no letter of the alphabet of that language."))
        return {**given, "letter": letter.upper()}


class QuotaForm(Form):
    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Quota.DEFAULTS:
            field = forms.IntegerField(label=kind.label, min_value=1, max_value=500)
            field.widget.attrs["class"] = "form-control"
            self.fields[str(kind)] = field


class AccreditationForm(Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in Application.KINDS])
    name = NameField(label=_("Name of the organisation"))
    seat = NameField(label=_("City and country"))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    purpose = forms.CharField(
        label=_("What your organisation is for"), max_length=3000, widget=forms.Textarea({"rows": 4})
    )
    programme = forms.CharField(
        label=_("What it has to do with the programme"), max_length=3000, widget=forms.Textarea({"rows": 4})
    )
    contact = NameField(label=_("Name of the contact"))
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The answer comes there."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "name" in given:
            given["name"] = written(get_language() or "en", given["name"])
        return given


class EvaluationForm(Form):
    evaluation = forms.CharField(
        label=_("Evaluation, as the States read it"), max_length=3000, widget=forms.Textarea({"rows": 5})
    )


class ListForm(Form):
    window_until = LocalMoment(label=_("The States may object until"))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window_until"].in_zone(ZoneInfo(edition.time_zone))  # type: ignore[attr-defined]


class RefusalForm(Form):
    reason = forms.CharField(
        label=_("Reason, as the applicant reads it"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )


class ObjectionForm(Form):
    reason = forms.CharField(
        label=_("Reason, for all delegations"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )


class AppealForm(Form):
    appeal = forms.CharField(label=_("Why you appeal"), max_length=2000, widget=forms.Textarea({"rows": 5}))


def answered(invitation: Invitation) -> dict[str, Any]:
    """An answer as the form shows it."""
    return {"answer": invitation.state, "level": invitation.level, "remark": invitation.remark}


def constituency_known(constituency: Constituency) -> dict[str, Any]:
    """A constituency as the form shows it."""
    return {**ConstituencyForm.shown(name=constituency.name), "delegations": constituency.delegation_set.all()}


def focal_point_known(point: FocalPoint) -> dict[str, Any]:
    return {"name": point.person.name, "email": point.person.email, "language": point.person.language}


def body_known(body: Body) -> dict[str, Any]:
    """The particulars of a body as the form shows them."""
    names = CorrectBodyForm.shown(name=body.name, formal=body.formal)
    return {**names, "email": body.email, "language": body.language}


def evaluated(application: Application) -> dict[str, Any]:
    return {"evaluation": application.evaluation}
