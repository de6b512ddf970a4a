"""Files that people send: small enough, and of the kind that is asked for."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from nadwa.web.access import View

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 40 * MEGABYTE
SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


class LimitRequests:
    """Answer a request that is far too large before a byte of it is read."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
            return render(request, "web/error.html", {"status": 413}, status=413)
        return self.get_response(request)


class ScanField(forms.FileField):
    """A scanned letter: PDF, PNG or JPEG. Its clean value is (content, media type), known by the content itself."""

    largest = 5 * MEGABYTE

    def clean(self, data: "UploadedFile[bytes] | None", initial: object = None) -> tuple[bytes, str] | None:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > self.largest:
            message = _("The file has %(size)s megabytes; at most %(most)s are accepted.")
            sizes = {"size": -(-file.size // MEGABYTE), "most": self.largest // MEGABYTE}
            raise ValidationError(message, params=sizes)
        content = file.read()
        kinds = [kind for kind, signature in SIGNATURES.items() if content.startswith(signature)]
        if not kinds:
            raise ValidationError(_("This is not a PDF, PNG or JPEG file, whatever its name says."))
        return content, kinds[0]
