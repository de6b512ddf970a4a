"""Badges: what somebody wears, and which doors it opens."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition


class Badge(models.Model):
    """A person's badge at an edition. Its code is secret enough that nobody guesses another's."""

    class Kind(models.TextChoices):
        HOST = "host", _("host")
        SECRETARIAT = "secretariat", _("secretariat")
        DELEGATE = "delegate", _("delegate")
        OBSERVER = "observer", _("observer")
        INTERPRETER = "interpreter", _("interpreter")
        PRESS = "press", _("press")

    class Zone(models.TextChoices):
        PLENARY = "A", _("plenary hall")
        CONSULTATIONS = "B", _("rooms for consultations")
        PRESS = "C", _("press centre")
        OFFICES = "D", _("offices")

    ZONES = {
        Kind.HOST: "ABCD",
        Kind.SECRETARIAT: "ABCD",
        Kind.DELEGATE: "AB",
        Kind.OBSERVER: "A",
        Kind.INTERPRETER: "ABD",
        Kind.PRESS: "C",
    }
    COLOURS = {
        Kind.HOST: "#7a1f3d",
        Kind.SECRETARIAT: "#3f3d7a",
        Kind.DELEGATE: "#0b4a6f",
        Kind.OBSERVER: "#2f6b4f",
        Kind.INTERPRETER: "#5a5a5a",
        Kind.PRESS: "#8a4b00",
    }

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="badges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="badges")
    kind = models.CharField(max_length=11, choices=Kind)
    code = models.CharField(max_length=14, unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person"], condition=Q(revoked_at=None), name="badge_one_valid_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"badge of {self.person_id} at {self.edition_id}"

    @property
    def zones(self) -> str:
        return self.ZONES[self.Kind(self.kind)]

    def opens(self, zone: str) -> bool:
        return self.revoked_at is None and zone in self.zones
