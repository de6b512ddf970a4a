"""Forms as the pages show them."""

from datetime import UTC, datetime, tzinfo
from typing import Any
from unicodedata import category

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class Renderer(DjangoTemplates):
    field_template_name = "web/field.html"


class Form(forms.Form):
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


class LocalMoment(forms.DateTimeField):
    """A moment typed as the time of a place, to the minute; `in_zone` says of which place."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    zone: tzinfo = UTC

    def in_zone(self, zone: tzinfo) -> None:
        self.zone = zone

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        naive = super().to_python(value)
        return naive.replace(tzinfo=self.zone) if naive else None


class NameField(forms.CharField):
    """The name of a person or a body, as it may stand on paper and in a spreadsheet."""

    JOINERS = "\u200c\u200d"  # letters of Persian and other scripts need them
    FORMULAS = ("=", "+", "-", "@")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, **kwargs})

    def clean(self, value: Any) -> str:
        name = " ".join(super().clean(value).split())
        if any(category(letter).startswith("C") and letter not in self.JOINERS for letter in name):
            raise ValidationError(_("This has characters that cannot be printed; please type it again."))
        if name.startswith(self.FORMULAS):
            raise ValidationError(_("A name does not begin with %(sign)s."), params={"sign": name[0]})
        return name
