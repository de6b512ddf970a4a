"""What delegations bring to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.delegations import queries
from nadwa.delegations.capacities import CAPACITIES_OF
from nadwa.delegations.commands.accrediting import ACCREDITING
from nadwa.delegations.commands.badges import fit_badge_of
from nadwa.delegations.commands.inviting import INVITING
from nadwa.delegations.duties import carry_out_due_recoveries
from nadwa.delegations.retention import KEEPS
from nadwa.delegations.rules import PERMISSIONS
from nadwa.editions.desk import DeskPage
from nadwa.editions.ready import Milestone
from nadwa.editions.searching import Shelf
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    capacities_of=CAPACITIES_OF,
    navigation=(
        Link("participants", _("Participants")),
        Link("own-delegation", _("My delegation"), "delegations.have_own"),
    ),
    desk=(
        DeskPage(
            "invitations",
            "delegations.see_invitations",
            _("Invitations"),
            _("Notes verbales, focal points and answers"),
            queries.open_invitations,
        ),
        DeskPage(
            "credentials-desk",
            "delegations.verify",
            _("Credentials"),
            _("Letters to verify, provisional admission, the report"),
            queries.waiting_credentials,
        ),
        DeskPage(
            "applications",
            "delegations.see_applications",
            _("Accreditation of organisations"),
            _("Applications, the list before the States, decisions"),
            queries.open_applications,
        ),
        DeskPage(
            "badges", "delegations.issue_badges", _("Badges"), _("Issue, print and revoke"), queries.without_badge
        ),
        DeskPage(
            "recoveries",
            "delegations.recover",
            _("Recovery of accounts"),
            _("For who has lost password and second factor: two officers, and a hold"),
            queries.open_recoveries,
        ),
    ),
    milestones=(
        Milestone(
            "invitations",
            "delegations.see_invitations",
            _("Invitations"),
            _("The notes verbales go to those invited once every host has approved their dispatch."),
            queries.has_invited,
        ),
    ),
    search=(Shelf("participants", _("Participants"), queries.search),),
    two_key=(ACCREDITING, INVITING),
    addressees=(queries.to_be_told,),
    keeps=KEEPS,
    duties=(carry_out_due_recoveries,),
    parts=(queries.count_seats,),
    leaving=(fit_badge_of,),
)
