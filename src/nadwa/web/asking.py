"""Acts that nobody can take back ask first: on whom, and what follows. What is confirmed is what the question said."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial, wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from nadwa.acts.by import Somebody
from nadwa.web.access import View
from nadwa.web.forms import Form
from nadwa.web.sending import OURS

CONFIRMED = "confirmed"
Said = Promise | str | list[str] | list[Promise | str]
Title = Promise | str | Callable[..., Promise | str]


class Changed(Exception):
    """What was confirmed is not what the question says by now."""


@dataclass(frozen=True)
class Question:
    """What is asked before an act: `says` says of the view's object what follows; who does not want it goes `back`.

    When the act is done it is looked at again what is said, and what else `stands` that a person went by; `holds` keeps
    others from changing it meanwhile. What the page `shows` beside that may change without being asked about again.
    """

    title: Title
    says: Callable[..., Said]
    back: Callable[..., str]
    look: str = "btn-danger"
    holds: Callable[..., object] = lambda _about: None
    stands: Callable[..., object] = lambda _about, _person: ""
    shows: Callable[..., Said] = lambda _about: []

    def sentences(self, about: Any) -> list[Promise | str]:
        return _listed(self.says(about))

    def digest(self, says: list[Promise | str], about: Any, person: Somebody) -> str:
        """What the page carries of what it `says`, and of what stood. Where nothing is said it is what stands, so that
        a button on a page that everybody sees alike can carry it."""
        stands = str(self.stands(about, person))
        return sha256("\n".join(map(str, [*says, stands])).encode()).hexdigest() if says else stands


def _listed(said: Said) -> list[Promise | str]:
    return list(said) if isinstance(said, list) else [said]


CHANGED = _("What is asked about has changed meanwhile, so nothing was done. This is how it stands now.")
OVER = _("What your page showed has changed meanwhile, so nothing was done. Look at how it stands now.")
_must_be_so: ContextVar[Callable[[], None] | None] = ContextVar("must be so", default=None)


def put_or_act(
    request: HttpRequest,
    question: Question,
    about: Any,
    form: Callable[..., Form],
    act: Callable[[Form], HttpResponse],
    initial: Mapping[str, object] | None = None,
) -> HttpResponse:
    """For an act with a form of its own: GET puts the question, with the form; POST does what was confirmed. What was
    pressed without a question is not carried over to what has come since."""
    if request.method != "POST":
        return put(request, question, about, form(initial=initial))
    asks = bool(question.sentences(about))
    if asks and CONFIRMED not in request.POST:
        return _over(request, question, about) or put(request, question, about, form(initial=request.POST.dict()))
    filled = form(request.POST)
    return as_asked(request, question, about, partial(act, filled), filled, None if asks else form)


def as_asked(
    request: HttpRequest,
    question: Question,
    about: Any,
    act: Callable[[], HttpResponse],
    form: Form | None = None,
    blank: Callable[[], Form] | None = None,
) -> HttpResponse:
    """Let an act be done only if the question says what was confirmed; otherwise it is asked anew, with the form as it
    was sent, or a `blank` one. What a form lacks is said with the question. On a living page, where no question was
    put, it is answered beside what was pressed."""
    token = _must_be_so.set(partial(_require, request, question, about))
    try:
        done = act()
    except Changed:
        now = _anew(about)
        again = blank() if blank else form
        return _over(request, question, now) or put(request, question, now, again, CHANGED, 409)
    finally:
        _must_be_so.reset(token)
    if form is None or done.status_code != HTTPStatus.UNPROCESSABLE_ENTITY or _is_living(request):
        return done
    now = _anew(about)
    message = "" if _is_as_confirmed(request, question, now) else CHANGED
    return put(request, question, now, form, message, done.status_code)


def _over(request: HttpRequest, question: Question, about: Any) -> HttpResponse | None:
    """Where there is nothing to ask about: on a living page, and where what was pressed is gone."""
    if _is_living(request):
        return render(request, "web/notice.html", {"refused": OVER}, status=409)
    if question.sentences(about) or question.stands(about, request.user) != "":
        return None
    messages.error(request, str(OVER))
    return redirect(question.back(about))


def _is_living(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def confirmed() -> Callable[[], None] | None:
    """What looks, within the act, whether that is so which was confirmed; None if nothing was asked."""
    return _must_be_so.get()


def _require(request: HttpRequest, question: Question, about: Any) -> None:
    question.holds(about)
    if not _is_as_confirmed(request, question, _anew(about)):
        raise Changed


def _is_as_confirmed(request: HttpRequest, question: Question, now: Any) -> bool:
    return request.POST.get(CONFIRMED, "") == question.digest(question.sentences(now), now, request.user)


def the_row(about: Model) -> Model:
    """For `holds`, where the act begins with the row itself."""
    return get_object_or_404(type(about)._default_manager.select_for_update(of=("self",)), pk=about.pk)


def _anew(about: Any) -> Any:
    return get_object_or_404(type(about), pk=about.pk) if isinstance(about, Model) else about


def put(
    request: HttpRequest,
    question: Question,
    about: Any,
    form: Form | None = None,
    message: Promise | str = "",
    status: int = 200,
) -> HttpResponse:
    """The page on which an act is confirmed: what follows from it, what it still needs to know, the button, a way back.
    What was sent is kept, and what a form shows is in the form; a `message` says why it is asked again."""
    says = question.sentences(about)
    sent = [] if form else [(name, value) for name, value in request.POST.items() if name not in OURS | {CONFIRMED}]
    page = {
        "title": question.title(about) if callable(question.title) else question.title,
        "says": [*says, *_listed(question.shows(about))],
        "back": question.back(about),
        "form": form,
        "kept": [*sent, (CONFIRMED, question.digest(says, about, request.user))],
        "look": question.look,
        "message": message,
    }
    return render(request, "web/asked.html", page, status=status)


def asks_first(
    title: Title,
    says: Callable[..., Said],
    back: Callable[..., str],
    look: str = "btn-danger",
    **bound: Callable[..., Any],
) -> Callable[[View], View]:
    """Let a view act only on what was confirmed on a page of its own; `bound`: what it `holds`, and what `stands`."""
    question = Question(title, says, back, look, **bound)

    def asking(view: View) -> View:
        performing = require_POST(view)

        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def asked(request: HttpRequest, *found: Any, **kwargs: Any) -> HttpResponse:
            about = found[0] if found else None
            if request.method == "POST" and CONFIRMED in request.POST:
                return as_asked(request, question, about, partial(performing, request, *found, **kwargs))
            return put(request, question, about)

        asked.asks_first = True  # type: ignore[attr-defined]
        return asked

    return asking
