"""Series, their editions, the hosts, and what binds only when every host has approved."""

from hashlib import sha256
from typing import Any

import rfc8785
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.web.languages import MultilingualField
from nadwa.web.names import OF_EDITIONS, plain_name


class Series(models.Model):
    slug = models.SlugField(unique=True)
    name = MultilingualField()

    class Meta:
        constraints = [plain_name("series")]

    def __str__(self) -> str:
        return self.slug


class Edition(models.Model):
    class State(models.TextChoices):
        PREPARED = "prepared", _("in preparation")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(unique=True)
    title = MultilingualField()
    city = MultilingualField()
    time_zone = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    exercise = models.BooleanField(default=False)
    announced_at = models.DateTimeField(
        null=True, help_text="from then on the public knows of it; before, only those who belong to it"
    )
    symbol = models.CharField(max_length=40, default="SYMP", help_text="what its document symbols begin with")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="edition_ends_late"),
            plain_name("edition", OF_EDITIONS),
        ]

    def __str__(self) -> str:
        return self.slug


class Host(models.Model):
    """One of the equal organisers of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="hosts")
    slug = models.SlugField()
    name = MultilingualField()
    was_asked = models.BooleanField(
        default=False, help_text="somebody has been appointed its officer: from then on it is one of the hosts for good"
    )

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="host_once"), plain_name("host")]

    def __str__(self) -> str:
        return self.slug


class Correction(models.Model):
    """How particulars that have been announced are to stand, of an edition or of one of its hosts: drafted until every
    host has approved it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="corrections")
    host = models.ForeignKey(Host, null=True, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(help_text="the particulars, as editions/particulars.py writes them")
    drafted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "host"], nulls_distinct=False, name="correction_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.host_id or ''}"


class Topic(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="topics")
    position = models.PositiveSmallIntegerField()
    title = MultilingualField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="topic_position_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.position}"


class Membership(models.Model):
    """A person's function at an edition; seats in a delegation are kept with the delegations."""

    class Role(models.TextChoices):
        HOST = "host", _("officer of a host")
        SECRETARIAT = "secretariat", _("secretariat officer")
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice-chair", _("vice-chair")
        FACILITATOR = "facilitator", _("facilitator")
        INTERPRETER = "interpreter", _("interpreter")
        PRESS = "press", _("press")
        SPOKESPERSON = "spokesperson", _("spokesperson")
        MODERATOR = "moderator", _("moderator")
        USHER = "usher", _("usher")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    host = models.ForeignKey(Host, null=True, blank=True, on_delete=models.CASCADE, related_name="officers")
    since = models.DateTimeField(null=True, help_text="none for functions that were given before this was noted")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_as = models.CharField(max_length=80, blank=True, help_text="in what capacity, as the record writes it")
    with_account = models.BooleanField(default=False, help_text="the person's account was made for this function")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "person", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(role="host", host__isnull=False) | (~Q(role="host") & Q(host=None)),
                name="membership_names_host",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Appointment(models.Model):
    """Somebody who is to have a function and does not have it yet: every host approves what binds, and who has an
    account already is asked. Until there is a `person`, the hosts are."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=12, choices=Membership.Role)
    host = models.ForeignKey(Host, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="appointments"
    )
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    named_as = models.CharField(max_length=80)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "person", "role"], name="appointment_once"),
            models.UniqueConstraint(
                fields=["edition", "role", "name", "email"],
                condition=Q(person=None),
                name="appointment_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(role="host", host__isnull=False) | (~Q(role="host") & Q(host=None)),
                name="appointment_names_host",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(person__isnull=False), name="appointment_declined_by_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.person_id}"

    def digest(self) -> str:
        """SHA-256 of what the person reads before answering: at which edition, as what, and of which host."""
        return sha256(rfc8785.dumps([self.edition_id, self.role, self.host_id])).hexdigest()


class Proposal(models.Model):
    """A two-key act: proposed by one host, done when every host has approved the very content that `sha256` is of."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for approval")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")
        VOIDED = "voided", _("void")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    proposed_at = models.DateTimeField()
    matter = models.JSONField(default=dict, help_text="what is approved, under its seal (two_key.sealed)")
    sha256 = models.CharField(max_length=64, blank=True)
    changed_to = models.JSONField(null=True, help_text="the content that made it void; none if it became impossible")
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "subject"], condition=Q(state="pending"), name="proposal_pending_once"
            ),
            models.CheckConstraint(condition=~Q(state="pending") | ~Q(sha256=""), name="proposal_pending_has_digest"),
            models.CheckConstraint(
                condition=~Q(state="voided") | Q(voided_at__isnull=False), name="proposal_voided_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def content(self) -> dict[str, Any]:
        """What is approved; nothing for what was proposed before contents were kept, or when it has been forgotten."""
        content: dict[str, Any] = self.matter.get("content", {})
        return content

    @property
    def proposed_by(self) -> Host:
        """The host that proposed it, and thereby approved it before any other."""
        return self.approvals.select_related("host").earliest("pk").host


class Approval(models.Model):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="approvals")
    host = models.ForeignKey(Host, on_delete=models.PROTECT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["proposal", "host"], name="approval_once_per_host")]

    def __str__(self) -> str:
        return f"{self.proposal_id} by {self.host_id}"


class Task(models.Model):
    """Something to prepare: who owns it, and by when. What binds is settled by both keys, the rest by its owner."""

    class Kind(models.TextChoices):
        CONCEPT = "concept", _("concept")
        AGREEMENT = "agreement", _("host agreement")
        MODALITIES = "modalities", _("modalities")
        BUDGET = "budget", _("budget line")
        ROOMS = "rooms", _("rooms")
        INTERPRETATION = "interpretation", _("interpretation")
        OTHER = "other", _("other")

    BINDING = (Kind.CONCEPT, Kind.AGREEMENT, Kind.MODALITIES, Kind.BUDGET)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    title = MultilingualField()
    owner = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="tasks")
    due = models.DateField()
    dollars = models.PositiveIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="task_number_once"),
            models.CheckConstraint(condition=Q(kind="budget") | Q(dollars=None), name="task_dollars_are_budget"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"

    @property
    def binds(self) -> bool:
        return self.kind in self.BINDING
