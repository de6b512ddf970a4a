"""What delegations offer and need, what they write to one another about it, and what they commit to."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField

A_YEAR = timedelta(days=365)


class Area(models.TextChoices):
    CAPACITY = "capacity", _("capacity building")
    INFORMATION = "information", _("exchange of information")
    PROJECT = "project", _("digital economy project")


class Entry(models.Model):
    """An offer or a need. `meaning` is the sentence vector of its words, 512 float32, for finding matches."""

    class Side(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", _("need")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveSmallIntegerField()
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="entries")
    side = models.CharField(max_length=5, choices=Side)
    area = models.CharField(max_length=11, choices=Area)
    title = MultilingualField()
    text = MultilingualField()
    begins = models.DateField()
    ends = models.DateField()
    languages = models.JSONField(help_text="languages in which it can be carried out")
    dollars = models.PositiveIntegerField(null=True, blank=True)
    meaning = models.BinaryField()
    entered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="entry_number_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="entry_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.number}"


class Message(models.Model):
    """What is written about an entry between its delegation and one other; nobody else reads it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="messages")
    counterpart = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    sender = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"message of {self.sender_id} on {self.entry_id}"


class Commitment(models.Model):
    """Something specific, measurable and dated that delegations will do together."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        FULFILLED = "fulfilled", _("fulfilled")
        ABANDONED = "abandoned", _("abandoned")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="commitments")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments")
    title = MultilingualField()
    text = MultilingualField()
    measure = MultilingualField(help_text="what is counted")
    target = models.PositiveIntegerField(help_text="how many of it")
    due = models.DateField()
    dollars = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    continues = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="continued_as", help_text="of the edition before"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="commitment_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="commitment_published_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"commitment {self.number} of {self.edition_id}"


class Partner(models.Model):
    """A delegation named as a partner; it is one when it has said so itself."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="partners")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "delegation"], name="partner_once")]

    def __str__(self) -> str:
        return f"{self.delegation_id} in {self.commitment_id}"


class Progress(models.Model):
    """A report on a commitment: how many of its target have been reached by a day."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reports")
    reached = models.PositiveIntegerField()
    text = models.CharField(max_length=2000)
    language = models.CharField(max_length=7)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"report on {self.commitment_id}"


def report_due(commitment: Commitment, last: date | None) -> date | None:
    """When the next report is due: a year after the last, or after publication; None where none is awaited."""
    if commitment.state != Commitment.State.PUBLISHED or commitment.published_at is None:
        return None
    return (last or commitment.published_at.date()) + A_YEAR
