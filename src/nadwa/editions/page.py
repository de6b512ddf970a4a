"""The edition that a page is about: for its frame, and hidden while it is not announced."""

from typing import Any

import rules
from django.http import HttpRequest, HttpResponse

from nadwa import clock
from nadwa.accounts.models import Viewer
from nadwa.editions.models import Edition
from nadwa.web.access import View

NOWHERE = ""


def context(request: HttpRequest) -> dict[str, object]:
    return {"edition": request.edition} if hasattr(request, "edition") else {}


class FindEdition:
    """Find the edition that the address names. One that is not announced does not exist for those outside it: its
    name is taken out of the address, so that every view answers as for a name that was never given."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        slug = kwargs.get("edition")
        if slug is None:
            return
        edition = Edition.objects.filter(slug=slug).first()
        if edition and not may_know(request.user, edition):
            edition, kwargs["edition"] = None, NOWHERE
        request.edition = edition  # type: ignore[attr-defined]


def may_know(person: Viewer, edition: Edition) -> bool:
    announced = edition.announced_at is not None and edition.announced_at <= clock.now()
    return announced or rules.has_perm("editions.see_unannounced", person, edition)
