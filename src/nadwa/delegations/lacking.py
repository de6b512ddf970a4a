"""What is not known of a body yet, and what needs it. Until something does, a name in one language is enough."""

from collections.abc import Iterable, Iterator

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Body
from nadwa.web.figures import babel_locale
from nadwa.web.languages import missing


def lacking(body: Body) -> list[Promise | str]:
    """In sentences. The body comes with its focal points at the edition."""
    return [*_of_letters(body), *_of_names(body)]


def _of_letters(body: Body) -> Iterator[Promise | str]:
    if not body.email and not body.focal_points.all():
        yield _("Neither an address nor a focal point: a note verbale would reach nobody.")


def _of_names(body: Body) -> Iterator[Promise | str]:
    absent = missing(body.name)
    if body.language in absent:
        said = _("Its name is missing in the language of its notes verbales: %(language)s.")
        yield said % {"language": _called([body.language])}
    others = [language for language in absent if language != body.language]
    if others:
        said = _("Its name is missing in: %(languages)s. Lists and badges in these show it in another language.")
        yield said % {"languages": _called(others)}


def _called(languages: Iterable[str]) -> str:
    return format_list([get_language_info(one)["name_translated"] for one in languages], locale=babel_locale())
