"""Those who act for the installation as a whole: as whom, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import Function, InFunction

CAPACITIES: Mapping[str, Promise | str] = {
    Function.INSTALLATION: _("officer of the installation"),
    Function.HOLDER: _("the holder of the link"),
}


@dataclass(frozen=True)
class FirstOfficer(InFunction):
    """Who has the address at which an installation begins."""

    function: Function = field(default=Function.HOLDER, init=False)


@dataclass(frozen=True)
class InstallationOfficer(InFunction):
    function: Function = field(default=Function.INSTALLATION, init=False)


def installation_officer(person: Viewer) -> InstallationOfficer:
    """Whom a rule has found to be one."""
    return InstallationOfficer(known(person))
