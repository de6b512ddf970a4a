"""Whole addresses of pages, for mails and files."""

from django.conf import settings
from django.urls import reverse


def address(name: str, *arguments: object) -> str:
    """A page's whole address in the language now active."""
    return str(settings.ADDRESS) + reverse(name, args=arguments)
