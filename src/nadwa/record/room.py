"""What the record brings to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.record.rules import PERMISSIONS
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(permissions=PERMISSIONS, navigation=(Link("record", _("Record")),))
