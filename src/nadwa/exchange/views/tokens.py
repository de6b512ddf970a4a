"""A person's own keys to the API."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from nadwa.accounts.viewing import signed_in
from nadwa.exchange import forms, tokens
from nadwa.exchange.models import Token
from nadwa.web.access import rule
from nadwa.web.asking import asks_first


@rule("exchange.use_api", fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The own keys; a new one is shown this once."""
    form, key = forms.TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        key, form = tokens.make(signed_in(request), **form.cleaned_data), forms.TokenForm()
    page = {"form": form, "key": key, "tokens": tokens.of(signed_in(request))}
    return render(request, "exchange/tokens.html", page, status=422 if form.errors else 200)


@rule("exchange.revoke_key", find=tokens.numbered)
@asks_first(
    _("Revoke the key"),
    lambda _token: _("Programs that use this key lose access at once, and for good."),
    lambda _token: reverse("tokens"),
)
def revoke(request: HttpRequest, token: Token) -> HttpResponse:
    tokens.revoke(token)
    messages.success(request, _("The key is revoked."))
    return redirect("tokens")
