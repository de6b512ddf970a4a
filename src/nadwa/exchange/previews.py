"""What the lines of an import would do. What is passed over is nothing an edition takes in, and stops nothing."""

from typing import Any

from django.core.exceptions import ValidationError

from nadwa.web.forms import NameField

NEW, CHANGED, SAME, PASSED_OVER, REFUSED = "new", "changed", "same", "passed over", "refused"


def name_of(problems: list[list[str]], column: str, given: Any, **options: Any) -> str:
    """A name as `NameField(**options)` cleans it; else empty, with what is wrong added to the problems of the line."""
    try:
        name: str = NameField(**options).clean(given)
    except ValidationError as error:
        problems.append([column, " ".join(error.messages)])
        return ""
    return name
