"""People who sign in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    def create(self, *, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(**fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A natural person. What the person may do follows from memberships and delegations, not from here."""

    username = models.CharField(_("user name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of mails"), max_length=7, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    by_shown_link = models.BooleanField(
        default=False, help_text="an officer has been shown a link to come in by: who has the address may be another"
    )

    objects = PersonManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


Viewer = Person | AnonymousUser


class Charge(models.Model):
    """What a person is trusted with in the installation as a whole."""

    class What(models.TextChoices):
        INSTALLATION = "installation", _("officer of the installation")
        SERIES = "series", _("may begin a series of symposia")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="charges")
    what = models.CharField(max_length=12, choices=What)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "what"], name="charge_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.what}"


class Remembered(models.Model):
    """What all processes know until a moment (remembered.py): a keyed hash of what it is about, and a value."""

    key = models.CharField(primary_key=True, max_length=64)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)
