from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.editions.forms import WHAT_IT_IS, ask_for_an_end_after_the_beginning
from nadwa.editions.models import Edition
from nadwa.exchange import imports, queries
from nadwa.exchange.models import Along, Plan, Token, everything
from nadwa.web.forms import AskedText, Day, Form, Named, SixLanguagesForm
from nadwa.web.names import OF_EDITIONS, PlainName
from nadwa.web.tables import BadUpload


class PlanForm(SixLanguagesForm):
    texts = {"title": AskedText(_("Title (%(language)s)")), "city": AskedText(_("City (%(language)s)"))}
    field_order = [
        *("slug", "symbol", "starts_on", "ends_on", "time_zone"),
        *("exercise", "comes_along", "facilitator", "lessons", "original"),
    ]

    slug = PlainName(label=_("Short name, for addresses"), taken=OF_EDITIONS)
    symbol = forms.RegexField(
        "^[A-Z0-9/.-]+$", label=_("What its document symbols begin with"), max_length=40, help_text="EX/2018"
    )
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("Until"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone) for zone in sorted(available_timezones())]
    )
    exercise = forms.ChoiceField(
        label=_("Kind of symposium"), choices=list(WHAT_IT_IS.items()), widget=forms.RadioSelect, initial="real"
    )
    comes_along = forms.MultipleChoiceField(
        label=_("What comes along"),
        choices=Along.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=everything,
        required=False,
        help_text=_("Hosts, secretariat, topics and agenda always come along."),
    )
    facilitator = Named(
        Person.objects.none(),
        named=lambda person: str(person.name),
        label=_("Who facilitates the texts that come along"),
        help_text=_("An officer of a host or of the secretariat. A text can be handed over at any time."),
        required=False,
    )
    lessons = forms.CharField(
        label=_("Lessons of this edition"), max_length=10_000, widget=forms.Textarea({"rows": 6}), required=False
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts_come_along = queries.open_texts(edition).exists()
        self.fields["facilitator"].queryset = queries.officers_who_go_on(edition)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        ticked = self.texts_come_along and Along.TEXTS in given.get("comes_along", [])
        if ticked and not given.get("facilitator") and "facilitator" not in self.errors:
            self.add_error("facilitator", _("Choose who facilitates the texts that come along."))
        ask_for_an_end_after_the_beginning(self, given)
        return {**given, "exercise": given.get("exercise") == "exercise"}


def to_begin_with(edition: Edition) -> dict[str, Any]:
    """What the form shows where nothing is planned yet."""
    return {"time_zone": edition.time_zone, "exercise": "real", "comes_along": everything()}


def filled_from(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    names = ("slug", "symbol", "starts_on", "ends_on", "time_zone", "comes_along", "facilitator", "lessons")
    facts = {name: getattr(plan, name) for name in names} | {"exercise": "exercise" if plan.exercise else "real"}
    return {**PlanForm.shown(title=plan.title, city=plan.city), **facts}


class TokenForm(Form):
    name = forms.CharField(label=_("What the key is for"), max_length=80)
    scope = forms.ChoiceField(label=_("Scope"), choices=Token.Scope.choices)
    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, max_value=365, initial=30)


FILES: dict[str, tuple[Any, Any]] = {
    "invited": (
        _("Table of bodies to invite"),
        _(
            "CSV in UTF-8 or XLSX. Columns, named in any of the six languages: body, by its code, its acronym or its"
            " name in any of them; and if you like e-mail address, language, answer requested by. Invitations are"
            " drafted; nothing is sent."
        ),
    ),
    "participants": (
        _("Table of participants"),
        _(
            "CSV in UTF-8 or XLSX. Columns, named in any of the six languages: body, name, e-mail address; and if you"
            " like language, role, rank, function."
        ),
    ),
    "popolo": (
        _("Popolo JSON"),
        _("Persons with their e-mail address, who are members of organizations that have a delegation here."),
    ),
    "openslides": (
        _("Meeting in JSON, as OpenSlides 4 exports it"),
        _(
            "Participants whose structure level is a delegation here, topics as agenda items, motions as zero drafts."
            " Polls and elections are left behind."
        ),
    ),
    "polis": (
        _("Polis export, as a zip file"),
        _("Of comments.csv and votes.csv, and if there is one summary.csv. Nobody votes in it here."),
    ),
    "programme": (
        _("Schedule in JSON, as frab and pretalx write it"),
        _("Events with a guid that this site has given are changed; all others are new meetings."),
    ),
}


class FileForm(Form):
    """A file of a kind to import, whose clean value is its content; `rows` are the preview of its lines."""

    largest = 10 * 1024 * 1024

    file = forms.FileField()
    language = forms.ChoiceField(
        label=_("Language, where the file does not say one"),
        choices=settings.LANGUAGES,
        initial=get_language,
    )

    def __init__(self, *args: Any, edition: Edition, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.kind = edition, kind
        self.fields["file"].label, self.fields["file"].help_text = FILES[kind]

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > self.largest:
            raise forms.ValidationError(_("A file to import has at most 10 megabytes."))
        content: bytes = file.read()
        return content

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                self.rows = imports.read(self.kind, given["file"], self.edition, given["language"])
            except BadUpload as bad:
                self.add_error("file", bad.errors)
        return given
