"""Bodies, the delegations they send to an edition, the delegates who sit in them, and what these need."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition, Series
from nadwa.web.languages import MultilingualField
from nadwa.web.names import OF_BODIES, plain_name


class Body(models.Model):
    """A State, a UN entity, another international organisation, a research centre, a company or a non-governmental
    organisation. It belongs to a series, whose officers correct what is said of it; one from before belongs to all."""

    class Kind(models.TextChoices):
        STATE = "state", _("government")
        UN = "un", _("United Nations entity")
        IGO = "igo", _("other international organisation")
        RESEARCH = "research", _("research centre")
        COMPANY = "company", _("company")
        NGO = "ngo", _("non-governmental organisation")

    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="bodies")
    slug = models.SlugField()
    kind = models.CharField(max_length=10, choices=Kind)
    name = MultilingualField()
    formal = MultilingualField(null=True, help_text="its formal name, where that is another")
    listed = models.CharField(max_length=20, blank=True, help_text="what the ready-made list calls it")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES, default="en")
    exercise = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "slug"], nulls_distinct=False, name="body_name_once"),
            models.UniqueConstraint(
                fields=["series", "listed", "exercise"], condition=~Q(listed=""), name="body_listed_once"
            ),
            plain_name("body", OF_BODIES),
        ]

    def __str__(self) -> str:
        return self.slug


class Constituency(models.Model):
    """A declared group of delegations, such as a region."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="constituencies")
    slug = models.SlugField()
    name = MultilingualField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="constituency_once"),
            plain_name("constituency"),
        ]

    def __str__(self) -> str:
        return self.slug


class Delegation(models.Model):
    """A body at an edition. Delegations of states that are admitted count for the quorum and decide."""

    class Admission(models.TextChoices):
        NONE = "none", _("not admitted yet")
        PROVISIONAL = "provisional", _("admitted provisionally")
        FULL = "full", _("admitted")

    ADMITTED = (Admission.PROVISIONAL, Admission.FULL)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="delegations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="delegations")
    constituency = models.ForeignKey(Constituency, null=True, blank=True, on_delete=models.SET_NULL)
    protocol = models.PositiveSmallIntegerField()
    admission = models.CharField(max_length=11, choices=Admission, default=Admission.NONE)

    class Meta:
        ordering = ["protocol"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "body"], name="delegation_once"),
            models.UniqueConstraint(
                fields=["edition", "protocol"],
                name="delegation_protocol_once",
                deferrable=models.Deferrable.DEFERRED,  # the whole order changes at once
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.body_id}"


class Delegate(models.Model):
    """A person's seat in a delegation; a smaller `rank` comes first in protocol order."""

    class Role(models.TextChoices):
        HEAD = "head", _("head of delegation")
        ALTERNATE = "alternate", _("alternate")
        ADVISER = "adviser", _("adviser")
        OBSERVER = "observer", _("observer")

    class Rank(models.IntegerChoices):
        STATE = 1, _("head of State")
        GOVERNMENT = 2, _("head of Government")
        MINISTER = 3, _("minister")
        VICE_MINISTER = 4, _("vice-minister")
        AMBASSADOR = 5, _("ambassador")
        OFFICIAL = 6, _("other official")

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=10, choices=Role)
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.OFFICIAL)
    function = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "person"], name="delegate_once"),
            models.UniqueConstraint(fields=["delegation"], condition=Q(role="head"), name="delegation_has_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.delegation_id}"


class Needs(models.Model):
    """What a delegate needs from the hosts: for the delegation itself and the secretariat, nobody else."""

    delegate = models.OneToOneField(Delegate, on_delete=models.CASCADE, related_name="needs")
    visa = models.BooleanField(default=False)
    nationality = models.CharField(max_length=80, blank=True)
    passport = models.CharField(max_length=40, blank=True)
    born_on = models.DateField(null=True, blank=True)
    accessibility = models.CharField(max_length=500, blank=True)
    interpretation = models.CharField(max_length=7, choices=settings.LANGUAGES, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visa=False) | (~Q(nationality="") & ~Q(passport="") & Q(born_on__isnull=False)),
                name="needs_visa_names_passport",
            )
        ]

    def __str__(self) -> str:
        return f"needs of {self.delegate_id}"


class Quota(models.Model):
    """How many delegates a body of one kind may register."""

    DEFAULTS = {
        Body.Kind.STATE: 8,
        Body.Kind.UN: 4,
        Body.Kind.IGO: 4,
        Body.Kind.RESEARCH: 2,
        Body.Kind.COMPANY: 2,
        Body.Kind.NGO: 2,
    }

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="quotas")
    kind = models.CharField(max_length=10, choices=Body.Kind)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="quota_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.seats}"
