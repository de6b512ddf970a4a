"""How a view performs an act: form, command, and an answer that suits browsers with and without scripts."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.forms import PasswordInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nadwa.acts.by import By
from nadwa.record.acts import Refused
from nadwa.record.acts import command as recorded
from nadwa.record.models import Act
from nadwa.record.sentences import said
from nadwa.record.submissions import SentOtherwise, one_at_a_time, submitted
from nadwa.web.asking import confirmed, put_or_act
from nadwa.web.declaring import DeclaredAct
from nadwa.web.forms import Form
from nadwa.web.sending import OURS, address_of, new_key, sent, side_by_side
from nadwa.web.standing import Overtaken


def perform(
    request: HttpRequest,
    form: Form,
    command: Callable[..., Act],
    *arguments: object,
    back: str,
    title: Promise | str,
    onward: Callable[[Act], str] | None = None,
) -> HttpResponse:
    """Run `command(*arguments, **form values)` once and say what came of it.

    A form with errors comes back as it was typed, with the errors next to the fields; a refused act says why. Whatever
    the answer, what is sent from the form next has a key of its own. Done, it leads `back`, or `onward` to what the
    act has made.
    """
    answer = _answer(request, form, partial(command, *arguments), back, title, onward)
    answer["Next-Submission"] = new_key()
    return answer


def ask_and_perform(
    request: HttpRequest,
    act: DeclaredAct[...],
    by: By,
    about: object,
    *,
    back: str,
    after: str = "",
    initial: Mapping[str, object] | None = None,
    **of_form: object,
) -> HttpResponse:
    """GET puts the question of an act `about` something, with its form; POST does what was confirmed. Who does not want
    it goes `back`, as does who has done it, unless there is another page for `after`."""

    def done(form: Form) -> HttpResponse:
        return perform(request, form, act.command, by, about, back=after or back, title=act.title)

    return put_or_act(request, act.question(back), about, partial(act.form, **of_form), done, initial)


def _answer(
    request: HttpRequest,
    form: Form,
    command: Callable[..., Act],
    back: str,
    title: Promise | str,
    onward: Callable[[Act], str] | None,
) -> HttpResponse:
    if not form.is_valid():
        return _form_again(request, form, back, title)
    this = sent(request, form)
    try:
        with submitted(this):
            act = _if_it_stands(request.path_info, form, command)(**form.cleaned_data)
    except SentOtherwise as otherwise:
        return _something_else(request, form, otherwise, back, title)
    except Overtaken as overtaken:
        return _overtaken(request, form, overtaken, back, title)
    except Refused as refused:
        if form.visible_fields() and not request.htmx:  # type: ignore[attr-defined]
            form.add_error(None, str(refused.message))
            return _form_again(request, form, back, title)
        return _refusal(request, refused, back)
    return _acknowledged(request, act, this and this.before, onward(act) if onward else back)


def _acknowledged(request: HttpRequest, act: Act, before: object, back: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "web/notice.html", {"act": act, "said": said(act), "before": before})
        answer["HX-Trigger"] = "acted"
        return answer
    messages.success(request, _done(act, before), extra_tags=str(act.ref))
    return redirect(back)


def _if_it_stands(path: str, form: Form, act: Callable[..., Act]) -> Callable[..., Act]:
    """The same act, if what the form was filled from still stands, and what was asked is as it was confirmed. Of two
    who save at once one goes after the other."""
    as_confirmed = confirmed()
    if form.standing is None and as_confirmed is None:
        return act

    @recorded
    def checked(**values: object) -> Act:
        if as_confirmed:
            as_confirmed()
        if form.standing:
            one_at_a_time(address_of(path))
            form.must_stand()
        return act(**values)

    return checked


def _overtaken(request: HttpRequest, form: Form, overtaken: Overtaken, back: str, title: Promise | str) -> HttpResponse:
    """What others changed meanwhile, field by field, above the form as it was typed."""
    rows = form.give_way()
    page = {"form": form, "back": back, "title": title, "overtaken": rows, "message": overtaken.message}
    return render(request, "web/form_page.html", page, status=409)


def _done(act: Act, before: object) -> str:
    return f"{said(act)} {_('You had already sent this; it was done only once.')}" if before else said(act)


def _form_again(request: HttpRequest, form: Form, back: str, title: Promise | str) -> HttpResponse:
    """The form as it was typed. On a living page it stands there still, so that only what is wrong is answered."""
    template = "web/form_errors.html" if request.htmx else "web/form_page.html"  # type: ignore[attr-defined]
    return render(request, template, {"form": form, "back": back, "title": title}, status=422)


def _refusal(request: HttpRequest, refused: Refused, back: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/notice.html", {"refused": refused.message}, status=409)
    messages.error(request, str(refused.message))
    return redirect(back)


def _something_else(
    request: HttpRequest, form: Form, otherwise: SentOtherwise, back: str, title: Promise | str
) -> HttpResponse:
    """What was sent under this key, beside what is sent now; a button sends the latter under a key of its own."""
    typed = request.POST.copy()
    if form.standing:
        typed["filled"] = form.refilled(dict(otherwise.words))
    hidden = {*OURS, *(bound.name for bound in form if isinstance(bound.field.widget, PasswordInput))}
    page = {
        "act": otherwise.act,
        "said": said(otherwise.act),
        "rows": side_by_side(dict(otherwise.words), dict(otherwise.now)),
        "typed": [(name, value) for name, values in typed.lists() if name not in hidden for value in values],
        "form": form if request.FILES else None,
        "back": back,
        "title": title or _("Send it as a new request"),
    }
    template = "web/otherwise.html" if request.htmx else "web/otherwise_page.html"  # type: ignore[attr-defined]
    return render(request, template, page, status=409)
