"""What editions bring to the rest of the platform."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nadwa.editions import offices, queries, ready
from nadwa.editions.capacities import CAPACITIES, CAPACITIES_OF
from nadwa.editions.commands.appointing import APPOINTING, ENDING
from nadwa.editions.commands.correcting import CORRECTING, CORRECTING_A_HOST
from nadwa.editions.commands.opening import CLOSING, OPENING
from nadwa.editions.commands.preparing import SETTLING
from nadwa.editions.desk import DeskPage
from nadwa.editions.ready import Milestone
from nadwa.editions.retention import KEEPS
from nadwa.editions.rules import PERMISSIONS
from nadwa.editions.sentences import SENTENCES
from nadwa.room import Brought
from nadwa.web.navigation import Link

ROOM = Brought(
    permissions=PERMISSIONS,
    capacities=CAPACITIES,
    capacities_of=CAPACITIES_OF,
    navigation=(Link("search", _("Search")), Link("desk", _("Desk"), "editions.use_desk")),
    desk=(
        DeskPage(
            "ready",
            "editions.use_desk",
            _("What is ready"),
            _("What has to be done before the symposium can be held"),
            ready.left,
        ),
        DeskPage(
            "particulars",
            "editions.correct",
            _("Particulars"),
            _("Title, dates, place and hosts, and how they are changed"),
            queries.corrections,
        ),
        DeskPage(
            "officers",
            "editions.see_officers",
            pgettext_lazy("of an edition", "Officers"),
            _("Who has which function; appoint, let in, end"),
            queries.waiting_appointments,
        ),
        DeskPage(
            "preparation",
            "editions.prepare",
            _("Preparation"),
            _("Tasks that the hosts have divided, and the budget"),
            queries.open_tasks,
        ),
        DeskPage(
            "approvals",
            "editions.see_approvals",
            _("Approvals by the hosts"),
            _("Acts that bind only when every host has approved"),
            queries.pending_proposals,
        ),
        DeskPage(
            "mails",
            "editions.see_mails",
            _("Outbox"),
            _("Mails that wait, and those that have left"),
            queries.waiting_mails,
        ),
    ),
    milestones=(
        Milestone(
            "hosts",
            "editions.see_officers",
            _("Hosts"),
            _("An officer of each host has signed in. Until then, what needs that host’s approval waits."),
            offices.all_hosts_are_in,
        ),
        Milestone(
            "officers",
            "editions.see_officers",
            pgettext_lazy("of an edition", "Officers"),
            _("A chair is appointed, and the secretariat has at least one member."),
            offices.has_chair_and_secretariat,
        ),
        Milestone(
            "approvals",
            "editions.see_approvals",
            _("Opening"),
            _("Every host has approved the opening of the edition."),
            queries.is_opened,
        ),
    ),
    two_key=(OPENING, CLOSING, CORRECTING, CORRECTING_A_HOST, SETTLING, APPOINTING, ENDING),
    parts=(queries.count_functions,),
    keeping=(offices.kept_for_a_host,),
    sentences=SENTENCES,
    keeps=KEEPS,
)
