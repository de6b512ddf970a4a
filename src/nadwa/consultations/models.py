"""Consultations: opinion statements, and what people or states say to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField


class Consultation(models.Model):
    """One that carries a `source` was held elsewhere and is shown here for its result; nobody votes in it."""

    class Kind(models.TextChoices):
        OPINION = "opinion", _("opinion statements")
        ROLL_CALL = "roll-call", _("roll calls")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="consultations")
    slug = models.SlugField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OPINION)
    title = MultilingualField()
    about = MultilingualField()
    source = models.TextField(blank=True)
    is_open = models.BooleanField(default=False)
    votes_public = models.BooleanField(default=False)
    packet = models.CharField(max_length=64, blank=True)
    mapped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="consultation_once")]

    def __str__(self) -> str:
        return self.slug


class OpinionStatement(models.Model):
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = MultilingualField()
    accepted = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="statement_number_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.number}"


class Participant(models.Model):
    """Who votes: a person here, or a voter or state known by `label` where the votes come from elsewhere."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], condition=Q(person__isnull=False), name="participant_once"
            ),
            models.UniqueConstraint(fields=["consultation", "label"], condition=~Q(label=""), name="label_once"),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(label="") | Q(person__isnull=False, label=""),
                name="participant_is_person_or_label",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.label or self.pk}"


class Vote(models.Model):
    """The last word of a participant on a statement. Personal data, not an act: it stays here."""

    class Value(models.IntegerChoices):
        AGREE = 1, _("Agree")
        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")

    statement = models.ForeignKey(OpinionStatement, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(choices=Value)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "participant"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}: {self.value}"
