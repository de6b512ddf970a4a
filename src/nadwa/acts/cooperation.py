"""Offers, needs and commitments."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import DELEGATION, HOSTS, PUBLIC, Facts, key, kind, shape


@shape
class OnEntry(Facts):
    """The number of an offer or of a need."""

    offer: int | None = None
    need: int | None = None


@kind("cooperation.entered", _("Offer or need entered"), PUBLIC)
class Entered(OnEntry):
    delegation: str
    area: str


@kind("cooperation.closed", _("Offer or need closed"), PUBLIC)
class Closed(OnEntry):
    pass


@kind("cooperation.written", _("Letter about an offer or a need"), DELEGATION)
class Written(OnEntry):
    to: str


@shape
class OfCommitment(Facts):
    commitment: int


@kind("cooperation.drafted", _("Commitment drafted"), HOSTS)
class Drafted(OfCommitment):
    lead: str
    partners: tuple[str, ...]


@kind("cooperation.changed", _("Draft of a commitment changed"), HOSTS)
class Changed(OfCommitment):
    partners: tuple[str, ...]


@kind("cooperation.confirmed", _("Partnership confirmed"), HOSTS)
class Confirmed(OfCommitment):
    partner: str


@kind("cooperation.published", _("Commitment published"), PUBLIC)
class Published(OfCommitment):
    lead: str
    target: int
    due: str


@kind("cooperation.reported", _("Progress of a commitment reported"), PUBLIC)
class Reported(OfCommitment):
    reached: int
    target: int
    by_delegation: Annotated[str, key("by-delegation")]


@kind("cooperation.fulfilled", _("Commitment fulfilled"), PUBLIC)
class Fulfilled(OfCommitment):
    pass


@kind("cooperation.abandoned", _("Commitment abandoned"), PUBLIC)
class Abandoned(OfCommitment):
    reason: str


@kind("cooperation.reminded", _("Report on a commitment recalled to mind"), PUBLIC)
class Reminded(OfCommitment):
    pass
