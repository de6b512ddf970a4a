"""Files that a page hands out."""

import io
import zipfile
from collections.abc import Mapping

from django.http import HttpResponse


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file `name` of media type `kind`, to be saved and not shown."""
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """The files as a zip, in this order. It names no moment, so that its bytes follow from what is in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
        for name, content in files.items():
            members.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()
