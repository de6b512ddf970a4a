"""The mail server of the installation, set and tried by its officers."""

from typing import TypedDict, Unpack

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.capacities import InstallationOfficer
from nadwa.acts import accounts as acts
from nadwa.acts.facts import Audience
from nadwa.mail import outbox, server
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.submissions import one_at_a_time
from nadwa.wall import over_the_wall


class MailServer(TypedDict):
    """What the form for it asks for."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


@command
def set_server(by: InstallationOfficer, **asked: Unpack[MailServer]) -> Act:
    if server.is_of_environment():
        raise Refused(_("The mail server is set in the environment of this installation."))
    one_at_a_time("mail server")
    server.keep(**asked)
    return record(log_for("platform", Audience.PARTICIPANTS), acts.MailServerSet(), by)


@command
def try_server(by: InstallationOfficer) -> Act:
    """Send a mail to whoever asks for it."""
    person = by.person
    if not person.email:
        raise Refused(_("Your account has no e-mail address to send a test to."))
    with override(person.language):
        subject = gettext("Test of the mail server")
        body = gettext("%(name)s,\n\nmails of this installation reach you.\n") % {"name": person.name}
        outbox.post("", about(by), person.email, person.language, subject, body)
    return record(log_for("platform", Audience.PARTICIPANTS), acts.MailTried(), by)


def about(by: InstallationOfficer) -> str:
    return f"test:{by.person.pk}"


def last_try(by: InstallationOfficer) -> Mail | None:
    with over_the_wall():
        return Mail.objects.filter(about=about(by)).first()
