"""The media types of the files that come in and go out."""

CALENDAR = "text/calendar"
CSV = "text/csv"
FEED = "application/atom+xml"
JPEG = "image/jpeg"
JSON = "application/json"
PDF = "application/pdf"
PNG = "image/png"
SVG = "image/svg+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XML = "application/xml"
ZIP = "application/zip"


def in_utf_8(kind: str) -> str:
    """The type of a file that is text, with its encoding."""
    return f"{kind}; charset=utf-8"
