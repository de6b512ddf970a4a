"""The state of a sitting: who is present, who waits for the floor, who has it, what was ruled."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Badge, Delegation
from nadwa.editions.models import Edition
from nadwa.programme.models import AgendaItem, Meeting
from nadwa.web.languages import OFFICIAL


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


class SpeakersList(models.Model):
    """The list of speakers of an agenda item, with its time limit."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE)
    is_open = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"list of {self.item_id}"


class Request(models.Model):
    """A delegation's request for the floor, from asking to the end of its speech. Replies are numbered 1 and 2, and so
    are explanations of vote: 1 before the vote, 2 after it."""

    class Kind(models.TextChoices):
        SPEECH = "speech", _("statement")
        REPLY = "reply", _("right of reply")
        EXPLANATION = "explanation", _("explanation of vote")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SPEAKING = "speaking", _("has the floor")
        SPOKEN = "spoken", _("has spoken")
        WITHDRAWN = "withdrawn", _("withdrawn")
        STRUCK = "struck", _("struck off by the chair")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="requests")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.SPEECH)
    number = models.PositiveSmallIntegerField(default=0)
    position = models.IntegerField(default=0)
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="speeches")
    seconds = models.PositiveIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_for = models.DurationField(default=timedelta)
    held = models.BooleanField(default=False, help_text="the chair has stopped the clock, whatever else stops it")
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, help_text="why the chair struck it off")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "delegation"],
                condition=Q(kind="speech", state__in=["waiting", "speaking"]),
                name="request_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["item", "delegation", "kind", "number"],
                condition=Q(kind__in=["reply", "explanation"]) & ~Q(state__in=["withdrawn", "struck"]),
                name="reply_each_once",
            ),
            models.UniqueConstraint(fields=["sitting"], condition=Q(state="speaking"), name="one_speaker_at_a_time"),
            models.CheckConstraint(
                condition=Q(kind="speech", number=0) | Q(kind__in=["reply", "explanation"], number__in=[1, 2]),
                name="reply_is_numbered",
            ),
            models.CheckConstraint(
                condition=Q(state="struck") & ~Q(reason="") | ~Q(state="struck") & Q(reason=""),
                name="request_struck_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.delegation_id} on {self.item_id}"

    @property
    def asks(self) -> str:
        """What it asks for, of which a delegation has one waiting on an item: "speech", "reply", or to explain its vote
        "before" or "after" it."""
        return ("before" if self.number == 1 else "after") if self.kind == self.Kind.EXPLANATION else self.kind

    def elapsed(self, now: datetime) -> timedelta:
        """The time spoken so far, without pauses."""
        if self.started_at is None:
            return timedelta()
        return (self.ended_at or self.paused_at or now) - self.started_at - self.paused_for

    def overrun_seconds(self, now: datetime) -> int:
        return max(0, int(self.elapsed(now).total_seconds()) - (self.seconds or 0))


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


class Division(models.Model):
    """A vote of the meeting on a motion: hands that the secretary counts, or a roll call from a letter drawn. One that
    is discontinued decides nothing, and the motion can be put again."""

    class Method(models.TextChoices):
        HANDS = "hands", _("show of hands")
        ROLL_CALL = "roll-call", _("roll call")

    class Choice(models.TextChoices):
        YES = "yes", _("in favour")
        NO = "no", _("against")
        ABSTENTION = "abstention", _("abstention")

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="divisions")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=9, choices=Method)
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
                fields=["motion"], condition=Q(discontinued=False), name="division_one_decides_a_motion"
            ),
            models.CheckConstraint(
                condition=Q(discontinued=False) | Q(closed_at=None), name="division_closed_or_discontinued"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(yes__isnull=False, no__isnull=False, abstention__isnull=False),
                name="division_closed_is_counted",
            ),
            models.CheckConstraint(
                condition=(Q(method="hands", letter="") | (Q(method="roll-call") & ~Q(letter=""))),
                name="division_roll_call_has_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} on {self.motion_id}"


class Voice(models.Model):
    """What a delegation answers in a roll call; its last answer counts. One that an officer entered for it says in what
    capacity."""

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="voices")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=10, choices=Division.Choice)
    entered_by = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "delegation"], name="voice_once_per_delegation")]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.choice}"


class Statement(models.Model):
    """The text of a speech at a meeting, under embargo until its delegation is called there.

    `for_public`: whether the meeting was public when it was filed. `public` is said once, when it is released: whether
    that meeting was public. Nothing that is held later, or changed, makes public what was said, or written to be said,
    behind closed doors.
    """

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="statements")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="statements")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE)
    language = models.CharField(max_length=7, choices=[(language, language) for language in OFFICIAL])
    text = models.TextField()
    for_press = models.BooleanField(default=False, help_text="accredited press may read it under embargo")
    filed_at = models.DateTimeField()
    for_public = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)
    speech = models.OneToOneField(Request, null=True, on_delete=models.CASCADE, related_name="statement")
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "item", "delegation"], name="statement_once_at_a_meeting"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(speech=None), name="statement_released_by_its_speech"
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(speech__isnull=False), name="statement_public_by_its_speech"
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(for_public=True), name="statement_public_as_it_was_filed"
            ),
        ]

    def __str__(self) -> str:
        return f"statement of {self.delegation_id} on {self.item_id}"

    @property
    def waits_to_be_filed_again(self) -> bool:
        """It was filed for a closed meeting that has become public since."""
        return bool(self.meeting and self.meeting.public and not self.for_public and self.released_at is None)
