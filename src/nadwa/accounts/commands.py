"""What is done to accounts."""

from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.live.channels import person_topic
from nadwa.mail.models import Mail
from nadwa.record import kinds
from nadwa.record.acts import By, command, log_for, record
from nadwa.record.models import Act, Log, Pseudonym

PLATFORM = By(None, "platform")

kinds.register({"accounts.person-erased": _("Person erased")})


@command
def erase(person: Person) -> Act:
    """Forget a person: the account with all that refers to it, mails, sessions, and the salts of the commitments.

    What the person did stays on the record, where nothing says any more who it was. Each log of the person's notes that
    somebody was erased. Delegations keep what was theirs: statements, positions, ballots.
    """
    logs = [pseudonym.log for pseudonym in Pseudonym.objects.filter(person=person).select_related("log")]
    topics = [person_topic(person.pk)]
    acts = [record(log, "accounts.person-erased", {}, PLATFORM, topics=topics, keyed=False) for log in logs]
    Mail.objects.filter(to=person.email).exclude(to="").delete()
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
    person.delete()
    return acts[0] if acts else record(log_for("platform", Log.EDITION), "accounts.person-erased", {}, PLATFORM)
