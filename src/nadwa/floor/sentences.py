"""What is said of an act of the floor to whoever performed it: who did what, in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.floor.models import Motion
from nadwa.record.models import Act
from nadwa.web.languages import plain

Words = Promise | str


def sentence(words: Words) -> Callable[[Act], str]:
    return lambda act: str(words) % _facts(act)


def _choice(fact: str, words: dict[Any, Words]) -> Callable[[Act], str]:
    """A sentence that depends on one fact of the act."""
    return lambda act: str(words[act.body[fact]]) % _facts(act)


def _facts(act: Act) -> dict[str, Any]:
    """The facts of an act as readers know them: bodies and motions by their names, limits in minutes."""
    facts = dict(act.body)
    if slug := facts.get("delegation"):
        names = Delegation.objects.filter(edition__slug=act.log.edition, body__slug=slug)
        facts["delegation"] = plain(names.values_list("body__name", flat=True).get())
    if kind := facts.get("motion"):
        facts["motion"] = Motion.Kind(kind).label
    if seconds := facts.get("seconds"):
        facts["minutes"] = seconds // 60
    return facts


_count = _("In favour: %(yes)s, against: %(no)s, abstentions: %(abstention)s.")
_result = {True: _("The motion is carried."), False: _("The motion is lost.")}


def counted(act: Act) -> str:
    return f"{str(_count) % act.body} {_result[act.body['carried']]}"


_discontinued = sentence(_("The vote is discontinued; it decides nothing: %(motion)s."))

SITTINGS = {
    "floor.vote-discontinued": _discontinued,
    "floor.hands-discontinued": _discontinued,
    "floor.meeting-opened": sentence(_("The meeting is open. Present: %(present)s of %(members)s.")),
    "floor.meeting-suspended": sentence(_("The meeting is suspended.")),
    "floor.meeting-resumed": sentence(_("The meeting has resumed.")),
    "floor.meeting-adjourned": sentence(_("The meeting is adjourned.")),
    "floor.item-taken-up": sentence(_("The meeting has taken up item %(item)s.")),
    "floor.presence-recorded": sentence(_("%(delegation)s is recorded as present.")),
    "floor.absence-recorded": sentence(_("%(delegation)s is recorded as absent.")),
}
SPEAKERS = {
    "floor.list-opened": sentence(_("The list of speakers is open.")),
    "floor.list-closed": sentence(_("The list of speakers is closed.")),
    "floor.floor-asked": sentence(_("%(delegation)s is on the list of speakers, in place %(place)s.")),
    "floor.reply-asked": sentence(_("%(delegation)s has asked for the right of reply.")),
    "floor.explanation-asked": _choice(
        "when",
        {
            "before": _("%(delegation)s has asked to explain its vote before the vote."),
            "after": _("%(delegation)s has asked to explain its vote after the vote."),
        },
    ),
    "floor.request-withdrawn": sentence(_("%(delegation)s has withdrawn its request for the floor.")),
    "floor.reply-withdrawn": sentence(_("%(delegation)s has withdrawn its request for the right of reply.")),
    "floor.explanation-withdrawn": _choice(
        "when",
        {
            "before": _("%(delegation)s has withdrawn its request to explain its vote before the vote."),
            "after": _("%(delegation)s has withdrawn its request to explain its vote after the vote."),
        },
    ),
    "floor.list-reordered": sentence(_("%(delegation)s is now in place %(place)s on the list of speakers.")),
    "floor.entered-on-list": sentence(
        _("%(delegation)s has been entered on the list of speakers, in place %(place)s.")
    ),
    "floor.struck-off": sentence(_("%(delegation)s has been struck off the list.")),
    "floor.floor-taken-back": sentence(
        _("The floor has been taken back from %(delegation)s, which is on the list again.")
    ),
    "floor.speaker-called": sentence(_("%(delegation)s has the floor.")),
    "floor.clock-paused": sentence(_("The speaker’s clock stands still.")),
    "floor.clock-resumed": sentence(_("The speaker’s clock is running.")),
    "floor.limit-set": sentence(_("The time limit for statements on item %(item)s is now %(minutes)s min.")),
    "floor.speech-ended": sentence(_("The statement of %(delegation)s has ended.")),
}
POINTS = {
    "floor.point-raised": sentence(_("%(delegation)s has raised a point of order. The chair will rule on it.")),
    "floor.point-withdrawn": sentence(_("%(delegation)s has withdrawn its point of order.")),
    "floor.point-ruled": sentence(_("The point of order raised by %(delegation)s has been ruled on.")),
}
MOTIONS = {
    "floor.moved": sentence(_("%(delegation)s has moved: %(motion)s.")),
    "floor.motion-spoken-to": _choice(
        "in-favour",
        {
            True: _("%(delegation)s has spoken for the motion: %(motion)s."),
            False: _("%(delegation)s has spoken against the motion: %(motion)s."),
        },
    ),
    "floor.motion-withdrawn": sentence(_("%(delegation)s has withdrawn its motion: %(motion)s.")),
}
DIVISIONS = {
    "floor.hands-called": sentence(_("A vote by show of hands has begun: %(motion)s.")),
    "floor.hands-counted": counted,
    "floor.called-again": sentence(_("The members that have not answered are called a second time.")),
    "floor.vote-opened": sentence(_("The roll call has begun, from the letter %(letter)s: %(motion)s.")),
    "floor.vote-closed": counted,
    "floor.ballot-cast": _choice(
        "ballot",
        {
            "yes": _("%(delegation)s has voted in favour."),
            "no": _("%(delegation)s has voted against."),
            "abstention": _("%(delegation)s has abstained."),
        },
    ),
}
