"""Meetings and the agenda."""

from django.db import models
from django.db.models import F, Q

from nadwa.editions.models import Edition
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


class Meeting(models.Model):
    """A formal sitting; one that is not public is for participants only."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()
    room = MultilingualField()
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
