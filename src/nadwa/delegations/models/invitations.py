"""Invitations by note verbale, and the focal points who answer them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models.bodies import Body, Delegate
from nadwa.editions.models import Edition


class Invitation(models.Model):
    """One body's invitation: drafted by the secretariat, sent with the keys of all hosts, answered by a focal point."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", _("has accepted")
        DECLINED = "declined", _("has declined")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="invitations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    answer_by = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFTED)
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(choices=Delegate.Rank, null=True)
    remark = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "body"], name="invitation_once"),
            models.UniqueConstraint(fields=["edition", "number"], name="invitation_number_once"),
            models.CheckConstraint(
                condition=Q(state="drafted") | Q(sent_at__isnull=False), name="invitation_sent_before_answered"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined"]) | Q(answered_at__isnull=False),
                name="invitation_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.number} of {self.body_id}"

    @property
    def symbol(self) -> str:
        return f"{self.edition.symbol}/NV/{self.number}"


class FocalPoint(models.Model):
    """Who speaks for a body about its delegation; two at most."""

    PLACES = (1, 2)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="focal_points")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="focal_points")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="focal_points")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "body", "place"], name="focal_point_place_once"),
            models.UniqueConstraint(fields=["edition", "person"], name="focal_point_of_one_body"),
            models.CheckConstraint(condition=Q(place__in=[1, 2]), name="focal_points_are_two"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.body_id}"
