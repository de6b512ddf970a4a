"""Acts that nobody can take back ask first: on whom, and what follows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST

from nadwa.web.access import View
from nadwa.web.forms import Form
from nadwa.web.sending import OURS

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Question:
    """What is asked before an act: `says` says of the view's object what follows; who does not want it goes `back`."""

    title: Promise | str
    says: Callable[..., Promise | str | list[str]]
    back: Callable[..., str]
    look: str = "btn-danger"


def ask(
    request: HttpRequest,
    title: Promise | str,
    says: Iterable[Promise | str],
    back: str,
    form: Form | None = None,
    *,
    kept: Iterable[tuple[str, Any]] = (),
    look: str = "btn-primary",
) -> HttpResponse:
    """The page on which an act is confirmed: what follows from it, what it still needs to know, the button, a way back.
    What was sent already is `kept`."""
    page = {"title": title, "says": says, "back": back, "form": form, "kept": kept, "look": look}
    return render(request, "web/asked.html", page)


def asks_first(
    title: Promise | str,
    says: Callable[..., Promise | str | list[str]],
    back: Callable[..., str],
    look: str = "btn-danger",
) -> Callable[[View], View]:
    """Let a view act only on what was confirmed on a page of its own."""
    question = Question(title, says, back, look)
    return _asking(lambda _act: question, acts=True)


def acts_ask_first(questions: Mapping[str, Question]) -> Callable[[View], View]:
    """The same for a view whose address names an act: these ask, the others are done as soon as they are posted."""
    return _asking(questions.get, acts=frozenset(questions))


def _asking(question_for: Callable[[str], Question | None], acts: object) -> Callable[[View], View]:
    def asking(view: View) -> View:
        performing = require_POST(view)

        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def asked(request: HttpRequest, *found: Any, **kwargs: Any) -> HttpResponse:
            question = question_for(kwargs.get("act", ""))
            if question is None or (request.method == "POST" and CONFIRMED in request.POST):
                return performing(request, *found, **kwargs)
            about = found[0] if found else None
            kept = [(name, value) for name, value in request.POST.items() if name not in OURS]
            said, back = question.says(about), question.back(about)
            says = said if isinstance(said, list) else [said]
            return ask(request, question.title, says, back, kept=[*kept, (CONFIRMED, "1")], look=question.look)

        asked.asks_first = acts  # type: ignore[attr-defined]
        return asked

    return asking
