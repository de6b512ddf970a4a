"""Files that people send: small enough, and of the kind that is asked for."""

from urllib.parse import unquote

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from nadwa import characters, media_types
from nadwa.web.access import View
from nadwa.web.reading import apart
from nadwa.web.refusals import refusal
from nadwa.web.tables import MEGABYTE, BadUpload, is_word

LARGEST_REQUEST = 40 * MEGABYTE
SIGNATURES = {
    media_types.PDF: b"%PDF-",
    media_types.PNG: b"\x89PNG\r\n\x1a\n",
    media_types.JPEG: b"\xff\xd8\xff",
}
ENDINGS = {media_types.PDF: "pdf", media_types.PNG: "png", media_types.JPEG: "jpg", media_types.WORD: "docx"}


class LimitRequests:
    """Answer a request that is far too large before a byte of it is read; and one with what no text can hold."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = characters.number(request.META.get("CONTENT_LENGTH") or "0")
        if length is None or holds_nul(request):
            return refusal(request, 400)
        if length > LARGEST_REQUEST:
            return refusal(request, 413)
        return self.get_response(request)


def holds_nul(request: HttpRequest) -> bool:
    """Whether the address holds the one character that no text in PostgreSQL can."""
    return "\x00" in request.path_info or "\x00" in unquote(request.META.get("QUERY_STRING", ""))


class ScanField(forms.FileField):
    """A scanned letter: PDF, PNG or JPEG. Its clean value is (content, media type), known by the content itself."""

    largest = 5 * MEGABYTE
    neither = _("This is not a PDF, PNG or JPEG file, whatever its name says.")

    def clean(self, data: "UploadedFile[bytes] | None", initial: object = None) -> tuple[bytes, str] | None:
        file = super().clean(data, initial)
        if not file:
            return None
        self.check_size(file)
        content = file.read()
        try:
            kind = self.kind_of(content)
        except BadUpload as bad:
            raise ValidationError(bad.errors) from bad
        if not kind:
            raise ValidationError(self.neither)
        return content, kind

    def kind_of(self, content: bytes) -> str:
        """The media type; empty if it is none of those that are asked for."""
        return next((kind for kind, signature in SIGNATURES.items() if content.startswith(signature)), "")

    def check_size(self, file: "UploadedFile[bytes]") -> None:
        if (file.size or 0) > self.largest:
            message = _("The file has %(size)s megabytes; at most %(most)s are accepted.")
            sizes = {"size": -(-(file.size or 0) // MEGABYTE), "most": self.largest // MEGABYTE}
            raise ValidationError(message, params=sizes)


class DocumentField(ScanField):
    """A document to read: PDF, or Word that unpacks to a sensible size."""

    largest = 20 * MEGABYTE
    neither = _("This is neither a PDF nor a Word document (.docx), whatever its name says.")

    def kind_of(self, content: bytes) -> str:
        if content.startswith(SIGNATURES[media_types.PDF]):
            return media_types.PDF
        return media_types.WORD if apart(is_word, content) else ""
