"""Sessions of a person."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from nadwa.accounts.models import Person


def end_sessions(person: Person) -> None:
    """Sign the person out wherever signed in."""
    for session in Session.objects.all():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
