"""What an edition hands on: the plan of the next one, who may be asked again, the archive."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField
from nadwa.web.names import OF_EDITIONS, plain_name


class Along(models.TextChoices):
    """What can come along to the next edition; hosts, secretariat, topics and agenda always do."""

    OFFICERS = (
        "officers",
        _("officers: chair, vice-chairs, facilitators, interpreters, spokesperson, moderators, ushers"),
    )
    BODIES = (
        "bodies",
        _("bodies that took part, with new invitations in draft; focal points who agree to be asked again"),
    )
    CONSTITUENCIES = "constituencies", _("constituencies")
    RULES = "rules", _("rules for the floor, and quotas")
    ROOMS = "rooms", _("rooms")
    TEXTS = "texts", _("texts that were not adopted, with their brackets")
    COMMITMENTS = "commitments", _("commitments that are not fulfilled")


def everything() -> list[str]:
    return list(Along.values)


class Plan(models.Model):
    """What the next edition of the series will be; it is made when every host has approved."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="plan")
    slug = models.SlugField()
    title = MultilingualField()
    city = MultilingualField()
    time_zone = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    symbol = models.CharField(max_length=40)
    lessons = models.TextField(blank=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="of the texts that come along, if any do",
    )
    exercise = models.BooleanField(default=False)
    comes_along = models.JSONField(default=everything)
    made = models.OneToOneField(Edition, null=True, on_delete=models.SET_NULL, related_name="made_from")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="plan_ends_late"),
            plain_name("plan", OF_EDITIONS),
        ]

    def __str__(self) -> str:
        return self.slug


class Consent(models.Model):
    """A focal point agrees to be asked again at the next edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="consent_once")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.edition_id}"


class Archive(models.Model):
    """An edition as static pages with its record, in one zip file; `manifest` is the hash that the record holds."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="archive")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)
    pages = models.PositiveIntegerField(default=0)
    manifest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"archive of {self.edition_id}"

    @property
    def content_is_there(self) -> bool:
        return bool(self.manifest)


class Token(models.Model):
    """A person's key to the API, until it expires or is revoked. Only the hash of the key is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("read and write")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="token_expires_after_made")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"


class Import(models.Model):
    """A file as it was read: kept with its preview until it is carried out, or forgotten."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("bodies to invite")
        PARTICIPANTS = "participants", _("participants")
        PROGRAMME = "programme", _("programme")
        POPOLO = "popolo", _("persons as Popolo")
        OPENSLIDES = "openslides", _("meeting of OpenSlides")
        POLIS = "polis", _("consultation held with Polis")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="imports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    content = models.BinaryField()
    language = models.CharField(max_length=10, default="en", help_text="that of texts whose file does not say it")
    rows = models.JSONField(help_text="the preview: each line with its state, its values and its problems")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"import of {len(self.rows)} lines"
