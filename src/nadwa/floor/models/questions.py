"""What is put to the chair and to the house: points of order, and motions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.floor.models.sittings import Sitting


class PointOfOrder(models.Model):
    """Raised at any time while the meeting is open; the chair rules at once (rule 71). It lapses if the meeting ends
    without a ruling."""

    class State(models.TextChoices):
        PENDING = "pending", _("before the chair")
        RULED = "ruled", _("ruled on")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="points")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    rule = models.CharField(max_length=200, blank=True, help_text="the rule that it invokes, as it was typed")
    raised_at = models.DateTimeField()
    ruling = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True)
    overruled = models.BooleanField(default=False)

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "delegation"], condition=Q(state="pending"), name="point_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="ruled", ruled_at__isnull=False) | ~Q(state="ruled") & Q(ruled_at=None),
                name="point_ruled_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"point of order of {self.delegation_id}"


class Motion(models.Model):
    """A procedural motion, or an appeal against a ruling. The kinds stand in their order of precedence (rule 77)."""

    class Kind(models.TextChoices):
        APPEAL = "appeal", _("appeal against the ruling")
        SUSPEND = "suspend", _("suspension of the meeting")
        ADJOURN = "adjourn", _("adjournment of the meeting")
        ADJOURN_DEBATE = "adjourn-debate", _("adjournment of the debate")
        CLOSE_DEBATE = "close-debate", _("closure of the debate")

        @property
        def rule(self) -> int:
            """The rule of procedure of the General Assembly (A/520) that it follows."""
            return RULES_OF_MOTIONS[self.value]

        def speakers(self, *, in_favour: bool) -> int:
            """How many may speak to it on one side."""
            return SPEAKERS_TO_MOTIONS.get((self.value, in_favour), 0)

    class State(models.TextChoices):
        PENDING = "pending", _("before the meeting")
        CARRIED = "carried", _("carried")
        LOST = "lost", _("lost")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="motions")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    point = models.ForeignKey(PointOfOrder, null=True, on_delete=models.CASCADE, related_name="appeals")
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "kind"], condition=Q(state="pending"), name="motion_of_a_kind_pending_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="appeal", point__isnull=False) | (~Q(kind="appeal") & Q(point=None)),
                name="motion_appeal_names_point",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} moved by {self.delegation_id}"

    @property
    def named(self) -> str:
        return self.get_kind_display()

    @property
    def rule(self) -> int:
        return self.Kind(self.kind).rule

    def is_open_to_speakers(self, *, in_favour: bool) -> bool:
        """Whether one more may speak to it on this side."""
        spoken = sum(speech.in_favour == in_favour for speech in self.speeches.all())
        return spoken < self.Kind(self.kind).speakers(in_favour=in_favour)

    @property
    def open_for(self) -> bool:
        return self.is_open_to_speakers(in_favour=True)

    @property
    def open_against(self) -> bool:
        return self.is_open_to_speakers(in_favour=False)

    @property
    def heard(self) -> set[int]:
        """The delegations that have moved it or spoken to it, and do not speak to it again."""
        return {self.delegation_id, *(speech.delegation_id for speech in self.speeches.all())}


RULES_OF_MOTIONS = {"appeal": 71, "suspend": 76, "adjourn": 76, "adjourn-debate": 74, "close-debate": 75}
SPEAKERS_TO_MOTIONS = {("adjourn-debate", True): 2, ("adjourn-debate", False): 2, ("close-debate", False): 2}


class MotionSpeech(models.Model):
    """A delegation speaks for or against a motion."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="speeches")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    in_favour = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["motion", "delegation"], name="motion_speech_once")]

    def __str__(self) -> str:
        return f"{self.delegation_id} on {self.motion_id}"
