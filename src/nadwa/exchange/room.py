"""What the exchange of files brings to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.editions.desk import DeskPage
from nadwa.exchange import queries, tokens
from nadwa.exchange.commands.continuing import CONTINUING
from nadwa.exchange.duties import make_archives
from nadwa.exchange.retention import KEEPS
from nadwa.exchange.rules import PERMISSIONS
from nadwa.room import Brought

ROOM = Brought(
    permissions=PERMISSIONS,
    desk=(
        DeskPage(
            "following",
            "exchange.hand_on",
            _("Report, archive, next edition"),
            _("What this edition leaves, and what the next one begins with"),
            queries.archives_in_the_making,
        ),
    ),
    two_key=(CONTINUING,),
    leaving=(tokens.end_of_who_has_no_part,),
    keeps=KEEPS,
    duties=(make_archives,),
)
