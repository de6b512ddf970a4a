"""Recovering accounts: back to where enrolment began, by two officers, after a hold that the holder is told of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts import enrolment
from nadwa.accounts.models import Person
from nadwa.acts import delegations as acts
from nadwa.acts.by import THE_CLOCK, By, Unnamed
from nadwa.acts.facts import Audience
from nadwa.delegations import links
from nadwa.delegations.models import Recovery
from nadwa.editions import offices
from nadwa.editions.capacities import Officer
from nadwa.editions.models import Edition, Membership
from nadwa.live.channels import person_topic
from nadwa.mail import outbox
from nadwa.record.acts import Refused, command, commitment, log_for, record
from nadwa.record.models import Act
from nadwa.web.addresses import address
from nadwa.web.declaring import act
from nadwa.web.figures import moment
from nadwa.web.forms import Seen
from nadwa.web.languages import plain

HOLD_HOURS = 12


@command
def ask_recovery(by: Officer, edition: Edition, person: Person, email: str, reason: str) -> Act:
    """Ask for the account of somebody at the edition to begin again as it was enrolled; `email` gets the new link."""
    if person == by.person:
        raise Refused(_("Two other officers recover your account."))
    if Recovery.objects.filter(person=person, state__in=Recovery.OPEN).exists():
        raise Refused(_("A recovery of this account is under way already."))
    if Person.objects.filter(username=email.lower()).exclude(pk=person.pk).exists():
        raise Refused(_("Somebody else signs in with this address."))
    recovery = Recovery.objects.create(
        edition=edition, person=person, email=email.lower(), reason=reason, asked_by=by.person, asked_at=clock.now()
    )
    return _recorded(acts.RecoveryAsked(**_named(recovery), reason=reason), edition, by)


@act("confirm", _("Confirm"), Seen, weighs=True)
def confirm_recovery(by: Officer, recovery: Recovery, seen: str) -> Act:
    """Confirm as a second officer what was `seen`. The hold begins, and whoever reads the address used so far is told.

    The keys of a host stay with the host: one of the two who recover its officer, at whatever edition, is of that host.
    """
    recovery = _lock(recovery, Recovery.State.ASKED)
    if by.person.pk in {recovery.asked_by_id, recovery.person_id}:
        raise Refused(_("Another officer has to confirm this."))
    if seen != recovery.digest():
        raise Refused(_("This has changed since you opened the page. Read it again, then confirm it."))
    _require_those_who_may(recovery, by.person)
    until = clock.now() + timedelta(hours=HOLD_HOURS)
    recovery.state, recovery.confirmed_by, recovery.held_until = Recovery.State.HELD, by.person, until
    recovery.save()
    _tell(recovery, until)
    confirmed = acts.RecoveryConfirmed(**_named(recovery), until=until.isoformat(timespec="seconds"))
    return _recorded(confirmed, recovery.edition, by)


@act("stop", _("Stop"), weighs=True)
def stop_recovery(by: Officer | Unnamed, recovery: Recovery) -> Act:
    """Stop it before it is carried out: an officer, or the holder through the link of the mail."""
    recovery = _lock(recovery, *Recovery.OPEN)
    recovery.state = Recovery.State.STOPPED
    recovery.save(update_fields=["state"])
    return _recorded(acts.RecoveryStopped(**_named(recovery)), recovery.edition, by)


@command
def carry_out_recovery(recovery: Recovery) -> Act:
    """Take away password, factors and sessions, and send the link with which enrolment begins."""
    recovery = _lock(recovery, Recovery.State.HELD)
    if not recovery.is_due(clock.now()):
        raise Refused(_("The hold is not over yet."))
    _require_those_who_may(recovery, recovery.confirmed_by)
    recovery.state = Recovery.State.DONE
    recovery.save(update_fields=["state"])
    enrolment.begin_again(recovery.person, recovery.email, recovery.edition.slug)
    topics = [person_topic(recovery.person_id)]
    return _recorded(acts.Recovered(**_named(recovery)), recovery.edition, THE_CLOCK, topics)


def _require_those_who_may(recovery: Recovery, second: Person | None) -> None:
    """Asked again when it is carried out, for the holder may have got a function meanwhile. No host gets at another's
    key by it, nor alone at who presides; and officers of an edition not at the installation as a whole."""
    two = [recovery.asked_by_id, second.pk if second else None]
    if recovery.person.charges.exists():
        raise Refused(_("This person is trusted with the installation, and is recovered at its console alone."))
    foreign = recovery.hosts.exclude(officers__person__in=two).first()
    if foreign:
        message = _(
            "This person is an officer of %(host)s: one of the two officers who recover the account must be one, too."
        )
        raise Refused(message % {"host": plain(foreign.name)})
    binding = Membership.objects.filter(person=recovery.person, role__in=offices.BINDING).select_related("edition")
    for function in binding:
        of_hosts = Membership.objects.filter(edition=function.edition, person__in=two, role=Membership.Role.HOST)
        if function.edition.hosts.count() > 1 and of_hosts.values("host").distinct().count() < 2:
            raise Refused(
                _("This person presides, as every host has approved: officers of two hosts have to recover it.")
            )


def token(recovery: Recovery) -> str:
    """What lets the holder stop a recovery without signing in."""
    return links.signed(recovery.pk, links.RECOVERY)


def _lock(recovery: Recovery, *states: str) -> Recovery:
    locked = Recovery.objects.select_for_update(of=("self",)).select_related("edition", "person").get(pk=recovery.pk)
    if locked.state not in states:
        raise Refused(_("This recovery is %(state)s.") % {"state": locked.get_state_display()})
    return locked


class _NameOfRecovery(TypedDict):
    recovery: int
    whose: str


def _named(recovery: Recovery) -> _NameOfRecovery:
    log = log_for(recovery.edition.slug, Audience.HOSTS)
    return {"recovery": recovery.pk, "whose": commitment(log, recovery.person)}


def _recorded(facts: acts.OfRecovery, edition: Edition, by: By, topics: Sequence[str] = ()) -> Act:
    return record(log_for(edition.slug, Audience.HOSTS), facts, by, topics=topics)


def _tell(recovery: Recovery, until: datetime) -> None:
    person = recovery.person
    if not person.email:
        return
    with override(person.language):
        subject = gettext("Your account is about to be recovered")
        body = gettext(
            "%(name)s,\n\ntwo officers of the symposium are recovering your account, because its password or second"
            " factor is said to be lost. At %(until)s it will begin again: password, factors and sessions end,"
            " and a link to choose a new password goes to %(email)s.\n\nIf this is not your wish, stop it here:"
            "\n\n%(link)s\n"
        ) % {
            "name": person.name,
            "until": moment(until, recovery.edition.time_zone),
            "email": recovery.email,
            "link": address("stop-recovery", recovery.edition.slug, token(recovery)),
        }
        outbox.post(recovery.edition.slug, f"recovery:{recovery.pk}", person.email, person.language, subject, body)
