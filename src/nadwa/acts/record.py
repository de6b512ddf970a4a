"""The record itself."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import ANY, Facts, kind


@kind("record.key-changed", _("Key of the record changed"), *ANY)
class KeyChanged(Facts):
    key: str
