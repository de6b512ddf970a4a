"""What is done to accounts."""

from django.utils.translation import gettext_lazy as _

from nadwa.accounts import retention
from nadwa.accounts.models import Person
from nadwa.accounts.personal import mails_to
from nadwa.accounts.sessions import end_sessions
from nadwa.acts import accounts as acts
from nadwa.acts.by import THE_PLATFORM
from nadwa.acts.facts import Audience, Facts
from nadwa.live.channels import person_topic
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act, Pseudonym


@command
def withdraw(person: Person) -> Act:
    """Shut an account at once: sessions, live streams and keys to the API end. What the person did stays."""
    if not person.is_active:
        raise Refused(_("This account is withdrawn already."))
    _set_active(person, active=False)
    end_sessions(person)
    return _in_all_logs(acts.PersonWithdrawn(), person)


@command
def readmit(person: Person) -> Act:
    """Open an account again that was withdrawn."""
    if person.is_active:
        raise Refused(_("This account is not withdrawn."))
    _set_active(person, active=True)
    return _in_all_logs(acts.PersonReadmitted(), person)


@command
def erase(person: Person) -> Act:
    """Forget a person: the account with all that refers to it, mails, sessions, and the salts of the commitments.

    What the person did stays on the record, where nothing says any more who it was. Each log of the person's notes that
    somebody was erased. Delegations keep what was theirs: statements, positions, ballots.
    """
    act = _in_all_logs(acts.PersonErased(), person)
    mails_to(person).delete()
    end_sessions(person)
    person.delete()
    return act


@command
def forget_what_is_over() -> Act:
    """Delete what has been kept for its time (accounts/retention.py): the record notes how many of each class."""
    forgotten = retention.forget()
    if not forgotten:
        raise Refused(_("Nothing has been kept for its time."))
    return record(log_for("platform", Audience.PARTICIPANTS), acts.Forgotten(rows=forgotten), THE_PLATFORM)


def _in_all_logs(facts: Facts, person: Person) -> Act:
    """The act in each log that has something of the person in it, or in the platform's own; gives the first."""
    logs = [pseudonym.log for pseudonym in Pseudonym.objects.filter(person=person).select_related("log").order_by("pk")]
    topics = [person_topic(person.pk)]
    found = logs or [log_for("platform", Audience.PARTICIPANTS)]
    done = [record(log, facts, THE_PLATFORM, topics=topics) for log in found]
    return done[0]


def _set_active(person: Person, *, active: bool) -> None:
    person.is_active = active
    person.save(update_fields=["is_active"])
