"""Accreditation of research, business and non-governmental organisations, on a non-objection basis."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models.bodies import Body, Delegation
from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField


class Application(models.Model):
    """An organisation asks to take part: evaluated, put on the list to the States, decided with a reason."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waiting for evaluation")
        EVALUATED = "evaluated", _("evaluated")
        LISTED = "listed", _("before the States")
        ACCREDITED = "accredited", _("accredited")
        REFUSED = "refused", _("refused")
        APPEALED = "appealed", _("appealed")

    OPEN = (State.SUBMITTED, State.EVALUATED, State.LISTED, State.APPEALED)
    KINDS = (Body.Kind.RESEARCH, Body.Kind.COMPANY, Body.Kind.NGO)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="applications")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in KINDS])
    name = MultilingualField()
    seat = models.CharField(max_length=200)
    website = models.URLField(blank=True)
    purpose = models.TextField()
    programme = models.TextField()
    contact = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=7)
    applied_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    evaluation = models.TextField(blank=True)
    window_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    appeal = models.CharField(max_length=2000, blank=True)
    appeal_refused = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.SET_NULL, related_name="application")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="application_number_once"),
            models.UniqueConstraint(
                fields=["edition", "email"], condition=~Q(state="refused"), name="application_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | Q(window_until__isnull=False), name="application_listed_with_window"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accredited", "refused"]) | ~Q(reason=""),
                name="application_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.number} to {self.edition_id}"

    def window_is_open(self, now: datetime) -> bool:
        return self.state == self.State.LISTED and self.window_until is not None and now < self.window_until


class Objection(models.Model):
    """A State objects to an organisation, with its reason; it can take the objection back while the window is open."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="objections")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["application", "delegation"], name="objection_once_per_state")]

    def __str__(self) -> str:
        return f"{self.delegation_id} on {self.application_id}"
