"""Consultations: opinion statements, and what people or states say to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField
from nadwa.web.names import plain_name


class Consultation(models.Model):
    """One that carries a `source` was held elsewhere and is shown here for its result; nobody votes in it."""

    class Kind(models.TextChoices):
        OPINION = "opinion", _("opinion statements")
        ROLL_CALL = "roll-call", _("roll calls")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="consultations")
    slug = models.SlugField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OPINION)
    title = MultilingualField()
    about = MultilingualField()
    source = models.TextField(blank=True)
    is_open = models.BooleanField(default=False)
    hides_results = models.BooleanField(default=False)
    votes_public = models.BooleanField(default=False)
    packet = models.CharField(max_length=64, blank=True)
    mapped_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="consultation_once"),
            plain_name("consultation"),
        ]

    def __str__(self) -> str:
        return self.slug


class OpinionStatement(models.Model):
    """`parents` are the statements it was edited, split or merged from; those are replaced, and keep their votes."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for moderation")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        REPLACED = "replaced", _("replaced")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = MultilingualField()
    state = models.CharField(max_length=10, choices=State, default=State.ACCEPTED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children")
    meaning = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="statement_number_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.number}"


class Revision(models.Model):
    """Other wording proposed for statements: one for one (edit), several for one (split), one for several (merge).

    It is done when every author of what it replaces has consented.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for consent")
        DONE = "done", _("done")
        DECLINED = "declined", _("declined")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="revisions")
    sources = models.ManyToManyField(OpinionStatement, related_name="revisions")
    texts = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    consents = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id}: revision {self.pk}"


class Participant(models.Model):
    """Who votes: a person here, or a voter or state known by `label` where the votes come from elsewhere."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], condition=Q(person__isnull=False), name="participant_once"
            ),
            models.UniqueConstraint(fields=["consultation", "label"], condition=~Q(label=""), name="label_once"),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(label="") | Q(person__isnull=False, label=""),
                name="participant_is_person_or_label",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.label or self.pk}"


class OpinionVote(models.Model):
    """The last word of a participant on a statement. Personal data, not an act: it stays here."""

    class Value(models.IntegerChoices):
        AGREE = 1, _("Agree")
        DISAGREE = -1, _("Disagree")
        PASS = 0, _("Pass")

    statement = models.ForeignKey(OpinionStatement, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(choices=Value)
    at = models.DateTimeField()

    class Meta:
        db_table = "consultations_vote"
        verbose_name = "vote"  # in what people download of their data
        constraints = [
            models.UniqueConstraint(fields=["statement", "participant"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="vote_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}: {self.value}"


class Signal(models.Model):
    """What a participant says about a statement beside the vote; it does not enter the maths."""

    class Kind(models.TextChoices):
        NOT_IN_MANDATE = "not-in-mandate", _("Not in my mandate")
        BADLY_WORDED = "badly-worded", _("Badly worded")

    statement = models.ForeignKey(OpinionStatement, on_delete=models.CASCADE, related_name="signals")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=14, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "participant", "kind"], name="signal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}: {self.kind}"


class Exposure(models.Model):
    """A statement was shown to a participant, chosen with this probability; without a vote it was seen, no more."""

    statement = models.ForeignKey(OpinionStatement, on_delete=models.CASCADE, related_name="exposures")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="exposures")
    probability = models.FloatField()
    skipped = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "participant"], name="exposure_once"),
            models.CheckConstraint(condition=Q(probability__gt=0, probability__lte=1), name="exposure_was_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} to {self.participant_id}"


class Snapshot(models.Model):
    """The map of the votes as they were at a moment. `packet` is what may be published of it; `places` (participant →
    x, y, group), `clouds` (x, y, participants, group) and `course` (measures over time) are for the page."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="snapshot")
    at = models.DateTimeField()
    votes = models.PositiveIntegerField()
    packet = models.BinaryField()
    places = models.JSONField()
    clouds = models.JSONField()
    course = models.JSONField()

    def __str__(self) -> str:
        return f"{self.consultation_id} at {self.at}"


class SessionStudy(models.Model):
    """How states voted in one session of the General Assembly: ideal points and roll calls, as `states.study` gives
    them."""

    session = models.PositiveSmallIntegerField(unique=True)
    states = models.JSONField()
    roll_calls = models.JSONField()

    class Meta:
        ordering = ["session"]

    def __str__(self) -> str:
        return f"session {self.session}"
