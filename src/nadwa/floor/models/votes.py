"""A vote, whatever it is on: a motion of the meeting, a decision that the chair has proposed, or what another room puts
to the vote and keeps with it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.floor.models.propositions import Proposition
from nadwa.floor.models.questions import Motion
from nadwa.floor.models.sittings import Procedure


class Vote(models.Model):
    """Hands that the secretary counts, or a roll call, in a meeting from a letter drawn. `number` is its place among
    the votes of a meeting, or on one text. One that is discontinued decides nothing, and what it was on can be put
    again."""

    class Method(models.TextChoices):
        HANDS = "hands", _("show of hands")
        ROLL_CALL = "roll-call", _("roll call")

    motion = models.ForeignKey(Motion, null=True, on_delete=models.CASCADE, related_name="votes")
    proposition = models.ForeignKey(Proposition, null=True, on_delete=models.CASCADE, related_name="votes")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=9, choices=Method)
    majority = models.CharField(max_length=10, choices=Procedure.Majority)
    letter = models.CharField(max_length=1, blank=True)
    opened_at = models.DateTimeField()
    second_call_at = models.DateTimeField(null=True)
    discontinued = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    yes = models.PositiveSmallIntegerField(null=True)
    no = models.PositiveSmallIntegerField(null=True)
    abstention = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion"], condition=Q(discontinued=False), name="vote_one_decides_a_motion"
            ),
            models.UniqueConstraint(
                fields=["proposition"], condition=Q(discontinued=False), name="vote_one_decides_a_proposition"
            ),
            models.CheckConstraint(condition=Q(motion=None) | Q(proposition=None), name="vote_on_one_thing"),
            models.CheckConstraint(
                condition=Q(discontinued=False) | Q(closed_at=None), name="vote_closed_or_discontinued"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(yes__isnull=False, no__isnull=False, abstention__isnull=False),
                name="vote_closed_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(method="hands", letter="")
                | Q(method="roll-call", motion=None, proposition=None)
                | Q(method="roll-call") & ~Q(letter=""),
                name="vote_by_roll_call_has_letter",
            ),
            models.CheckConstraint(condition=Q(majority__in=["simple", "two-thirds"]), name="vote_has_its_majority"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.number}"

    @property
    def subject(self) -> Motion | Proposition:
        """What a vote is on that the meeting has put itself."""
        found = self.motion or self.proposition
        assert found is not None  # noqa: S101 - another room keeps what its votes are on
        return found

    @property
    def is_on_appeal(self) -> bool:
        return self.motion is not None and self.motion.kind == Motion.Kind.APPEAL


class Ballot(models.Model):
    """How a delegation votes in a roll call; until that is closed it may vote again, and its last ballot counts. One
    that an officer entered for it says in what capacity."""

    class Choice(models.TextChoices):
        YES = "yes", _("in favour")
        NO = "no", _("against")
        ABSTENTION = "abstention", _("abstention")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    entered_by = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "delegation"], name="ballot_once_per_delegation")]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.choice}"
