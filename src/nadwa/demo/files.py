"""The files that the exercise is made of."""

import csv
from pathlib import Path
from typing import Any

from django.conf import settings

from nadwa.web.languages import multilingual

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


def rows_of(name: str) -> list[dict[str, str]]:
    path: Path = settings.DATA / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(row: dict[str, str]) -> dict[str, Any]:
    """The row's words as content in six languages."""
    return multilingual("en", **{language: row[language] for language in LANGUAGES})
