"""What is done to accounts."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts import enrolment, keeping, retention, saying
from nadwa.accounts.beginning import is_begun
from nadwa.accounts.capacities import FirstOfficer, InstallationOfficer
from nadwa.accounts.forms import ChargeForm
from nadwa.accounts.models import Charge, Person
from nadwa.accounts.personal import mails_to
from nadwa.accounts.sessions import end_sessions
from nadwa.acts import accounts as acts
from nadwa.acts.by import THE_PLATFORM, By, Unnamed
from nadwa.acts.facts import Audience, Facts
from nadwa.live.channels import person_topic
from nadwa.record.acts import Refused, command, commitment, log_for, record
from nadwa.record.models import Act, Pseudonym
from nadwa.record.submissions import one_at_a_time
from nadwa.wall import over_the_wall
from nadwa.web.declaring import act


@command
def begin_installation(_by: Unnamed, name: str, email: str, language: str, password: str) -> Act:
    """Make the first account: its holder is the officer of the installation."""
    one_at_a_time("begin the installation")
    if is_begun():
        raise Refused(_("This installation has an officer already. The address works only once, and has been used."))
    if Person.objects.filter(username=email).exists():
        raise Refused(_("There is an account with this e-mail address already. Give another address."))
    person = Person.objects.create(username=email, name=name, email=email, language=language, password=password)
    _give(person, Charge.What.INSTALLATION)
    by = FirstOfficer(person)
    return record(log_for("platform", Audience.PARTICIPANTS), acts.InstallationBegun(), by)


@act("trust", _("Give this responsibility"), ChargeForm, says=saying.trusting)
def give_charge(by: InstallationOfficer, person: Person, what: str) -> Act:
    """Trust a person with something in the installation as a whole."""
    one_at_a_time("officers of the installation")
    _require_still(by)
    if not _give(person, what):
        raise Refused(_("This person has this responsibility already."))
    return _of_the_installation(acts.ChargeGiven, what, by, person)


@act("end-trust", _("Take this responsibility back"), ChargeForm, says=saying.ending_trust)
def end_charge(by: InstallationOfficer, person: Person, what: str) -> Act:
    """Take it back. The installation keeps an officer who can sign in."""
    one_at_a_time("officers of the installation")
    _require_still(by)
    with over_the_wall():
        ended, _of_each = Charge.objects.filter(person=person, what=what).delete()
    if not ended:
        raise Refused(_("This person does not have this responsibility."))
    _require_an_officer(by)
    return _of_the_installation(acts.ChargeEnded, what, by, person)


@act("withdraw", _("Withdraw the account"), says=saying.withdrawing)
def withdraw(by: InstallationOfficer | Unnamed, person: Person) -> Act:
    """Shut an account at once: sessions, live streams and keys to the API end. What the person did stays."""
    if not person.is_active:
        raise Refused(_("This account is withdrawn already."))
    _require_another(by, person)
    _set_active(person, active=False)
    _require_an_officer(by)
    end_sessions(person)
    return _in_all_logs(acts.PersonWithdrawn(), by, person)


@act("readmit", _("Open the account again"))
def readmit(by: InstallationOfficer | Unnamed, person: Person) -> Act:
    """Open an account again that was withdrawn."""
    if person.is_active:
        raise Refused(_("This account is not withdrawn."))
    _set_active(person, active=True)
    return _in_all_logs(acts.PersonReadmitted(), by, person)


@command
def recover(by: Unnamed, person: Person) -> Act:
    """Take away password, factors and sessions; whoever keeps the console hands over the link that it shows."""
    enrolment.forget_factors(person)
    return _in_all_logs(acts.PersonRecovered(), by, person)


@act("erase", _("Erase the person"), says=saying.erasing)
def erase(by: InstallationOfficer | Unnamed, person: Person) -> Act:
    """Forget a person: the account with all that refers to it, mails, sessions, and the salts of the commitments.

    What the person did stays on the record, where nothing says any more who it was. Each log of the person's notes that
    somebody was erased. Delegations keep what was theirs: statements, positions, ballots.
    """
    _require_another(by, person)
    if by.person and (reason := keeping.reason(person)):
        raise Refused(reason)
    done = _in_all_logs(acts.PersonErased(), by, person)
    end_sessions(person)
    with over_the_wall():
        mails_to(person).delete()
        person.delete()
    _require_an_officer(by)
    return done


@command
def forget_what_is_over() -> Act:
    """Delete what has been kept for its time (accounts/retention.py): the record notes how many of each class."""
    forgotten = retention.forget()
    if not forgotten:
        raise Refused(_("Nothing has been kept for its time."))
    return record(log_for("platform", Audience.PARTICIPANTS), acts.Forgotten(rows=forgotten), THE_PLATFORM)


def _give(person: Person, what: str) -> bool:
    """Whether the person has not been trusted with it before."""
    with over_the_wall():
        return Charge.objects.get_or_create(person=person, what=what, defaults={"since": clock.now()})[1]


def _require_still(by: By) -> None:
    """Whoever acts from a page is still an officer of the installation, and can sign in."""
    if by.person and not by.person.charges.filter(what=Charge.What.INSTALLATION, person__is_active=True).exists():
        raise Refused(_("Only an officer of the installation can do this."))


def _require_another(by: By, person: Person) -> None:
    one_at_a_time("officers of the installation")
    _require_still(by)
    if by.person == person:
        raise Refused(_("You cannot withdraw or erase your own account here. Ask another officer of the installation."))


def _require_an_officer(by: By) -> None:
    """The console can do without: it shows where the next one begins."""
    if by.person is None:
        return
    left = Charge.objects.filter(what=Charge.What.INSTALLATION, person__is_active=True)
    if not left.exists():
        raise Refused(_("The installation needs an officer. Make somebody else one first."))


def _of_the_installation(done: type[acts.OfCharge], what: str, by: By, person: Person) -> Act:
    log = log_for("platform", Audience.PARTICIPANTS)
    facts = done(charge=what, whose=commitment(log, person))
    return record(log, facts, by, topics=[person_topic(person.pk)])


def _in_all_logs(facts: Facts, by: By, person: Person) -> Act:
    """The act in each log that has something of the person in it, or in the platform's own; gives the first."""
    with over_the_wall():
        known = Pseudonym.objects.filter(person=person).select_related("log").order_by("pk")
        logs = [pseudonym.log for pseudonym in known]
    topics = [person_topic(person.pk)]
    found = logs or [log_for("platform", Audience.PARTICIPANTS)]
    done = [record(log, facts, by, topics=topics) for log in found]
    return done[0]


def _set_active(person: Person, *, active: bool) -> None:
    person.is_active = active
    person.save(update_fields=["is_active"])
