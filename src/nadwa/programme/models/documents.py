"""Documents under a symbol, planned with a slot, translated by deadlines, issued to their audience."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Body
from nadwa.editions.models import Edition
from nadwa.programme.models.meetings import AgendaItem
from nadwa.web.languages import OFFICIAL, MultilingualField


class Document(models.Model):
    """A document, or a corrigendum to one. Issued, it stands; what is wrong in it is corrected by a corrigendum."""

    class Kind(models.TextChoices):
        WORKING = "WP", _("working paper")
        INFORMATION = "INF", _("information document")
        CONFERENCE_ROOM = "CRP", _("conference room paper")

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        PARTICIPANTS = "participants", _("participants")
        STATES = "states", _("delegations of States")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=3, choices=Kind)
    number = models.PositiveSmallIntegerField()
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrigenda")
    corrigendum = models.PositiveSmallIntegerField(default=0)
    title = MultilingualField()
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents")
    author = models.ForeignKey(Body, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.EVERYBODY)
    slot = models.DateTimeField(help_text="when the text has to be handed in")
    due = models.DateTimeField(help_text="when all translations have to be there")
    needs_all_six = models.BooleanField(default=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "number", "corrigendum"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "number", "corrigendum"], name="document_symbol_once"),
            models.CheckConstraint(
                condition=Q(corrects=None, corrigendum=0) | Q(corrects__isnull=False, corrigendum__gte=1),
                name="document_corrigendum_corrects",
            ),
            models.CheckConstraint(condition=Q(due__gte=models.F("slot")), name="document_due_after_slot"),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def symbol(self) -> str:
        base = f"{self.edition.symbol}/{self.kind}.{self.number}"
        return f"{base}/Corr.{self.corrigendum}" if self.corrigendum else base

    @property
    def languages(self) -> set[str]:
        """The languages in which a version is there."""
        return {version.language for version in self.versions.all()}


class Version(models.Model):
    """A document in one language, as the file that was handed in."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=7, choices=[(language, language) for language in OFFICIAL])
    content = models.BinaryField()
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="version_once_per_language")]

    def __str__(self) -> str:
        return f"{self.document_id} in {self.language}"
