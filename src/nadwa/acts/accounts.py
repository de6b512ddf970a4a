"""What is done to accounts."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import ANY, PARTICIPANTS, SPREAD, Facts, kind, shape


@kind("accounts.person-erased", _("Person erased"), *ANY)
class PersonErased(Facts):
    pass


@kind("accounts.person-withdrawn", _("Account withdrawn"), *ANY)
class PersonWithdrawn(Facts):
    pass


@kind("accounts.person-readmitted", _("Account restored"), *ANY)
class PersonReadmitted(Facts):
    pass


@kind("accounts.person-recovered", _("Account recovered at the console"), *ANY)
class PersonRecovered(Facts):
    pass


@kind("accounts.forgotten", _("Personal data forgotten that had been kept for its time"), PARTICIPANTS)
class Forgotten(Facts):
    rows: Annotated[dict[str, int], SPREAD]


@kind("accounts.installation-begun", _("Installation begun"), PARTICIPANTS)
class InstallationBegun(Facts):
    pass


@kind("accounts.mail-server-set", _("Mail server set"), PARTICIPANTS)
class MailServerSet(Facts):
    pass


@kind("accounts.mail-tried", _("Mail server tried"), PARTICIPANTS)
class MailTried(Facts):
    pass


@shape
class OfCharge(Facts):
    """`whose`: a commitment to the person."""

    charge: str
    whose: str = ""


@kind("accounts.charge-given", _("Responsibility for the installation given"), PARTICIPANTS)
class ChargeGiven(OfCharge):
    pass


@kind("accounts.charge-ended", _("Responsibility for the installation ended"), PARTICIPANTS)
class ChargeEnded(OfCharge):
    pass
