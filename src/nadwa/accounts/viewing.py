"""Who looks at a page, and what they are trusted with."""

from django.http import HttpRequest

from nadwa.accounts.models import Charge, Person, Viewer


def known(viewer: Viewer) -> Person:
    """The person who is signed in, where a rule has let in nobody else."""
    assert isinstance(viewer, Person)  # noqa: S101 - the rule has seen to it
    return viewer


def signed_in(request: HttpRequest) -> Person:
    return known(request.user)


def charges(person: Viewer) -> set[str]:
    """What the person is trusted with in the installation as a whole."""
    if not isinstance(person, Person) or not person.is_active:
        return set()
    return set(Charge.objects.filter(person=person).values_list("what", flat=True))
