"""What whoever appointed, accepted or ended reads of it."""

from collections.abc import Mapping

from django.utils.translation import gettext

from nadwa.acts import editions as acts
from nadwa.acts.facts import Facts
from nadwa.editions.models import Membership
from nadwa.record.models import Act
from nadwa.record.sentences import Sentence


def _function(act: Act) -> str:
    return str(Membership.Role(acts.RoleGiven.of(act).role).label)


def _given(act: Act) -> str:
    return gettext("The function is given: %(function)s.") % {"function": _function(act)}


def _offered(act: Act) -> str:
    said = gettext("This person has an account and is asked. The function is given on acceptance: %(function)s.")
    return said % {"function": _function(act)}


def _ended(act: Act) -> str:
    return gettext("The function has ended: %(function)s.") % {"function": _function(act)}


SENTENCES: Mapping[type[Facts], Sentence] = {
    acts.RoleGiven: _given,
    acts.RoleOffered: _offered,
    acts.RoleEnded: _ended,
}
