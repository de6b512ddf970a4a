"""What the press room brings to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.editions.desk import DeskPage
from nadwa.editions.ready import Milestone
from nadwa.editions.searching import Shelf
from nadwa.press import queries
from nadwa.press.commands import ANNOUNCING, CHANGING_EMBARGO
from nadwa.press.duties import publish_due_releases
from nadwa.press.retention import KEEPS
from nadwa.press.rules import PERMISSIONS
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    navigation=(Link("press-page", _("Press")),),
    desk=(
        DeskPage("press-page", "press.write", _("Press"), _("Announcement and releases under embargo"), queries.drafts),
        DeskPage(
            "media",
            "press.accredit",
            _("Media accreditation"),
            _("Applications of journalists"),
            queries.pending_applications,
        ),
    ),
    milestones=(
        Milestone(
            "press-page",
            "press.write",
            _("Announcement"),
            _(
                "The public learns of the symposium when every host has approved the announcement, or at the hour set"
                " for its publication."
            ),
            queries.is_announced,
        ),
    ),
    search=(Shelf("press", _("Press"), queries.search),),
    two_key=(ANNOUNCING, CHANGING_EMBARGO),
    keeps=KEEPS,
    duties=(publish_due_releases,),
)
