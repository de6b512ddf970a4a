"""Negotiating texts: paragraphs, the alternatives in each, and what delegations say of them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.consultations.models import OpinionStatement
from nadwa.delegations.models import Delegation
from nadwa.editions.models import Edition
from nadwa.floor.models import Sitting, Vote
from nadwa.programme.models import AgendaItem
from nadwa.texts.reading.drafts import ParagraphKind
from nadwa.web.languages import MultilingualField
from nadwa.web.names import OF_TEXTS, plain_name


class NegotiatingText(models.Model):
    """A text under an agenda item; one that is not public is for participants only. `report`: what could not be taken
    over from the document it was read from."""

    class State(models.TextChoices):
        NEGOTIATED = "negotiated", _("under negotiation")
        DECIDED = "decided", _("before a decision")
        ADOPTED = "adopted", _("adopted")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="texts")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="texts")
    slug = models.SlugField()
    title = MultilingualField()
    number = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=0)
    reading = models.PositiveSmallIntegerField(default=1)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    public = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.NEGOTIATED)
    report = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="text_once"),
            models.UniqueConstraint(fields=["edition", "number"], name="text_number_once"),
            plain_name("text", OF_TEXTS),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def symbol(self) -> str:
        """The document symbol, such as A/CONF.999/L.1/Rev.2."""
        revision = f"/Rev.{self.revision}" if self.revision else ""
        return f"{self.edition.symbol}/L.{self.number}{revision}"


class CoFacilitator(models.Model):
    """Somebody who facilitates a text with its facilitator, and hands it over to nobody."""

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="co_facilitators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["text", "person"], name="co_facilitator_once")]

    def __str__(self) -> str:
        return f"{self.person_id} with the facilitator of {self.text_id}"


class Paragraph(models.Model):
    """A place in a text. `number` stays the same for ever; what readers see (PP1, OP2 (a)) follows from the order. A
    footnote belongs to the paragraph before it and is negotiated like one. `version` counts the acts on it: what is
    rendered of it is kept under that number."""

    Kind = ParagraphKind

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        OPEN = "open", _("open")
        AGREED = "agreed", _("agreed ad referendum")

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="paragraphs")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="paragraph_number_once")]

    def __str__(self) -> str:
        return f"{self.text_id}/{self.number}"


class IssuedText(models.Model):
    """The text as it was issued under a symbol: a revision, or an addendum or a corrigendum to one. `content` holds its
    paragraphs in order, each with number, label, kind and wording."""

    class Kind(models.TextChoices):
        REVISION = "Rev.", _("revision")
        ADDENDUM = "Add.", _("addendum")
        CORRIGENDUM = "Corr.", _("corrigendum")

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="issues")
    symbol = models.CharField(max_length=80)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.REVISION)
    reason = models.CharField(blank=True, max_length=300)
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["text", "symbol"], name="symbol_once")]

    def __str__(self) -> str:
        return self.symbol


class Note(models.Model):
    """A comment that came with the document a text was read from; `author` as it stood there."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="notes")
    author = models.CharField(max_length=120)
    words = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.paragraph_id}: {self.author}"


class Alternative(models.Model):
    """One wording of a paragraph, none at all (a deletion), or another place for it (a move, `after` the paragraph of
    that number). `sources` are those it was merged from, `statement` the opinion statement that it took up. A draft may
    be `shared_with` other delegations."""

    class Kind(models.TextChoices):
        WORDING = "wording", _("wording")
        DELETION = "deletion", _("deletion")
        MOVE = "move", _("move")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        TABLED = "tabled", _("tabled")
        CURRENT = "current", _("current text")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced")
        REJECTED = "rejected", _("rejected")
        CARRIED_OUT = "carried-out", _("carried out")

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="alternatives")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORDING)
    state = models.CharField(max_length=11, choices=State)
    wording = MultilingualField(null=True)
    after = models.PositiveIntegerField(null=True)
    proposer = models.ForeignKey(Delegation, null=True, on_delete=models.PROTECT, related_name="proposals")
    sponsors = models.ManyToManyField(Delegation, related_name="sponsored")
    shared_with = models.ManyToManyField(Delegation, related_name="+")
    sources = models.ManyToManyField("self", symmetrical=False, related_name="mergers")
    statement = models.ForeignKey(OpinionStatement, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "number"], name="alternative_number_once"),
            models.UniqueConstraint(fields=["paragraph"], condition=Q(state="current"), name="one_current_text"),
            models.CheckConstraint(
                condition=Q(kind="wording", wording__isnull=False, after=None)
                | Q(kind="deletion", wording=None, after=None)
                | Q(kind="move", wording=None, after__isnull=False),
                name="alternative_words_deletes_or_moves",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft") | Q(proposer__isnull=False), name="draft_belongs_to_a_delegation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id}/{self.number}"


class Bracket(models.Model):
    """Words of the current text that are not agreed: they stand in square brackets. `words` are in the language of the
    original, where they occur once; `supporters` want them discussed, the first of them asked for it."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="brackets")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=500)
    supporters = models.ManyToManyField(Delegation, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["alternative", "number"], name="bracket_number_once")]

    def __str__(self) -> str:
        return f"{self.alternative_id}: [{self.words}]"


class Confided(models.Model):
    """What a delegation says of a text, and who may know it."""

    class Audience(models.TextChoices):
        OWN = "own", _("our delegation only")
        SHARED = "shared", _("our delegation and those named below")
        COUNTED = (
            "counted",
            _("our delegation only; to be counted anonymously once no host can work out single positions from a count"),
        )
        PUBLIC = "public", _("everybody who sees the text")

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="%(class)ss")
    salience = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(5)])
    audience = models.CharField(max_length=7, choices=Audience, default=Audience.OWN)
    shared_with = models.ManyToManyField(Delegation, related_name="+")

    class Meta:
        abstract = True


class Position(Confided):
    class Stance(models.TextChoices):
        SUPPORT = "support", _("support")
        ACCEPTABLE = "acceptable", _("can live with")
        RESERVATION = "reservation", _("reservation")
        OBJECT = "object", _("object")
        RED_LINE = "red-line", _("red line")

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="positions")
    stance = models.CharField(max_length=11, choices=Stance)
    note = models.TextField(blank=True, max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delegation", "alternative"], name="position_once"),
            models.CheckConstraint(condition=Q(salience__range=(1, 5)), name="position_salience_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} on {self.alternative_id}"


class Linkage(Confided):
    """If `condition` is chosen, the delegation wants `consequence` chosen too."""

    class Otherwise(models.TextChoices):
        OBJECT = "object", _("object")
        RED_LINE = "red-line", _("red line")

    condition = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="linkages_from")
    consequence = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="linkages_to")
    otherwise = models.CharField(max_length=8, choices=Otherwise, default=Otherwise.OBJECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delegation", "condition", "consequence"], name="linkage_once"),
            models.CheckConstraint(condition=Q(salience__range=(1, 5)), name="linkage_salience_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.condition_id} with {self.consequence_id}"


class TabledPackage(models.Model):
    """The facilitator's proposal: one alternative for each of several paragraphs, all together or none.

    `choice` names alternatives by paragraph; 0 for not having a paragraph that is only proposed."""

    class State(models.TextChoices):
        TABLED = "tabled", _("tabled")
        TAKEN_IN = "taken-in", _("taken into the text")
        REPLACED = "replaced", _("replaced")

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="packages")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.TABLED)
    choice = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="package_number_once"),
            models.UniqueConstraint(fields=["text"], condition=Q(state="tabled"), name="one_tabled_package"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id}: package {self.number}"


class Decision(models.Model):
    """A text put to a decision, frozen by the hash of its six versions: by silence until a deadline, or by the chair's
    question, either of which one objection breaks; or by a roll-call `vote`, which may also be on one `alternative`
    alone, as an amendment. A question and a vote are before a `sitting`."""

    class Kind(models.TextChoices):
        SILENCE = "silence", _("silence procedure")
        CONSENSUS = "consensus", _("adoption by consensus")
        VOTE = "vote", _("roll-call vote")

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        BROKEN = "broken", _("broken")
        ADOPTED = "adopted", _("adopted")
        CARRIED = "carried", _("carried")
        REJECTED = "rejected", _("rejected")
        DISCONTINUED = "discontinued", _("discontinued")

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="decisions")
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    alternative = models.ForeignKey(Alternative, null=True, on_delete=models.PROTECT, related_name="decisions")
    vote = models.OneToOneField(Vote, null=True, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)
    anonymous = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    objector = models.ForeignKey(Delegation, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text"], condition=Q(state__in=["running", "adopted"]), name="one_decision_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="silence", deadline__isnull=False) | ~Q(kind="silence") & Q(deadline=None),
                name="silence_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(kind="vote", vote__isnull=False) | ~Q(kind="vote") & Q(vote=None, alternative=None),
                name="decision_by_vote_has_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.kind} {self.state}"


class Remark(models.Model):
    """What a delegation says about a text once it is adopted."""

    class Kind(models.TextChoices):
        EXPLANATION = "explanation", _("explanation of position")
        RESERVATION = "reservation", _("reservation")
        DISASSOCIATION = "disassociation", _("disassociation")

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="remarks")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    wording = MultilingualField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.delegation_id} on {self.text_id}"


class OutcomeDocument(models.Model):
    """The adopted text as a file in one language; its hash stands in the record."""

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        AKOMA_NTOSO = "xml", "Akoma Ntoso"

    text = models.ForeignKey(NegotiatingText, on_delete=models.CASCADE, related_name="outcome")
    language = models.CharField(max_length=7)
    form = models.CharField(max_length=4, choices=Form)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["language", "form"]
        constraints = [models.UniqueConstraint(fields=["text", "language", "form"], name="outcome_document_once")]

    def __str__(self) -> str:
        return f"{self.text_id}.{self.language}.{self.form}"
