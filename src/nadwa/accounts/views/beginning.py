"""The first account of an installation."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from nadwa.accounts import beginning, commands, forms
from nadwa.accounts.models import Person
from nadwa.acts.by import A_HOLDER
from nadwa.record.acts import Refused
from nadwa.web.access import rule
from nadwa.web.given import PASSWORD, note_given_again


@rule("accounts.begin", signed_in=False)
@require_http_methods(["GET", "HEAD", "POST"])
def first_account(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first account of the installation, and go on as its holder."""
    if not beginning.is_good(token):
        return render(request, "account/first.html", status=404)
    form = forms.FirstAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            commands.begin_installation(A_HOLDER, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return _signed_in(request, beginning.first_officer())
    return render(request, "account/first.html", {"form": form}, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest, person: Person) -> HttpResponse:
    """Who has just chosen a password need not give it again."""
    login(request, person)
    note_given_again(request, PASSWORD)
    return redirect("begin")
