"""Credentials, as rules 27 to 29 of the General Assembly's rules of procedure have them."""

from hashlib import sha256

import rfc8785
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models.bodies import Delegation


class Credentials(models.Model):
    """The letter that names a delegation. Two different officers verify it before it is accepted."""

    class Form(models.TextChoices):
        ORIGINAL = "original", _("original")
        COPY = "copy", _("copy")
        NOTE = "note", _("note verbale")

    class Office(models.TextChoices):
        STATE = "state", _("Head of State")
        GOVERNMENT = "government", _("Head of Government")
        FOREIGN = "foreign", _("Minister for Foreign Affairs")
        MISSION = "mission", _("permanent mission")
        HEAD = "head", _("head of the organisation")

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for verification")
        ACCEPTED = "accepted", _("found in order")
        REFUSED = "refused", _("not in order")

    delegation = models.OneToOneField(Delegation, on_delete=models.CASCADE, related_name="credentials")
    form = models.CharField(max_length=8, choices=Form)
    office = models.CharField(max_length=10, choices=Office)
    signatory = models.CharField(max_length=200)
    letter = models.BinaryField()
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.SUBMITTED)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="credentials_refused_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"credentials of {self.delegation_id}"

    def digest(self) -> str:
        """SHA-256 of what an officer looks at: the letter, and what the delegation says of it."""
        return sha256(rfc8785.dumps([self.form, self.office, self.signatory, self.sha256])).hexdigest()

    @property
    def formal(self) -> bool:
        """An original letter from one of those whom rule 27 names."""
        return self.form == self.Form.ORIGINAL and self.office in {
            self.Office.STATE,
            self.Office.GOVERNMENT,
            self.Office.FOREIGN,
        }


class Verification(models.Model):
    """One officer's finding that the letter is in order."""

    credentials = models.ForeignKey(Credentials, on_delete=models.CASCADE, related_name="verifications")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["credentials", "officer"], name="verification_once_per_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id} on {self.credentials_id}"
