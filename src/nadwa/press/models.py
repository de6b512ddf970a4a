"""What the hosts tell the world, and the media who may know it earlier."""

import re
from datetime import UTC, datetime
from hashlib import sha256

import rfc8785
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField

LIFTED, MINUTE = "lifted", "%Y%m%dT%H%MZ"
EMBARGOES = re.compile("lifted|2[0-9]{7}T[0-9]{4}Z")


def embargo_named(embargo: datetime | None) -> str:
    """The end of an embargo as the subject of a proposal."""
    return embargo.astimezone(UTC).strftime(MINUTE) if embargo else LIFTED


def embargo_of(subject: str) -> datetime | None:
    """The end of the embargo that is named so. ValueError: none is."""
    return None if subject == LIFTED else datetime.strptime(subject, MINUTE).replace(tzinfo=UTC)


class Release(models.Model):
    """The announcement of an edition, or a release of its press service.

    A draft is for those who write it. Once issued, accredited press reads it at once, under embargo where one is
    set; everybody reads it from the end of the embargo on, by the clock alone.
    """

    class Kind(models.TextChoices):
        ANNOUNCEMENT = "announcement", _("announcement")
        RELEASE = "release", _("press release")
        ADVISORY = "advisory", _("media advisory")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ANNOUNCEMENT)
    title = MultilingualField()
    text = MultilingualField()
    dated = models.DateField()
    embargo_until = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True, help_text="when the record says that the embargo has ended")

    class Meta:
        ordering = ["-dated", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="release_number_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(kind="announcement"), name="release_one_announcement"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(issued_at__isnull=False), name="release_issued_before_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"

    def digest(self) -> str:
        """SHA-256 of title and text in all their versions, as RFC 8785 writes them."""
        return sha256(rfc8785.dumps({"title": self.title, "text": self.text})).hexdigest()

    def is_public(self, now: datetime) -> bool:
        return self.issued_at is not None and (self.embargo_until is None or self.embargo_until <= now)


class MediaApplication(models.Model):
    """Somebody of the media asks for accreditation; the press officer decides, with a reason."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for a decision")
        ACCREDITED = "accredited", _("accredited")
        REFUSED = "refused", _("refused")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="media_applications")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    medium = models.CharField(_("medium"), max_length=200)
    function = models.CharField(_("function"), max_length=200)
    press_card = models.CharField(_("number of the press card"), max_length=80, blank=True)
    language = models.CharField(max_length=7)
    applied_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["applied_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "email"], condition=~Q(state="refused"), name="media_application_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.medium})"
