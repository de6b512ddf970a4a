"""Which factors somebody has given and when, as allauth keeps it in the session: all of its internals that we use.

allauth promises nothing of what it calls internal. `tests/accounts/test_allauth.py` names the version at which this was
read, and what to look at in another.
"""

from collections.abc import Collection

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from django.http import HttpRequest, HttpResponse

PASSWORD, SECOND_FACTOR = "password", "mfa"  # what allauth calls the ways in which somebody was known


def last_given(request: HttpRequest, factors: Collection[str]) -> float:
    """When one of these factors was given last in this session, in seconds since 1970; 0 for never."""
    records = get_authentication_records(request, request.user)
    return max((float(record["at"]) for record in records if record["method"] in factors), default=0)


def note_given_again(request: HttpRequest, factor: str) -> None:
    record_authentication(request, request.user, factor, reauthenticated=True)


def suspended(request: HttpRequest, asking: str) -> HttpResponse:
    """Keep what was sent, and lead to the page that asks for a factor; allauth then does what was sent."""
    answer: HttpResponse = suspend_request(request, asking)
    return answer
