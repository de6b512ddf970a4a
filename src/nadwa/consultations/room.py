"""What consultations bring to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.consultations import queries
from nadwa.consultations.commands.running import HIDING, SHOWING
from nadwa.consultations.rules import PERMISSIONS
from nadwa.editions.searching import Shelf
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    navigation=(Link("consultations", _("Consultations")),),
    search=(Shelf("consultations", _("Consultations"), queries.search),),
    two_key=(HIDING, SHOWING),
)
