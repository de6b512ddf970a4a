"""What the floor brings to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.editions.ready import Milestone
from nadwa.floor import queries
from nadwa.floor.commands.chairing import leave_the_chair
from nadwa.floor.commands.sittings import let_go_of
from nadwa.floor.fragments import CHANNELS
from nadwa.floor.retention import KEEPS
from nadwa.floor.rules import PERMISSIONS
from nadwa.floor.sentences import SENTENCES
from nadwa.room import Brought

ROOM = Brought(
    permissions=PERMISSIONS,
    sentences=SENTENCES,
    channels=CHANNELS,
    leaving=(leave_the_chair,),
    keeps=KEEPS,
    speakers=(queries.names_of_speakers,),
    letting_go=(let_go_of,),
    milestones=(
        Milestone(
            "procedure",
            "floor.set_procedure",
            _("Rules for the floor"),
            _("Quorum, time limits, and whether texts are voted on. They can be changed later."),
            queries.has_procedure,
        ),
    ),
)
