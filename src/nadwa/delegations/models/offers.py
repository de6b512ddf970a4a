"""Seats that are offered to people who have an account already."""

from hashlib import sha256

import rfc8785
from django.conf import settings
from django.db import models

from nadwa.delegations.models.bodies import Delegate, Delegation


class Offer(models.Model):
    """A seat that waits for the consent of the person it is for: until then it gives nothing, and takes nothing.

    `replaces` is the seat that ends when this one is taken. `needs` are kept as they were typed, for the seat.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offers")
    role = models.CharField(max_length=10, choices=Delegate.Role)
    rank = models.PositiveSmallIntegerField(choices=Delegate.Rank, default=Delegate.Rank.OFFICIAL)
    function = models.CharField(max_length=200, blank=True)
    needs = models.JSONField(default=dict)
    replaces = models.ForeignKey(Delegate, null=True, on_delete=models.SET_NULL, related_name="+")
    offered_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "person"], name="offer_once")]

    def __str__(self) -> str:
        return f"seat in {self.delegation_id} for {self.person_id}"

    def digest(self) -> str:
        """SHA-256 of what the person reads before answering: in which delegation, as what, and in whose place."""
        return sha256(
            rfc8785.dumps([self.delegation_id, self.role, self.rank, self.function, self.replaces_id])
        ).hexdigest()
