"""Logs, the acts in them, the checkpoints over them."""

import uuid

from django.conf import settings
from django.db import models


class Log(models.Model):
    """One append-only sequence of acts, for one audience of one edition."""

    origin = models.CharField(max_length=200, unique=True)
    edition = models.SlugField()
    audience = models.CharField(max_length=80)
    alarm = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "audience"], name="log_once_per_audience")]

    def __str__(self) -> str:
        return self.origin


class Act(models.Model):
    """What somebody did, as it stands in the log. The database refuses to change or delete it (migration 0002)."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="acts")
    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    facts = models.JSONField(db_column="body")
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    topics = models.JSONField(default=list)
    index = models.BigIntegerField(null=True)
    leaf = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="act_index_once"),
            models.CheckConstraint(
                condition=models.Q(index=None, leaf=None) | models.Q(index__gte=0, leaf__isnull=False),
                name="act_has_index_and_leaf_together",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="act_unsequenced", condition=models.Q(index=None)),
            models.Index(fields=["log", "kind"], name="act_by_kind"),  # pages say what is known by a few kinds of acts
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Submission(models.Model):
    """Under which key an act was sent, and with what content (record/submissions.py)."""

    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"sent at {self.at:%Y-%m-%d %H:%M}"


class Checkpoint(models.Model):
    """A signed statement of a log's size and root (C2SP tlog-checkpoint)."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="checkpoints")
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="checkpoint_once_per_size")]

    def __str__(self) -> str:
        return f"{self.log_id} at {self.size}"


class SigningKey(models.Model):
    """The key that signs a log's checkpoints larger than `since`, until the next one (C2SP verifier key)."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="signing_keys")
    vkey = models.CharField(max_length=320)
    since = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "since"], name="signing_key_once_per_size")]

    def __str__(self) -> str:
        return self.vkey


class Pseudonym(models.Model):
    """The salt behind a person's commitment in a log; without it the commitment says nothing."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "person"], name="pseudonym_once_per_log")]

    def __str__(self) -> str:
        return f"pseudonym {self.pk}"


class Packet(models.Model):
    """A published result, named by its hash; an act in the log carries the same hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256
