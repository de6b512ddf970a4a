"""Bodies, invitations, delegations and their credentials."""

from nadwa.delegations.models.accreditation import Application, Objection
from nadwa.delegations.models.badges import Badge
from nadwa.delegations.models.bodies import Body, Constituency, Delegate, Delegation, Needs, Quota
from nadwa.delegations.models.credentials import Credentials, Verification
from nadwa.delegations.models.invitations import FocalPoint, Invitation
from nadwa.delegations.models.offers import Offer
from nadwa.delegations.models.recovery import Recovery

__all__ = [
    "Application",
    "Badge",
    "Body",
    "Constituency",
    "Credentials",
    "Delegate",
    "Delegation",
    "FocalPoint",
    "Invitation",
    "Needs",
    "Objection",
    "Offer",
    "Quota",
    "Recovery",
    "Verification",
]
