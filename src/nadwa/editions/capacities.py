"""Those who act for an edition: as whom, and the words for it; and for what acts by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person, Viewer
from nadwa.accounts.viewing import known
from nadwa.acts.by import By, Capacity, Function, InFunction
from nadwa.editions.models import Edition, Host, Membership
from nadwa.editions.queries import host_of, roles
from nadwa.record.capacities import Names
from nadwa.web.languages import plain, shown


def _hosts(edition: str) -> Mapping[str, str]:
    return {host.slug: shown(host.name) for host in Host.objects.filter(edition__slug=edition)}


CAPACITIES: Mapping[str, Promise | str] = {
    **dict(Membership.Role.choices),
    Function.IN_THE_CHAIR: _("vice-chair in the chair"),
    Function.HOSTS: _("the hosts together"),
    Function.FACILITATOR: _("facilitator"),
    Function.PARTICIPANT: _("participant"),
    Function.OFFERED: _("the person to whom it was offered"),
    Function.APPLICANT: _("the applicant"),
    Function.BEGINNER: _("who begins the series"),
    Function.CLOCK: _("by itself, when its time had come"),
    Function.PLATFORM: _("the platform"),
    Function.PROCEDURE: _("the rules of procedure"),
    Function.MEETING: _("the meeting"),
    Function.CREDENTIALS: _("the credentials received"),
    Function.DELEGATION: _("a delegation"),
    Function.FOCAL_POINT: _("focal point"),
    Function.DEMO: _("the demonstration"),
}
CAPACITIES_OF: Mapping[str, tuple[Promise | str, Names]] = {Function.HOST: (_("host: %(name)s"), _hosts)}


@dataclass(frozen=True)
class Beginner(InFunction):
    """Who begins a series, before it has hosts."""

    function: Function = field(default=Function.BEGINNER, init=False)


@dataclass(frozen=True)
class Officer(InFunction):
    """Of the edition, in one of its roles."""


@dataclass(frozen=True)
class Chair(Officer):
    function: Function = field(default=Function.CHAIR, init=False)


@dataclass(frozen=True)
class InTheChair(Chair):
    """A vice-chair, who does at a meeting what a chair does."""

    function: Function = field(default=Function.IN_THE_CHAIR, init=False)


@dataclass(frozen=True)
class Secretary(Officer):
    function: Function = field(default=Function.SECRETARIAT, init=False)


@dataclass(frozen=True)
class HostOfficer(By):
    person: Person
    host: Host

    @classmethod
    def at(cls, person: Viewer, edition: Edition) -> Self:
        """For the own host of an edition, whose officer a rule has found."""
        host = host_of(person, edition)
        assert host is not None  # noqa: S101 - the rule has seen to it
        return cls(known(person), host)

    @property
    def capacity(self) -> Capacity:
        return Capacity(Function.HOST, self.host.slug)


def beginner(person: Viewer) -> Beginner:
    """Whom a rule lets begin a series."""
    return Beginner(known(person))


def officer(person: Viewer, edition: Edition, *functions: str) -> Officer:
    """In the first of `functions` that the person holds."""
    held = roles(person, edition)
    return Officer(known(person), next(Function(function) for function in functions if function in held))


def host_or_officer(person: Viewer, edition: Edition, *functions: str) -> HostOfficer | Officer:
    """For the own host, where the person is its officer; else in the first of `functions` that the person holds."""
    host = host_of(person, edition)
    return HostOfficer(known(person), host) if host else officer(person, edition, *functions)


def function_in_words(role: str, host: Host | None) -> str:
    """What somebody is called who has a function, in plain words."""
    if host:
        return gettext("officer of the host %(host)s") % {"host": plain(host.name)}
    return str(Membership.Role(role).label)
