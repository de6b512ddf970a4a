"""What every page needs to know."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from nadwa.web import languages


def context(request: HttpRequest) -> dict[str, object]:
    language = get_language() or "en"
    return {"demo": settings.DEMO, "direction": languages.direction(language), "languages": settings.LANGUAGES}
