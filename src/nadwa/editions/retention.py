"""How long this room keeps what is personal."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.retention import Kept
from nadwa.editions.commands.appointing import APPOINT, END
from nadwa.editions.models import Appointment, Proposal

KEEPS = (
    Kept(
        "appointments",
        _("functions that were offered or proposed and not taken up, with names and addresses"),
        _("so that the person can answer"),
        _("since the end of the edition"),
        90,
        lambda moment: Appointment.objects.filter(edition__ends_on__lt=moment.date(), edition__exercise=False),
    ),
    Kept(
        "presiding",
        _("what hosts approved on who presides, with names and addresses"),
        _("to show what was approved"),
        _("since it was proposed"),
        365,
        lambda moment: Proposal.objects.filter(
            ~Q(state=Proposal.State.PENDING), kind__in=[APPOINT, END], proposed_at__lt=moment
        ),
    ),
)
