"""Recovery of an account whose holder has lost the factors: two officers, and a hold in which it can be stopped."""

from datetime import datetime
from hashlib import sha256

import rfc8785
from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition, Host


class Recovery(models.Model):
    """Asked for by an officer who has made sure who asks, confirmed by another, carried out when the hold is over."""

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for a second officer")
        HELD = "held", _("on hold")
        DONE = "done", _("carried out")
        STOPPED = "stopped", _("stopped")

    OPEN = (State.ASKED, State.HELD)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="recoveries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recoveries")
    email = models.EmailField(max_length=80)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    held_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.ASKED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["asked", "held"]), name="recovery_one_open_per_person"
            ),
            models.CheckConstraint(condition=~Q(confirmed_by=F("asked_by")), name="recovery_needs_two_officers"),
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")) & ~Q(confirmed_by=F("person")), name="recovery_not_of_oneself"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "stopped"]) | Q(held_until__isnull=False), name="recovery_is_held_first"
            ),
        ]

    def __str__(self) -> str:
        return f"recovery of {self.person_id} at {self.edition_id}"

    def digest(self) -> str:
        """SHA-256 of what the second officer reads: whose account goes to which address, and why."""
        person = self.person
        return sha256(rfc8785.dumps([person.pk, person.name, person.username, self.email, self.reason])).hexdigest()

    @property
    def hosts(self) -> QuerySet[Host]:
        """The hosts whose keys the account has, at whatever edition."""
        return Host.objects.filter(officers__person=self.person).order_by("pk")

    def is_due(self, now: datetime) -> bool:
        return self.state == self.State.HELD and self.held_until is not None and self.held_until <= now
