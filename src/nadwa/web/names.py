"""Names that stand in addresses and in the origins of logs: `[a-z0-9-]+`, and none that means something else there.

The form says so, and the database holds to it. A database that has other names from before keeps them, and does without
that constraint; `nadwa check` names them.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint
from django.db.models import CheckConstraint, Model, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from nadwa.web import languages

PLAIN = "^[a-z0-9-]+$"
ENDING = "_name_is_plain"
# Where the name of an edition stands in an address, others stand too; and a log of the platform's own has such a name.
OF_EDITIONS = (
    *("account", "api", "enter", "health", "live", "metrics", "platform", "states", "static", "tokens", "trust"),
    *("ar", "en", "es", "fr", "ru", "zh-hans"),
)
OF_BODIES = ("new", "remind", "report")
OF_TEXTS = ("issue",)


class PlainName(forms.CharField):
    """A name for addresses, which is none of those that are `taken` by the platform itself."""

    def __init__(self, *, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(**{"max_length": 50, "help_text": _("Small Latin letters, digits and hyphens."), **kwargs})
        self.taken = taken
        self.validators.append(RegexValidator(PLAIN, _("Use only small Latin letters (a–z), digits and hyphens.")))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value in self.taken:
            raise ValidationError(
                _("“%(name)s” means something else in addresses here. Choose another name."), params={"name": value}
            )


def plain_name(model: str, taken: Collection[str] = ()) -> CheckConstraint:
    """The rule for the `slug` of a model."""
    condition = Q(slug__regex=PLAIN) & ~Q(slug__in=list(taken)) if taken else Q(slug__regex=PLAIN)
    return CheckConstraint(condition=condition, name=f"{model}{ENDING}")


class AddWhereItHolds(AddConstraint):
    """A constraint for new rows; not added where rows from before do not keep it: those go on being used."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not _others(model, self.constraint):
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        connection, table = schema_editor.connection, to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, table)
        if self.constraint.name in there:
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def _others(model: type[Model], rule: Any) -> list[str]:
    rows = model._default_manager.exclude(rule.condition)
    return list(rows.order_by("pk").values_list("slug", flat=True))


def not_plain() -> Iterator[str]:
    """Each stored name that no form would take today."""
    for model in apps.get_models():
        for rule in model._meta.constraints:
            if rule.name.endswith(ENDING):
                yield from (
                    f"{model._meta.db_table}: “{name}” is no name for addresses" for name in _others(model, rule)
                )


def plain(title: str, otherwise: str) -> str:
    """A name for addresses made of a title, if it has letters for one."""
    return slugify(title).replace("_", "-")[:40].strip("-") or otherwise


def made_of(text: languages.Content, otherwise: str, taken: Collection[str] = ()) -> str:
    """A name for addresses made of the English of a text, and one that is not taken."""
    return free(plain(languages.plain(text, "en"), otherwise), taken)


def free(name: str, taken: Collection[str]) -> str:
    """The name, or with the first number that makes it one that is not taken."""
    return name if name not in taken else next(one for n in range(2, 10_000) if (one := f"{name}-{n}") not in taken)
