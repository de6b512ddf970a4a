"""The edition that a page is about, for its frame: title, navigation, the mark of an exercise."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nadwa.editions.models import Edition


def context(request: HttpRequest) -> dict[str, object]:
    slug = request.resolver_match and request.resolver_match.kwargs.get("edition")
    return {"edition": SimpleLazyObject(lambda: Edition.objects.filter(slug=slug).first())} if slug else {}
