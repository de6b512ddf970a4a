"""Reading accounts, for the officers of the installation."""

from django.core.paginator import Page
from django.db.models import Q
from django.shortcuts import get_object_or_404

from nadwa.accounts.models import Person
from nadwa.web.paging import page_of

PEOPLE = 50


def people(words: str, page: str | None) -> Page[Person]:
    """Those whose name or address has every word."""
    found = Person.objects.prefetch_related("charges").order_by("name", "pk")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word))
    return page_of(found, page, PEOPLE)


def person(number: int) -> Person:
    return get_object_or_404(Person, pk=number)
