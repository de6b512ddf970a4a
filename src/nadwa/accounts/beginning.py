"""The address at which the first officer of an installation begins: the console shows it, and nobody else knows it."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer

from nadwa import clock
from nadwa.accounts.models import Charge, Person
from nadwa.web.addresses import address

GOOD_FOR = timedelta(hours=1)


def is_begun() -> bool:
    """Whether the installation has an officer; from then on the address is good no more."""
    return Charge.objects.filter(what=Charge.What.INSTALLATION).exists()


def first_officer() -> Person:
    return Person.objects.get(charges__what=Charge.What.INSTALLATION)


def first_address() -> str:
    until = int((clock.now() + GOOD_FOR).timestamp())
    return address("first-account", _signer().sign(str(until)))


def is_good(token: str) -> bool:
    try:
        until = int(_signer().unsign(token))
    except BadSignature:
        return False
    return clock.now().timestamp() < until


def _signer() -> Signer:
    return Signer(salt="nadwa.first-account", sep="~")
