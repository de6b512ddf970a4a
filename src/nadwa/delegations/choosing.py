"""Choosing whom to invite: by group, by search, one by one, as another edition did."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.delegations import queries
from nadwa.delegations.models import Body
from nadwa.delegations.ready_made import GROUPS, MEMBERS, Group, ReadyMade, by_code, everybody, folded, of_group
from nadwa.editions.models import Edition
from nadwa.web.forms import Day, Form, Named
from nadwa.web.languages import plain

ALL_MEMBERS, WHOLE, LISTED, ENTERED = "members", "group:", "listed:", "body:"
Choices = list[tuple[str, Promise | str]]


class Chooser(forms.CheckboxSelectMultiple):
    """Boxes in groups that open, each with a box for the whole of it, and a field that searches all of them."""

    template_name = "delegations/chooser.html"
    searching, chosen = _("Search in the list"), _("Ticked")
    help = _("A name in any of the six languages, a code or an acronym.")
    words: ClassVar[Mapping[str, str]] = {}
    members: ClassVar[frozenset[str]] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        words, of_un = self.words.get(str(value), ""), str(value) in self.members
        return option | {"words": words, "whole": str(value).startswith(WHOLE), "member": of_un}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        words = {"searching": self.searching, "help": self.help, "chosen": self.chosen}
        return context | {"words": words}


class InviteForm(Form):
    script = "nadwa/chooser.js"

    chosen = forms.MultipleChoiceField(label=_("Bodies"), widget=Chooser, required=False)
    like = Named(
        Edition.objects.none(),
        named=lambda edition: plain(edition.title),
        label=_("And everybody who was invited to another edition"),
        required=False,
    )
    answer_by = Day(label=_("Answer requested by"))

    def __init__(self, *args: Any, edition: Edition, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        known = by_code(queries.bodies(edition))
        self.bodies = {body.slug: body for body in queries.uninvited(edition) if body not in known.values()}
        invited = set(edition.invitations.values_list("body", flat=True))
        self.invited = {code for code, body in known.items() if body.pk in invited}
        field, like = self.fields["chosen"], self.fields["like"]
        field.choices = self._choices()  # type: ignore[attr-defined]
        field.widget.words = self._words()
        members = (one.code for one in self._open() if one.group in MEMBERS)
        field.widget.members = frozenset(f"{LISTED}{code}" for code in members)
        like.queryset = queries.to_copy(person, edition)  # type: ignore[attr-defined]
        if not like.queryset.exists():  # type: ignore[attr-defined]
            like.widget = like.hidden_widget()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen, like = set(given.pop("chosen", ())), given.pop("like", None)
        given["listed"] = self._listed(chosen)
        given["bodies"] = [body for slug, body in self.bodies.items() if f"{ENTERED}{slug}" in chosen]
        if like:
            given["bodies"] += queries.taking_part(like)
        if not self.errors and not given["listed"] and not given["bodies"]:
            self.add_error("chosen", _("Tick whom you want to invite: a group, or single bodies."))
        return given

    def _listed(self, chosen: set[str]) -> list[ReadyMade]:
        """Those ticked one by one, and those of the groups that were."""
        groups = {group for group in Group if f"{WHOLE}{group}" in chosen}
        groups |= set(MEMBERS) if f"{WHOLE}{ALL_MEMBERS}" in chosen else set()
        return [one for one in self._open() if one.group in groups or f"{LISTED}{one.code}" in chosen]

    def _open(self) -> list[ReadyMade]:
        return [one for one in everybody().values() if one.code not in self.invited]

    def _choices(self) -> list[tuple[Promise | str, Choices]]:
        members = sum(len(of_group(group)) for group in MEMBERS)
        whole = _("All %(number)s Members of the United Nations") % {"number": members}
        choices: list[tuple[Promise | str, Choices]] = [("", [(f"{WHOLE}{ALL_MEMBERS}", whole)])]
        for group, label in GROUPS.items():
            one_by_one = [(f"{LISTED}{one.code}", plain(one.name)) for one in self._open() if one.group == group]
            if one_by_one:
                choices.append((label, [(f"{WHOLE}{group}", _("all of them")), *_sorted(one_by_one)]))
        entered = [(f"{ENTERED}{body.slug}", _named(body)) for body in self.bodies.values()]
        return [*choices, (_("Bodies that you have entered"), _sorted(entered))] if entered else choices

    def _words(self) -> dict[str, str]:
        """What each box is found by."""
        listed = {f"{LISTED}{one.code}": "|".join(one.words) for one in self._open()}
        return listed | {f"{ENTERED}{body.slug}": _words_of(body) for body in self.bodies.values()}


def _sorted(choices: Iterable[tuple[str, str]]) -> list[tuple[str, Promise | str]]:
    return [*sorted(choices, key=lambda choice: folded(choice[1]))]


def _named(body: Body) -> str:
    return f"{plain(body.name)} ({body.get_kind_display()})"


def _words_of(body: Body) -> str:
    return "|".join(folded(version["text"]) for version in body.name["versions"].values())
