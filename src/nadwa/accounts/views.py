"""What somebody who cannot sign in may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nadwa.accounts import enrolment, forms
from nadwa.web.access import rule


@rule("accounts.forget", signed_in=False)
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link to choose a new password. The answer is the same whether there is such an account or not."""
    form = forms.ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        enrolment.send_new_link(form.cleaned_data["email"])
        return render(request, "account/link_sent.html")
    page = {"form": form, "title": _("Send me a link"), "back": reverse("account_login")}
    return render(request, "web/form_page.html", page, status=422 if form.errors else 200)
