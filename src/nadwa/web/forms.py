"""Forms as the pages show them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.web.languages import OFFICIAL, Content, direction


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
    """A form whose inputs look like the rest of the page and whose errors stand next to the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.Select):
                widget.attrs.setdefault("class", "form-select")
            elif not isinstance(widget, forms.CheckboxInput | forms.HiddenInput | forms.RadioSelect):
                widget.attrs.setdefault("class", "form-control")


class Nothing(Form):
    """An act that needs no input beyond the button pressed."""


class Seen(Form):
    """An act on what the page showed, which is sent along as its SHA-256."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NameField(forms.CharField):
    """The name of a person or a body, or a title, as people are called: any sign in any script, and no sign unseen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, **kwargs})

    def to_python(self, value: Any) -> str:
        return characters.name(super().to_python(value) or "")


@dataclass(frozen=True)
class Text:
    """A text that a form asks for in six languages; the label says %(language)s."""

    label: Promise | str
    longest: int = 200
    lines: int = 1

    def field(self, language: str, *, required: bool) -> forms.CharField:
        attributes = {"lang": language, "dir": direction(language), "class": "form-control"}
        widget = forms.TextInput(attributes) if self.lines == 1 else forms.Textarea(attributes | {"rows": self.lines})
        label = str(self.label) % {"language": dict(settings.LANGUAGES)[language]}
        kind = NameField if self.lines == 1 else forms.CharField
        return kind(label=label, max_length=self.longest, required=required, widget=widget)


class SixLanguagesForm(Form):
    """A form with texts in the six official languages; each text's clean value is multilingual content.

    What is not in the original language is left for later, unless `all_six` are asked for.
    """

    texts: ClassVar[dict[str, Text]] = {}
    all_six: ClassVar[bool] = False

    original = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES, initial=get_language)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in self.texts.items():
            for language in OFFICIAL:
                self.fields[f"{name}_{language}"] = text.field(language, required=self.all_six)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        original = given.pop("original", None)
        for name in self.texts:
            typed = {language: given.pop(f"{name}_{language}", "") for language in OFFICIAL}
            if original and not typed[original] and not self.all_six:
                self.add_error(f"{name}_{original}", _("Write it in its original language at least."))
            versions = {language: {"text": text, "state": "checked"} for language, text in typed.items() if text}
            given[name] = {"original": original, "versions": versions}
        return given

    @classmethod
    def shown(cls, **contents: Content) -> dict[str, str]:
        """Contents as the form shows them."""
        first = next(iter(contents.values()))
        typed = {
            f"{name}_{language}": version["text"]
            for name, content in contents.items()
            for language, version in content["versions"].items()
        }
        return typed | {"original": first["original"]}
