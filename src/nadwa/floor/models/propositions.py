"""What the chair proposes to the house: "May I take it that …?", and what becomes of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.floor.models.sittings import Sitting
from nadwa.programme.models import AgendaItem
from nadwa.web.languages import MultilingualField


class Proposition(models.Model):
    """`number` is its place among those of a meeting. While it is before the house, members may object; with an
    objection it is not decided, unless that is withdrawn or it is carried in a vote. `wording` says what is decided
    where the matter alone does not; `elected`, who is in an election."""

    class Matter(models.TextChoices):
        AGENDA = "agenda", _("adoption of the agenda")
        PROGRAMME = "programme", _("adoption of the programme of work")
        RULES = "rules", _("adoption of the rules of procedure")
        CREDENTIALS = "credentials", _("approval of the report on credentials")
        ELECTION = "election", _("election of vice-chairs")
        NOTE = "note", _("taking note")
        REFERRAL = "referral", _("referral")
        OTHER = "other", _("another decision")

        @property
        def is_procedural(self) -> bool:
            """Whether a simple majority decides, whatever majority the rules ask for on texts."""
            return self not in (self.RULES, self.OTHER)

        @property
        def is_complete(self) -> bool:
            """Whether it says by itself what is decided."""
            return self not in (self.NOTE, self.REFERRAL, self.OTHER)

    class Manner(models.TextChoices):
        CONSENSUS = "consensus", _("by consensus")
        ACCLAMATION = "acclamation", _("by acclamation")
        WITHOUT_VOTE = "without-vote", _("without a vote")
        VOTE = "vote", _("by a vote")

    class State(models.TextChoices):
        PENDING = "pending", _("before the meeting")
        DECIDED = "decided", _("decided")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="propositions")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    matter = models.CharField(max_length=12, choices=Matter)
    wording = MultilingualField(null=True)
    elected = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    manner = models.CharField(max_length=12, choices=Manner, blank=True)
    put_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="proposition_number_once"),
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(state="pending"), name="proposition_pending_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decided_at__isnull=False) & ~Q(manner="")
                | ~Q(state="decided") & Q(decided_at=None, manner=""),
                name="proposition_decided_in_a_manner",
            ),
            models.CheckConstraint(
                condition=~Q(matter__in=["note", "referral", "other"]) | Q(wording__isnull=False),
                name="proposition_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.number}"

    @property
    def named(self) -> str:
        return self.get_matter_display()

    @property
    def asked(self) -> Promise | str:
        """What the chair says to the house."""
        return QUESTIONS[self.Matter(self.matter)]


QUESTIONS = {
    Proposition.Matter.AGENDA: _("May I take it that the agenda is adopted?"),
    Proposition.Matter.PROGRAMME: _("May I take it that the programme of work is adopted?"),
    Proposition.Matter.RULES: _("May I take it that the rules of procedure are adopted?"),
    Proposition.Matter.CREDENTIALS: _("May I take it that the report on credentials is approved?"),
    Proposition.Matter.ELECTION: _("May I take it that the following are elected Vice-Chairs by acclamation?"),
    Proposition.Matter.NOTE: _("May I take it that the meeting takes note of the following?"),
    Proposition.Matter.REFERRAL: _("May I take it that the meeting agrees to the following referral?"),
    Proposition.Matter.OTHER: _("May I take it that the meeting decides the following?"),
}


class Objection(models.Model):
    """A member objects to what is before the house; it may withdraw its objection until the chair goes on."""

    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="objections")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposition", "delegation"], name="objection_once")]

    def __str__(self) -> str:
        return f"{self.delegation_id} to {self.proposition_id}"


class PositionOnDecision(models.Model):
    """What a delegation says of a decision once it is taken."""

    class Kind(models.TextChoices):
        EXPLANATION = "explanation", _("explanation of position")
        RESERVATION = "reservation", _("reservation")

    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="positions")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    wording = MultilingualField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.delegation_id} on {self.proposition_id}"
