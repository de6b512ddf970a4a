"""Files that a page hands out."""

from django.http import HttpResponse


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file `name` of media type `kind`, to be saved and not shown."""
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
