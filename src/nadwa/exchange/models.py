"""What an edition hands on: the plan of the next one, who may be asked again, the archive."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField


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
    made = models.OneToOneField(Edition, null=True, on_delete=models.SET_NULL, related_name="made_from")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="plan_ends_late")]

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
