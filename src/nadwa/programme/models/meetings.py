"""Meetings and side events, their rooms, who appears in them, the agenda, and the run of show."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Body
from nadwa.editions.models import Edition, Topic
from nadwa.web.languages import MultilingualField


class AgendaItem(models.Model):
    """In an item of the high-level segment, heads of delegation speak in protocol order."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()
    high_level = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="agenda_number_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"


class Room(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rooms")
    name = MultilingualField()
    seats = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.pk}"


class Meeting(models.Model):
    """A formal sitting, or a side event; one that is not public is for participants only."""

    class Kind(models.TextChoices):
        FORMAL = "formal", _("formal meeting")
        SIDE = "side", _("side event")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.FORMAL)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="meetings")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    organiser = models.ForeignKey(Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    interpretation = models.JSONField(default=list, help_text="languages interpreted into")
    cancelled_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    public = models.BooleanField(default=True)
    items = models.ManyToManyField(AgendaItem, related_name="meetings")

    class Meta:
        ordering = ["starts_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"


class Appearance(models.Model):
    """Somebody who chairs, moderates or speaks, as the programme names them."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MODERATOR = "moderator", _("moderator")
        SPEAKER = "speaker", _("speaker")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="appearances")
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=9, choices=Role, default=Role.SPEAKER)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="appearance_once")]

    def __str__(self) -> str:
        return f"{self.name} in {self.meeting_id}"


class Step(models.Model):
    """A step of a meeting's run of show. One that awaits an act is done by that act, others when the chair says so."""

    class Awaits(models.TextChoices):
        NOTHING = "", _("nothing: the chair marks it as done")
        OPENING = "open", _("the opening of the meeting")
        ITEM = "item", _("the taking up of an item")
        LIST = "open-list", _("the opening of the list of speakers")
        LIST_END = "close-list", _("the closing of the list of speakers")
        ADJOURNMENT = "adjourn", _("the adjournment")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = MultilingualField()
    minutes = models.PositiveSmallIntegerField(default=0)
    awaits = models.CharField(max_length=10, choices=Awaits, blank=True)
    item = models.PositiveSmallIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="step_position_once")]

    def __str__(self) -> str:
        return f"step {self.position} of {self.meeting_id}"
