"""A mail that cannot leave, because no mail server is set, is handed over by hand instead."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts import enrolment
from nadwa.accounts.models import Person
from nadwa.acts import editions as acts
from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.mail import server
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused, command, commitment, log_for, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall


@command
def hand_over(by: Secretary, edition: Edition, mail: Mail) -> Act:
    """Whoever hands it over is shown it once: it may hold a link that lets somebody in."""
    if server.is_there():
        raise Refused(_("A mail server is set: this mail leaves by itself."))
    if mail.about.startswith("recovery:"):
        raise Refused(_("This mail warns the holder of an account, and is shown to nobody else."))
    if _is_for_an_officer(edition, mail):
        raise Refused(_("This mail lets an officer in. Have a link shown on the page Officers, where you may."))
    with over_the_wall():
        waits = Mail.objects.filter(pk=mail.pk, sent_at=None)
        handed = waits.update(sent_at=clock.now(), next_try_at=None, by_hand=True)
    if not handed:
        raise Refused(_("This mail does not wait any more."))
    log, person = log_for(edition.slug, Audience.HOSTS), _let_in_by(mail)
    if person:
        enrolment.note_shown(person)
    kind, whose = mail.about.partition(":")[0], commitment(log, person) if person else ""
    return record(log, acts.MailHandedOver(about=kind, whose=whose), by)


def _let_in_by(mail: Mail) -> Person | None:
    number = mail.about.removeprefix("person:")
    return Person.objects.filter(pk=int(number)).first() if number.isdigit() else None


def _is_for_an_officer(edition: Edition, mail: Mail) -> bool:
    """Who may be shown a link into an officer's account is said elsewhere (appointing.py: renew_link)."""
    person = _let_in_by(mail)
    return person is not None and person.memberships.exists()
