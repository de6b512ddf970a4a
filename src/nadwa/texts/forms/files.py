"""Files of rows, of which all is taken or nothing."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.web.tables import BadUpload

MOST_BYTES = 2 * 1024 * 1024


def uploaded(given: dict[str, Any], name: str, read: Callable[[bytes], Any]) -> dict[str, Any]:
    """The values of a form with what `read` makes of its file under `name`, or with the errors in it."""
    file = given.pop("file", None)
    if file is None:
        return given
    if file.size > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than 2 MB."))
    try:
        return {name: characters.all_normal(read(file.read()))}
    except BadUpload as bad:
        raise forms.ValidationError(bad.errors) from bad
    except characters.Unwritable as bad:
        raise forms.ValidationError(str(bad)) from bad
