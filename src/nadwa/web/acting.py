"""How a view performs an act: form, command, and an answer that suits browsers with and without scripts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from nadwa.record.acts import Refused, submitted_as
from nadwa.record.kinds import said
from nadwa.record.models import Act
from nadwa.web.forms import Form


def perform(
    request: HttpRequest,
    form: Form,
    command: Callable[..., Act],
    *arguments: object,
    back: str,
    title: Promise | str,
) -> HttpResponse:
    """Run `command(*arguments, **form values)` once and say what came of it.

    A form with errors comes back as it was typed, with the errors next to the fields; a refused act says why.
    """
    if not form.is_valid():
        return _form_again(request, form, back, title)
    try:
        with submitted_as(request.user, request.POST.get("submission")):
            act = command(*arguments, **form.cleaned_data)
    except Refused as refused:
        if form.fields and not request.htmx:  # type: ignore[attr-defined]
            form.add_error(None, str(refused.message))
            return _form_again(request, form, back, title)
        return _refusal(request, refused, back)
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "web/notice.html", {"act": act, "said": said(act)})
        answer["HX-Trigger"] = "acted"
        return answer
    messages.success(request, said(act), extra_tags=str(act.ref))
    return redirect(back)


def _form_again(request: HttpRequest, form: Form, back: str, title: Promise | str) -> HttpResponse:
    """The form as it was typed. On a living page it stands there still, so that only what is wrong is answered."""
    template = "web/form_errors.html" if request.htmx else "web/form_page.html"  # type: ignore[attr-defined]
    return render(request, template, {"form": form, "back": back, "title": title}, status=422)


def _refusal(request: HttpRequest, refused: Refused, back: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/notice.html", {"refused": refused.message}, status=409)
    messages.error(request, str(refused.message))
    return redirect(back)
