"""Mails that wait, and those that have left."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Server(models.Model):
    """The server by which mails leave, as officers of the installation set it; there is one, or none."""

    class Security(models.TextChoices):
        TLS = "tls", _("TLS from the start of the connection (usually port 465)")
        STARTTLS = "starttls", _("STARTTLS (usually port 587)")
        NONE = "none", _("none: for a server on this machine or network")

    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8, choices=Security)
    user = models.CharField(max_length=200, blank=True)
    password = models.BinaryField(blank=True, help_text="sealed with the secret of the installation")
    sender = models.EmailField()

    class Meta:
        constraints = [models.UniqueConstraint(models.Value(1), name="one_mail_server")]

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Mail(models.Model):
    """One mail to one address. `about` names what it belongs to, such as "invitation:7"."""

    edition = models.SlugField()
    about = models.CharField(max_length=60, db_index=True)
    to = models.EmailField()
    language = models.CharField(max_length=7)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    attachment_name = models.CharField(max_length=80, blank=True)
    attachment = models.BinaryField(null=True)
    message_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(db_index=True, null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    by_hand = models.BooleanField(default=False, help_text="handed over instead of sent, where no mail server is set")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
