"""What links in mails hold that let in whoever has them, without an account: a number, signed for one purpose."""

from django.core import signing
from django.http import Http404

APPLICATION, RECOVERY = "accreditation", "recovery"


def signed(number: int, purpose: str) -> str:
    return signing.dumps(number, salt=purpose)


def number_in(token: str, purpose: str) -> int:
    """The number that was signed for this purpose. Raises Http404 for anything else."""
    try:
        return int(signing.loads(token, salt=purpose))
    except signing.BadSignature as error:
        raise Http404 from error
