"""What negotiating texts bring to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.editions.searching import Shelf
from nadwa.room import Brought
from nadwa.texts import queries
from nadwa.texts.duties import conclude_due_silences, issue_missing_outcomes
from nadwa.texts.fragments import CHANNELS
from nadwa.texts.questions import before
from nadwa.texts.rules import PERMISSIONS
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    channels=CHANNELS,
    questions=(before,),
    navigation=(Link("negotiating-texts", _("Texts")),),
    search=(Shelf("texts", _("Texts"), queries.search),),
    duties=(conclude_due_silences, issue_missing_outcomes),
)
