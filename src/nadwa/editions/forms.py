from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.enrolment import LONGEST_ADDRESS
from nadwa.accounts.models import Viewer
from nadwa.editions import offices
from nadwa.editions.models import Edition, Host, Membership, Task
from nadwa.web.forms import AskedText, Day, Form, Named, NameField, SixLanguagesForm
from nadwa.web.languages import Content, plain, reworded, written
from nadwa.web.names import OF_EDITIONS, PlainName

WHAT_IT_IS = {"real": _("A symposium that will be held"), "exercise": _("An exercise, with invented delegations")}


def ask_for_an_end_after_the_beginning(form: forms.Form, given: dict[str, Any]) -> None:
    """What is wrong with the days of an edition is said at the second of them."""
    starts, ends = given.get("starts_on"), given.get("ends_on")
    if starts and ends and ends < starts:
        form.add_error("ends_on", _("It ends after it begins."))


class BeginForm(Form):
    """The first edition of a series. Names are asked for in one language: the others can follow."""

    NAMES = ("series", "title", "city", "host")

    language = forms.ChoiceField(
        label=_("Language in which you fill this in"),
        help_text=_("Other languages can be added later."),
        choices=settings.LANGUAGES,
        initial=get_language,
    )
    host = NameField(label=_("Host that you act for"), help_text=_("A State, an organisation or an institution."))
    series = NameField(
        label=_("Name of the series"), help_text=_("What this symposium and those that follow it are called together.")
    )
    title = NameField(label=_("Title of this symposium"))
    slug = PlainName(
        label=_("Short name, for addresses"),
        help_text=_("Small Latin letters, digits and hyphens. Left empty, it is made of the title."),
        taken=OF_EDITIONS,
        required=False,
    )
    city = NameField(label=_("City"))
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("Until"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[("", "–"), *((zone, zone) for zone in sorted(available_timezones()))]
    )
    exercise = forms.ChoiceField(
        label=_("Kind of symposium"),
        choices=list(WHAT_IT_IS.items()),
        widget=forms.RadioSelect,
        initial="real",
    )
    in_secretariat = forms.BooleanField(
        label=_("I work in the secretariat, too"),
        help_text=_("The secretariat invites, draws up the programme and sets the rules for the floor."),
        initial=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ask_for_an_end_after_the_beginning(self, given)
        language = given.pop("language", "en")
        given |= {name: written(language, given[name]) for name in self.NAMES if name in given}
        return {**given, "exercise": given.get("exercise") == "exercise"}


class ParticularsForm(SixLanguagesForm):
    texts = {"title": AskedText(_("Title (%(language)s)")), "city": AskedText(_("City (%(language)s)"))}
    field_order = ["starts_on", "ends_on", "time_zone", "symbol", "original"]

    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("Until"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_(
            "Meetings keep their moment: arrange them anew if they are to begin at the same hour on the clock."
        ),
        choices=[(zone, zone) for zone in sorted(available_timezones())],
    )
    symbol = forms.RegexField(
        "^[A-Z0-9/.-]+$", label=_("What its document symbols begin with"), max_length=40, help_text="EX/2018"
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        ask_for_an_end_after_the_beginning(self, given)
        return given


class HostForm(SixLanguagesForm):
    texts = {"name": AskedText(_("Name (%(language)s)"))}


class AddHostForm(Form):
    """Another host; its name is asked for in one language, the others can follow."""

    name = NameField(label=_("Name of the host"), help_text=_("A State, an organisation or an institution."))
    language = forms.ChoiceField(
        label=_("Language of this name"),
        help_text=_("Other languages can be added later."),
        choices=settings.LANGUAGES,
        initial=get_language,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        language = given.pop("language", "en")
        return {"name": written(language, given["name"])} if "name" in given else given


class TaskForm(Form):
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Task.Kind.choices)
    owner = Named(Host.objects.none(), label=_("Which host sees to it"))
    due = Day(label=_("Due"))
    dollars = forms.IntegerField(
        label=_("US dollars, for a budget line"), min_value=0, max_value=2_000_000_000, required=False
    )

    def __init__(self, *args: Any, edition: Edition, known_title: Content | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_title = known_title
        self.fields["owner"].queryset = edition.hosts.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("dollars") is not None and given.get("kind") != Task.Kind.BUDGET:
            self.add_error("dollars", _("Only a budget line has an amount."))
        if "title" in given:
            given["title"] = self._in_all_versions(given["title"])
        return given

    def _in_all_versions(self, title: str) -> Content:
        language = get_language() or "en"
        return reworded(self.known_title, language, title) if self.known_title else written(language, title)


def particulars_known(values: dict[str, Any]) -> dict[str, Any]:
    """The particulars of an edition as the form shows them."""
    return {**values, **ParticularsForm.shown(title=values["title"], city=values["city"])}


def host_known(values: dict[str, Any]) -> dict[str, Any]:
    return HostForm.shown(name=values["name"])


def filled_from(task: Task) -> dict[str, Any]:
    """A task as the form shows it."""
    facts = {name: getattr(task, name) for name in ("kind", "owner", "due", "dollars")}
    return {"title": plain(task.title), **facts}


class AppointForm(Form):
    role = forms.ChoiceField(label=_("Function"))
    host = Named(
        Host.objects.none(),
        label=_("Host, for an officer of a host"),
        required=False,
        help_text=_("Officers of a host approve for it. The other functions are held for the whole edition."),
    )
    name = NameField(label=_("Name"))
    email = forms.EmailField(label=_("E-mail address"), max_length=LONGEST_ADDRESS)
    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES, initial=get_language)

    def __init__(self, *args: Any, edition: Edition, person: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Membership.Role.choices)
        roles = offices.appointable(person, edition)
        self.fields["role"].choices = [(role, labels[role]) for role in roles]  # type: ignore[attr-defined]
        hosts = [host.pk for host in offices.hosts_for(person, edition)]
        if hosts:
            self.fields["host"].queryset = edition.hosts.filter(pk__in=hosts)  # type: ignore[attr-defined]
        else:
            del self.fields["host"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        of_a_host = given.get("role") == Membership.Role.HOST
        if of_a_host and not given.get("host") and "host" not in self.errors:
            self.add_error("host", _("Choose the host whose officer this person is to be."))
        if given.get("role") and not of_a_host:
            given["host"] = None
        return given
