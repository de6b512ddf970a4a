"""Functions of an edition: somebody is appointed, asked where there is an account, and let in; and it ends."""

from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts import commands as accounts
from nadwa.accounts import enrolment, parts
from nadwa.accounts.models import Person
from nadwa.acts import editions as acts
from nadwa.acts.by import THE_HOSTS, THE_PLATFORM, By, Function, InFunction
from nadwa.editions import leaving, offices, two_key
from nadwa.editions.capacities import HostOfficer, Officer, function_in_words
from nadwa.editions.commands.approving import changing, hold, propose
from nadwa.editions.commands.roles import end_role, give_role, recorded
from nadwa.editions.models import Appointment, Edition, Host, Membership
from nadwa.editions.queries import host_of, roles
from nadwa.editions.two_key import NUMBER, Field, TwoKey
from nadwa.mail import outbox, server
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.wall import over_the_wall
from nadwa.web.addresses import address
from nadwa.web.languages import plain

APPOINT, END = "editions.appoint", "editions.end-function"


@command
def appoint(
    by: HostOfficer | Officer,
    edition: Edition,
    role: str,
    name: str,
    email: str,
    language: str,
    host: Host | None = None,
) -> Act:
    """Give somebody a function; what binds is proposed to the hosts. Who has an account already is asked, whoever has
    none gets one, with a link by mail. Officers of a host are appointed for their `host`."""
    edition = hold(edition)
    _require_may(by, edition, role, host)
    named = Appointment(edition=edition, role=role, host=host, name=name, email=email.lower(), language=language)
    named.named_at, named.named_by, named.named_as = clock.now(), by.person, str(by.capacity)
    _require_new(named)
    if host:
        Host.objects.filter(pk=host.pk).update(was_asked=True)
    if role not in offices.BINDING:
        return _carried_out(named, by)
    assert isinstance(by, HostOfficer)  # noqa: S101 - nobody else appoints to these
    named.save()
    subject = str(named.pk)
    return propose(by, edition, APPOINT, subject, two_key.to_be_seen(APPOINT, edition, subject))


@command
def accept_function(person: Person, appointment: Appointment, seen: str) -> Act:
    """Take a function that was offered as it was `seen`."""
    hold(appointment.edition)
    named = _answered(person, appointment, seen)
    given = give_role(person, named.edition, named.role, InFunction(person, Function.OFFERED), named.host)
    Membership.objects.filter(edition=named.edition, person=person, role=named.role).update(
        given_by=named.named_by, given_as=named.named_as
    )
    named.delete()
    return given


@command
def decline_function(person: Person, appointment: Appointment, seen: str) -> Act:
    """Those who may appoint see that what was `seen` was declined."""
    hold(appointment.edition)
    named = _answered(person, appointment, seen)
    named.declined_at = clock.now()
    named.save(update_fields=["declined_at"])
    leaving.left(person.pk, named.edition)
    by = InFunction(person, Function.OFFERED)
    return recorded(acts.RoleDeclined, person, named.edition, named.role, named.host, by)


@command
def withdraw_appointment(by: HostOfficer | Officer, appointment: Appointment) -> Act:
    """Take back what has been offered, or proposed to the hosts; or clear away what has been declined."""
    with changing(appointment.edition, by, APPOINT):
        named = Appointment.objects.select_related("edition", "host", "person").filter(pk=appointment.pk).first()
        if named is None:
            raise Refused(_("This appointment waits no more: it has been accepted or withdrawn meanwhile."))
        _require_may(by, named.edition, named.role, named.host)
        withdrawn = recorded(acts.AppointmentWithdrawn, named.person, named.edition, named.role, named.host, by)
        named.delete()
        if named.person:
            leaving.left(named.person.pk, named.edition)
    return withdrawn


@command
def end_function(by: HostOfficer | Officer, membership: Membership) -> Act:
    """End what somebody has been appointed to; what binds ends with the approval of every host. An account that was
    made for it and that nobody has come into is forgotten, so that no link leads into it any more."""
    with changing(membership.edition, by, END):
        membership = _held(membership)
        _require_may(by, membership.edition, membership.role, membership.host)
        if membership.role in offices.BINDING:
            raise Refused(_("Every host has to approve this: propose it from the page Officers."))
        return _ended(membership, by)


@command
def lay_down(person: Person, membership: Membership) -> Act:
    """Give up the own function, whichever it is: nobody is kept in one."""
    by = own_capacity(membership)
    with changing(membership.edition, by, END):
        membership = _held(membership)
        if membership.person_id != person.pk:
            raise Refused(_("This is not your function."))
        return _ended(membership, by)


@command
def renew_link(by: HostOfficer | Officer, membership: Membership) -> Act:
    """Make every link void that leads into the account made for somebody's function; `link_to` gives a new one, which
    is shown once and stands nowhere."""
    hold(membership.edition)
    membership = _held(membership)
    person = Person.objects.select_for_update().get(pk=membership.person_id)  # who comes in now keeps the password
    membership.person = person
    _require_may(by, membership.edition, membership.role, membership.host)
    if not has_link(membership):
        raise Refused(_("No link can be shown here: this person has come in already, or gets it by mail alone."))
    enrolment.forget_links(person)
    enrolment.note_shown(person)
    return recorded(acts.LinkShown, person, membership.edition, membership.role, membership.host, by)


def link_to(membership: Membership) -> str:
    """Where the person chooses a password; the link works once, for fourteen days, until the next one is made."""
    return enrolment.link_for(Person.objects.get(pk=membership.person_id))


def has_link(membership: Membership) -> bool:
    """Whether an officer may be shown a link: nobody has come in, and it opens nothing but what the officer gave. To
    what every host has approved the link goes by mail, where mails leave."""
    if membership.role in offices.BINDING and server.is_there():
        return False
    return not offices.is_taken_up(membership) and parts.number(membership.person_id) == 1


def own_capacity(membership: Membership) -> By:
    """As what somebody acts who has this function."""
    if membership.host:
        return HostOfficer(membership.person, membership.host)
    return Officer(membership.person, Function(membership.role))


def _carried_out(named: Appointment, by: By) -> Act:
    """The function is given with a new account, or to whoever appoints oneself; anybody else is asked."""
    one = enrolment.known(named.name, named.email, by.person)
    if one is None or one == by.person:
        person = one or enrolment.made(named.name, named.email, named.language)
        if one is None:
            _send_link(named, person)
        if named.pk:
            named.delete()
        return give_role(person, named.edition, named.role, by, named.host, with_account=one is None)
    Appointment.objects.filter(edition=named.edition, person=one, role=named.role).delete()
    named.person = one
    named.save()
    _ask(named, one)
    return recorded(acts.RoleOffered, one, named.edition, named.role, named.host, by)


def _require_new(named: Appointment) -> None:
    """Refused where there is nothing to appoint to: it is had, or waits for the hosts or for an answer."""
    one = enrolment.known(named.name, named.email)
    if one and not one.is_active:
        raise Refused(_("The account of this person is withdrawn. It has to be restored first."))
    if one and Membership.objects.filter(edition=named.edition, person=one, role=named.role).exists():
        raise Refused(_("This person has this function already."))
    waiting = named.edition.appointments.filter(role=named.role, declined_at=None)
    if waiting.filter(person=None, name=named.name, email=named.email).exists():
        raise Refused(_("This has been proposed already and waits for approval."))
    if one and waiting.filter(person=one).exists():
        raise Refused(_("This has been offered to this person already, who has not answered yet."))


def _require_may(by: By, edition: Edition, role: str, host: Host | None) -> None:
    """Whoever acts is still who the page let in, and may appoint to this function."""
    person = by.person
    assert person is not None  # noqa: S101 - officers are persons
    if isinstance(by, HostOfficer):
        still = host_of(person, edition) == by.host
    else:
        still = by.capacity.function == Function.SECRETARIAT and Membership.Role.SECRETARIAT in roles(person, edition)
    if not still or not offices.may_appoint(person, edition, role, host):
        raise Refused(_("You cannot appoint to this function or end it. The page Officers says who can."))


def _held(membership: Membership) -> Membership:
    """As it is now that its edition is held; it may have ended since the page was opened."""
    found = Membership.objects.select_related("edition", "host", "person").filter(pk=membership.pk).first()
    if found is None:
        raise Refused(_("This function has ended meanwhile."))
    return found


def _answered(person: Person, appointment: Appointment, seen: str) -> Appointment:
    waiting = Appointment.objects.filter(pk=appointment.pk, person=person, declined_at=None)
    found = waiting.select_related("edition", "host", "named_by").first()
    if found is None:
        raise Refused(_("This function is no longer offered to you."))
    if seen != found.digest():
        raise Refused(_("This offer has changed since you opened the page. Read it again, then answer it."))
    return found


def _ended(membership: Membership, by: By) -> Act:
    """The function, with all that it opened; and the account, if it was made for this and nobody has come into it."""
    person = membership.person
    if offices.is_last(membership):
        raise Refused(_("A host keeps one officer who can act. Appoint another first, who has come in."))
    unused = membership.with_account and not enrolment.has_entered(person)
    ended = end_role(person, membership.edition, membership.role, by)
    if unused and not parts.number(person.pk):
        with over_the_wall():  # with the account goes what an officer need not see
            accounts.erase(THE_PLATFORM, person)
    elif unused:
        enrolment.forget_links(person)
    return ended


def _send_link(named: Appointment, person: Person) -> None:
    with override(person.language):
        subject = gettext("Your function at the symposium, and your account")
        body = gettext(
            "%(name)s,\n\nyou have been appointed at %(title)s: %(function)s. An account has been made for you. Choose"
            " its password here, within fourteen days:\n\n%(link)s\n\nYou sign in as %(username)s. The link works once"
            " and is meant for you alone.\n"
        ) % {**_told(named, person), "link": enrolment.link_for(person), "username": person.username}
        outbox.post(named.edition.slug, f"person:{person.pk}", person.email, person.language, subject, body)


def _ask(named: Appointment, person: Person) -> None:
    if not person.email:
        return
    with override(person.language):
        subject = gettext("A function at a symposium is offered to you")
        body = gettext(
            "%(name)s,\n\na function at %(title)s is offered to you: %(function)s. You have it when you accept it; if"
            " you do nothing, you do not. Accept or decline it here, once signed in:\n\n%(link)s\n"
        ) % {**_told(named, person), "link": address("own-functions")}
        outbox.post(named.edition.slug, f"appointment:{named.pk}", person.email, person.language, subject, body)


def _told(named: Appointment, person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "title": plain(named.edition.title),
        "function": function_in_words(named.role, named.host),
    }


def _proposed(edition: Edition, subject: str) -> Appointment | None:
    waiting = edition.appointments.filter(person=None, role__in=offices.BINDING)
    return waiting.filter(pk=int(subject)).first() if subject.isdecimal() else None


def _appointing_refusal(edition: Edition, subject: str) -> Any:
    return None if _proposed(edition, subject) else _("Name the person on the page Officers.")


def _appoint(edition: Edition, subject: str) -> None:
    named = _proposed(edition, subject)
    assert named is not None  # noqa: S101 - it is what has been approved
    _carried_out(named, THE_HOSTS)


def _as_named(edition: Edition, subject: str) -> dict[str, Any]:
    named = edition.appointments.get(pk=int(subject))
    return {"role": named.role, "name": named.name, "email": named.email}


def _binding(edition: Edition, subject: str) -> Membership | None:
    given = edition.memberships.filter(role__in=offices.BINDING).select_related("edition", "host", "person")
    return given.filter(pk=int(subject)).first() if subject.isdecimal() else None


def _ending_refusal(edition: Edition, subject: str) -> Any:
    return None if _binding(edition, subject) else _("Choose whose function is to end on the page Officers.")


def _end(edition: Edition, subject: str) -> None:
    membership = _binding(edition, subject)
    assert membership is not None  # noqa: S101 - it is what has been approved
    _ended(membership, THE_HOSTS)


def _as_held(edition: Edition, subject: str) -> dict[str, Any]:
    membership = edition.memberships.select_related("person").get(pk=int(subject))
    return {"role": membership.role, "name": membership.person.name}


FUNCTION = Field("role", _("Function"), "choice", dict(Membership.Role.choices))
APPOINTING = TwoKey(
    APPOINT,
    _("Appoint who presides"),
    _appointing_refusal,
    _appoint,
    _as_named,
    (FUNCTION, Field("name", _("Name")), Field("email", _("E-mail address"))),
    subjects=NUMBER,
)
ENDING = TwoKey(
    END,
    _("End the function of who presides"),
    _ending_refusal,
    _end,
    _as_held,
    (FUNCTION, Field("name", _("Name"))),
    subjects=NUMBER,
)
