"""What a room brings to the rest of the platform. `rooms.py` puts the rooms together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a room brings what it uses of these, and no more
    from django.utils.functional import Promise

    from nadwa.accounts.keeping import Reason
    from nadwa.accounts.parts import Count
    from nadwa.accounts.retention import Kept
    from nadwa.acts.facts import Facts
    from nadwa.duties import Duty
    from nadwa.editions.desk import DeskPage
    from nadwa.editions.leaving import Ending
    from nadwa.editions.ready import Milestone
    from nadwa.editions.searching import Shelf
    from nadwa.editions.telling import Concerned
    from nadwa.editions.two_key import TwoKey
    from nadwa.floor.questions import Source
    from nadwa.live.channels import Channel
    from nadwa.programme.journal import Speakers
    from nadwa.programme.uses import LettingGo
    from nadwa.record.capacities import Names
    from nadwa.record.sentences import Sentence
    from nadwa.web.navigation import Link


@dataclass(frozen=True)
class Brought:
    """`permissions` are rules by name; `sentences` say of an act who did what; `capacities` put into words in what
    capacity somebody acts, `capacities_of` the same of those who act for somebody who has a name; `duties` are what the
    worker does by itself; `keeps` says how long what is personal is kept; `questions` finds what the room has put
    before a meeting; `addressees` are told when particulars of an edition change; `parts` counts what somebody has a
    part in, `keeping` says why somebody is not erased on a page, `leaving` ends what a function or a seat opened;
    `speakers` knows by name who stands in the record as having spoken; `letting_go` frees an agenda item that is to be
    removed."""

    permissions: "Mapping[str, Any]" = field(default_factory=dict)
    sentences: "Mapping[type[Facts], Sentence]" = field(default_factory=dict)
    capacities: "Mapping[str, Promise | str]" = field(default_factory=dict)
    capacities_of: "Mapping[str, tuple[Promise | str, Names]]" = field(default_factory=dict)
    channels: "tuple[Channel, ...]" = ()
    questions: "tuple[Source, ...]" = ()
    navigation: "tuple[Link, ...]" = ()
    desk: "tuple[DeskPage, ...]" = ()
    milestones: "tuple[Milestone, ...]" = ()
    search: "tuple[Shelf, ...]" = ()
    two_key: "tuple[TwoKey, ...]" = ()
    addressees: "tuple[Concerned, ...]" = ()
    keeps: "tuple[Kept, ...]" = ()
    duties: "tuple[Duty, ...]" = ()
    parts: "tuple[Count, ...]" = ()
    keeping: "tuple[Reason, ...]" = ()
    leaving: "tuple[Ending, ...]" = ()
    speakers: "tuple[Speakers, ...]" = ()
    letting_go: "tuple[LettingGo, ...]" = ()
