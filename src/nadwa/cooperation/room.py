"""What cooperation brings to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.cooperation import queries
from nadwa.cooperation.commands.commitments import PUBLISHING
from nadwa.cooperation.duties import recall_overdue_reports
from nadwa.cooperation.rules import PERMISSIONS
from nadwa.editions.desk import DeskPage
from nadwa.editions.searching import Shelf
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    navigation=(Link("cooperation", _("Cooperation")),),
    desk=(
        DeskPage(
            "review-commitments",
            "cooperation.review",
            _("Commitments"),
            _("Drafts that the hosts review before they are published"),
            queries.drafts,
        ),
    ),
    search=(Shelf("cooperation", _("Cooperation"), queries.search),),
    two_key=(PUBLISHING,),
    duties=(recall_overdue_reports,),
)
