"""Who has which part in a meeting, and which acts are theirs: on its pages, and for programs."""

from collections.abc import Mapping

import rules
from django.urls import reverse

from nadwa.accounts.models import Viewer
from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.capacities import clerk, delegate, presiding
from nadwa.floor.commands import chairing, groups, motions, points, propositions, sittings, speakers, swaps, voting
from nadwa.programme.models import Meeting
from nadwa.web.declaring import Actor, Part, of_each


def _to_podium(_person: Viewer, meeting: Meeting) -> str:
    return reverse("podium", args=[meeting.edition.slug, meeting.number])


def _to_vote(person: Viewer, meeting: Meeting) -> str:
    presides = rules.has_perm("floor.preside", person, meeting)
    return reverse("podium" if presides else "vote-of-meeting", args=[meeting.edition.slug, meeting.number])


def _to_now(_person: Viewer, meeting: Meeting) -> str:
    return reverse("now", args=[meeting.edition.slug, meeting.number])


PARTS: Mapping[Actor, Part] = {
    Chair: Part("floor.preside", presiding, _to_podium),
    Secretary | Chair: Part("floor.count", clerk, _to_vote),
    Delegate: Part("floor.take_part", delegate, _to_now),
}
ACTS = of_each(PARTS, chairing, sittings, speakers, groups, swaps, points, motions, propositions, voting)
