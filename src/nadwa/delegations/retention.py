"""How long this room keeps what is personal."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.retention import Kept
from nadwa.delegations.commands.accrediting import ACCREDIT
from nadwa.delegations.models import Application, Badge, Credentials, Needs, Offer, Recovery
from nadwa.editions.models import Proposal


def _ended(moment: datetime, path: str) -> dict[str, Any]:
    """Of editions that ended before, and were no exercise."""
    return {f"{path}__ends_on__lt": moment.date(), f"{path}__exercise": False}


KEEPS = (
    Kept(
        "needs",
        _("visa, passport, accessibility and interpretation"),
        _("what hosts owe a delegate"),
        _("since the end of the edition"),
        90,
        lambda moment: Needs.objects.filter(**_ended(moment, "delegate__delegation__edition")),
    ),
    Kept(
        "offers",
        _("seats that were offered and not taken, with what was typed for them"),
        _("so that the person can answer"),
        _("since the end of the edition"),
        90,
        lambda moment: Offer.objects.filter(**_ended(moment, "delegation__edition")),
    ),
    Kept(
        "badges",
        _("badges and when they passed the door"),
        _("quorum, and safety of the house"),
        _("since the end of the edition"),
        90,
        lambda moment: Badge.objects.filter(**_ended(moment, "edition")),
    ),
    Kept(
        "credentials",
        _("letters of credentials"),
        _("to show who was admitted and why"),
        _("since the end of the edition"),
        365,
        lambda moment: Credentials.objects.filter(**_ended(moment, "delegation__edition")),
    ),
    Kept(
        "applications",
        _("applications of organisations that were refused"),
        _("for an appeal"),
        _("since the decision"),
        365,
        lambda moment: Application.objects.filter(state=Application.State.REFUSED, decided_at__lt=moment),
    ),
    Kept(
        "approvals",
        _("what hosts approved on the accreditation of an organisation, with its contact"),
        _("to show what was approved"),
        _("since it was proposed"),
        365,
        lambda moment: Proposal.objects.filter(~Q(state=Proposal.State.PENDING), kind=ACCREDIT, proposed_at__lt=moment),
    ),
    Kept(
        "recoveries",
        _("recoveries of accounts"),
        _("to find out how an account was taken over"),
        _("since they were asked for"),
        365,
        lambda moment: Recovery.objects.filter(~Q(state__in=Recovery.OPEN), asked_at__lt=moment),
    ),
)
