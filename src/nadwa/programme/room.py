"""What the programme brings to the rest of the platform."""

from django.utils.translation import gettext_lazy as _

from nadwa.editions.desk import DeskPage
from nadwa.editions.ready import Milestone
from nadwa.editions.searching import Shelf
from nadwa.programme import queries
from nadwa.programme.rules import PERMISSIONS
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    navigation=(Link("programme", _("Programme")), Link("documents", _("Documents"))),
    desk=(
        DeskPage(
            "arrangement",
            "programme.arrange",
            _("Programme"),
            _("Meetings, side events, rooms, who appears; conflicts"),
            queries.number_of_conflicts,
        ),
        DeskPage(
            "document-plan",
            "programme.plan_documents",
            _("Documents"),
            _("Slots, language versions and their deadlines, issuing"),
            queries.waiting_documents,
        ),
    ),
    milestones=(
        Milestone(
            "arrangement",
            "programme.arrange",
            _("Agenda, rooms and meetings"),
            _("What is discussed, where and when; each meeting has its items of the agenda."),
            queries.has_agenda_and_meetings,
        ),
    ),
    search=(
        Shelf("programme", _("Programme"), queries.search),
        Shelf("documents", _("Documents"), queries.search_documents),
    ),
)
