"""A roll call is closed over those alone whom the chair has seen to be silent."""

from collections.abc import Sequence
from hashlib import sha256

from django.utils.translation import gettext as _

from nadwa.delegations.models import Delegation
from nadwa.record.refusing import Refused
from nadwa.web.languages import plain


def digest(silent: Sequence[Delegation]) -> str:
    """What a form carries of whom its page names as silent."""
    return sha256(" ".join(sorted(one.body.slug for one in silent)).encode()).hexdigest()


def in_words(silent: Sequence[Delegation]) -> str:
    if not silent:
        return _("Every member that is present has answered.")
    names = ", ".join(plain(one.body.name) for one in silent)
    return _("These members are present and have not answered: %(names)s.") % {"names": names}


def require_heard(silent: Sequence[Delegation], seen: str) -> None:
    """Who is silent is who the chair has `seen` to be; where nobody is, nothing has to be seen."""
    if silent and seen != digest(silent):
        raise Refused(in_words(silent))
