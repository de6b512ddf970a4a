"""A mail that cannot leave, because no mail server is set, is handed over by hand instead."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import editions as acts
from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.mail import server
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused, command, log_for, record
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
    return record(log_for(edition.slug, Audience.HOSTS), acts.MailHandedOver(about=mail.about.partition(":")[0]), by)


def _is_for_an_officer(edition: Edition, mail: Mail) -> bool:
    """Who may be shown a link into an officer's account is said elsewhere (appointing.py: renew_link)."""
    whose = mail.about.removeprefix("person:")
    return whose.isdigit() and edition.memberships.filter(person=int(whose)).exists()
