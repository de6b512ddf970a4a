"""Bodies, the delegations they send to an edition, and the delegates who sit in them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition
from nadwa.web.languages import MultilingualField


class Body(models.Model):
    """A state, a UN entity, a research centre or a company."""

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        UN = "un", _("United Nations entity")
        RESEARCH = "research", _("research centre")
        COMPANY = "company", _("company")

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name = MultilingualField()
    exercise = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class Constituency(models.Model):
    """A declared group of delegations, such as a region."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="constituencies")
    slug = models.SlugField()
    name = MultilingualField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="constituency_once")]

    def __str__(self) -> str:
        return self.slug


class Delegation(models.Model):
    """A body at an edition. Delegations of states count for the quorum."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="delegations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="delegations")
    constituency = models.ForeignKey(Constituency, null=True, blank=True, on_delete=models.SET_NULL)
    protocol = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["protocol"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "body"], name="delegation_once"),
            models.UniqueConstraint(fields=["edition", "protocol"], name="delegation_protocol_once"),
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

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "person"], name="delegate_once"),
            models.UniqueConstraint(
                fields=["delegation"], condition=models.Q(role="head"), name="delegation_has_one_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.delegation_id}"
