"""Forms as the pages show them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.forms import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.web.languages import OFFICIAL, Content, direction, plain
from nadwa.web.standing import Overtaken, Values, as_typed, in_words, opened, sealed

Standing = Callable[[], Mapping[str, Any]]


class Renderer(DjangoTemplates):
    field_template_name = "web/field.html"


class Typed(forms.BoundField):
    """A field with what was typed in it, as everybody writes it; only passwords stay byte by byte."""

    @property
    def data(self) -> Any:
        typed, widget = super().data, self.field.widget
        if isinstance(widget, forms.PasswordInput):
            return typed
        lines = isinstance(widget, forms.Textarea | forms.HiddenInput)
        if isinstance(typed, list):
            return [characters.normal(one, lines=lines) if isinstance(one, str) else one for one in typed]
        return characters.normal(typed, lines=lines) if isinstance(typed, str) else typed

    def fault(self) -> str:
        """What no document can hold in what was typed; empty if it can hold it all."""
        typed = self.data if isinstance(self.data, list) else [self.data]
        return next((reason for one in typed if isinstance(one, str) and (reason := characters.fault(one))), "")


class Gate(forms.Form):
    """The gate for all that is typed: nothing passes that cannot be written on paper and in files."""

    bound_field_class = Typed

    def full_clean(self) -> None:
        super().full_clean()
        for field in self if self.is_bound else ():
            if reason := field.fault():  # type: ignore[attr-defined]
                self.errors.pop(field.name, None)  # whatever else is wrong with it follows from this
                self.add_error(field.name, reason)


class Form(Gate):
    """A form whose inputs look like the rest of the page and whose errors stand next to the field.

    One that changes something is given what reads how it stands, and carries what it was filled from (web/standing.py).
    `script` is what its page loads for one of its fields.
    """

    script: ClassVar[str] = ""

    def __init__(self, *args: Any, standing: Standing | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        self.standing = standing
        self.overtaken: Overtaken | None = None
        if standing:
            kwargs["initial"] = standing()
        super().__init__(*args, **kwargs)
        if standing and self.is_bound:
            self._choose_theirs()
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.Select):
                widget.attrs.setdefault("class", "form-select")
            elif not isinstance(widget, forms.CheckboxInput | forms.HiddenInput | forms.RadioSelect):
                widget.attrs.setdefault("class", "form-control")

    def _choose_theirs(self) -> None:
        """Where somebody chose what others had written, that is what is typed."""
        chosen = self.data.getlist("theirs")  # type: ignore[attr-defined]
        if not chosen:
            return
        data = self.data = self.data.copy()  # type: ignore[attr-defined]
        theirs = opened(data.get("filled", ""))
        for name in set(chosen) & set(theirs):
            data.setlist(name, theirs[name])

    def filled(self) -> str:
        """What the form carries of what it was filled from; nothing if it changes nothing."""
        if self.standing is None:
            return ""
        return self.data.get("filled", "") if self.is_bound and not self.overtaken else sealed(self.shown_now())

    def refilled(self, words: Mapping[str, str]) -> str:
        """What the form carries from now on, where nothing stands but what somebody sent before in these words."""
        if self.standing is None:
            return ""
        self.initial = dict(self.standing())
        now = self.shown_now()
        said = {str(self[name].label): in_words(self.fields[name], values) for name, values in now.items()}
        alone = {label: said for label, said in said.items() if said} == dict(words)
        return sealed(now) if alone else self.filled()

    def shown_now(self) -> Values:
        return {name: as_typed(field, self.get_initial_for_field(field, name)) for name, field in self.fields.items()}

    def typed(self) -> Values:
        return {name: as_typed(field, self[name].data) for name, field in self.fields.items()}

    def must_stand(self) -> None:
        """Overtaken: what stands is no longer what the form was filled from, and not what is typed in it either."""
        if self.standing is None:
            return
        before = opened(self.data.get("filled", ""))
        self.initial = dict(self.standing())
        overtaken, typed = Overtaken(before, self.shown_now()), self.typed()
        if any(overtaken.now[name] != typed[name] for name in overtaken.changed):
            self.overtaken = overtaken
            raise overtaken

    def give_way(self) -> list[tuple[BoundField, str, str, str, bool]]:
        """Let what others changed stand in the fields that were left alone. The fields that others changed, each with
        what it said before, what it says now, what is typed here, and whether one has to choose."""
        assert self.overtaken is not None  # noqa: S101 - asked for what has been overtaken alone
        before, now, typed = self.overtaken.before, self.overtaken.now, self.typed()
        data = self.data = self.data.copy()  # type: ignore[attr-defined]
        rows = []
        for name in self.overtaken.changed:
            said = [in_words(self.fields[name], values.get(name, [])) for values in (before, now, typed)]
            both = typed[name] not in (before.get(name, []), now[name])
            rows.append((self[name], *said, both))
            if not both:
                data.setlist(name, now[name])
        return rows  # type: ignore[return-value]


class Nothing(Form):
    """An act that needs no input beyond the button pressed."""


class ReasonForm(Form):
    """An act for a reason that goes on the record."""

    reason = forms.CharField(label=_("Reason, for the record"), max_length=500)


class Seen(Form):
    """An act on what the page showed, which is sent along as its SHA-256."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NameField(forms.CharField):
    """The name of a person or a body, or a title, as people are called: any sign in any script, and no sign unseen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, **kwargs})

    def to_python(self, value: Any) -> str:
        return characters.name(super().to_python(value) or "")


class Day(forms.DateField):
    """A day, chosen in the browser’s own calendar."""

    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class Named(forms.ModelChoiceField[Any]):
    """A choice among rows: `named` says what one of them is called."""

    def __init__(
        self, queryset: QuerySet[Any], *, named: Callable[[Any], str] = lambda row: plain(row.name), **kwargs: Any
    ) -> None:
        self.named = named
        super().__init__(queryset, **kwargs)

    def label_from_instance(self, row: Any) -> str:
        return self.named(row)


class SeveralNamed(Named, forms.ModelMultipleChoiceField[Any]):
    """Any number of them."""


@dataclass(frozen=True)
class AskedText:
    """A text that a form asks for in six languages; the label says %(language)s. One that is not `needed` may be left
    out in all of them, and is then None."""

    label: Promise | str
    longest: int = 200
    lines: int = 1
    needed: bool = True

    def field(self, language: str, *, required: bool) -> forms.CharField:
        attributes = {"lang": language, "dir": direction(language), "class": "form-control"}
        widget = forms.TextInput(attributes) if self.lines == 1 else forms.Textarea(attributes | {"rows": self.lines})
        label = str(self.label) % {"language": dict(settings.LANGUAGES)[language]}
        kind = NameField if self.lines == 1 else forms.CharField
        return kind(label=label, max_length=self.longest, required=required, widget=widget)


class SixLanguagesForm(Form):
    """A form with texts in the six official languages; each text's clean value is multilingual content.

    What is not in the original language is left for later.
    """

    texts: ClassVar[dict[str, AskedText]] = {}

    original = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES, initial=get_language)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in self.texts.items():
            for language in OFFICIAL:
                self.fields[f"{name}_{language}"] = text.field(language, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        original = given.pop("original", None)
        for name, text in self.texts.items():
            typed = {language: given.pop(f"{name}_{language}", "") for language in OFFICIAL}
            if not text.needed and not any(typed.values()):
                given[name] = None
                continue
            if original and not typed[original]:
                self.add_error(f"{name}_{original}", _("Write it in its original language at least."))
            versions = {language: {"text": one, "state": "checked"} for language, one in typed.items() if one}
            given[name] = {"original": original, "versions": versions}
        return given

    @classmethod
    def shown(cls, **contents: Content | None) -> dict[str, str]:
        """Contents as the form shows them."""
        given = {name: content for name, content in contents.items() if content}
        first = next(iter(given.values()))
        typed = {
            f"{name}_{language}": version["text"]
            for name, content in given.items()
            for language, version in content["versions"].items()
        }
        return typed | {"original": first["original"]}
