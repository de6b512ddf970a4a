"""Who looks at a page."""

from django.http import HttpRequest

from nadwa.accounts.models import Person, Viewer


def known(viewer: Viewer) -> Person:
    """The person who is signed in, where a rule has let in nobody else."""
    assert isinstance(viewer, Person)  # noqa: S101 - the rule has seen to it
    return viewer


def signed_in(request: HttpRequest) -> Person:
    return known(request.user)
