"""The sitting of a meeting under its procedure: its state, and who is there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Badge, Delegation
from nadwa.editions.models import Edition
from nadwa.programme.models import AgendaItem, Meeting


class Procedure(models.Model):
    """The edition's rules for the floor; the defaults follow the General Assembly's rules of procedure (A/520)."""

    class Majority(models.TextChoices):
        NONE = "none", _("no vote: consensus or silence only")
        SIMPLE = "simple", _("a majority of those present and voting")
        TWO_THIRDS = "two-thirds", _("two thirds of those present and voting")

        def carries(self, yes: int, no: int) -> bool:
            """Whether so many votes carry a proposal; abstentions are not votes (rules 83, 85, 86)."""
            return yes >= 2 * no and yes > 0 if self == self.TWO_THIRDS else yes > no

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE)
    debate_quorum_parts = models.PositiveSmallIntegerField(default=3)
    decision_quorum_parts = models.PositiveSmallIntegerField(default=2)
    speech_seconds = models.PositiveIntegerField(default=300)
    group_seconds = models.PositiveIntegerField(default=420)
    first_reply_seconds = models.PositiveIntegerField(default=600)
    second_reply_seconds = models.PositiveIntegerField(default=300)
    explanation_seconds = models.PositiveIntegerField(default=600)
    high_level_by_letter = models.BooleanField(default=False)
    observers_speak = models.BooleanField(default=True)
    majority = models.CharField(max_length=10, choices=Majority, default=Majority.TWO_THIRDS)

    def __str__(self) -> str:
        return f"procedure of {self.edition_id}"

    def needed_to_debate(self, members: int) -> int:
        """At least one third of the members (rule 67)."""
        return -(-members // self.debate_quorum_parts)

    def needed_to_decide(self, members: int) -> int:
        """A majority of the members (rule 67)."""
        return members // self.decision_quorum_parts + 1

    def reply_seconds(self, number: int) -> int:
        return self.first_reply_seconds if number == 1 else self.second_reply_seconds


class Sitting(models.Model):
    """A meeting as it sits. Its row is locked by every act of the floor, so that they happen one after another;
    `version` counts them."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("not yet open")
        OPEN = "open", _("open")
        SUSPENDED = "suspended", _("suspended")
        ADJOURNED = "adjourned", _("adjourned")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT)
    changed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    roll = models.JSONField(
        null=True, help_text='frozen when the meeting opens: {"decide": [bodies], "speak": [bodies]}, by their slugs'
    )

    in_chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the vice-chair who presides; nobody, while the chair does",
    )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"


class Presence(models.Model):
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="presences")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "delegation"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.delegation_id} at {self.sitting_id}"


class Attendance(models.Model):
    """A badge's time inside the room of a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="attendances")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "badge"], condition=Q(left_at=None), name="attendance_inside_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.badge_id} at {self.meeting_id}"
