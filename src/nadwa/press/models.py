"""What the hosts tell the world."""

from django.db import models

from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField


class Announcement(models.Model):
    """The announcement of an edition; nobody outside hosts and secretariat sees it before it is published."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE)
    title = MultilingualField()
    text = MultilingualField()
    dated = models.DateField()
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"announcement of {self.edition_id}"
