"""Enrolling people: the account is made for them, and a mail lets them choose its password."""

import itertools
from collections.abc import Iterable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext, override

from nadwa import clock
from nadwa.accounts.links import Enrolment, Forgotten
from nadwa.accounts.models import Person
from nadwa.accounts.sessions import end_sessions
from nadwa.mail import outbox
from nadwa.mail.models import Mail
from nadwa.wall import over_the_wall
from nadwa.web.addresses import address

BETWEEN_LINKS = timedelta(hours=1)
LONGEST_ADDRESS = 75  # one signs in with it, and those who share it with it and /2, /3 … of 80 signs in all


def enrolled(name: str, email: str, language: str, edition: str, oneself: Person | None = None) -> Person:
    """The account of somebody of this name with this address; one that is new gets a mail about choosing a password.

    People may share a mailbox: the first signs in with its address, the next with its address and /2, /3 and so on.
    """
    if one := known(name, email, oneself):
        return one
    person = made(name, email, language)
    send_link(person, edition)
    return person


def made(name: str, email: str, language: str) -> Person:
    """A new account, into which a link leads (`link_for`) and nothing else. Whoever makes it sends that."""
    email = email.lower()
    username = _free(email, _sharing(email))
    return Person.objects.create(username=username, name=name, email=email, language=language)


def has_entered(person: Person) -> bool:
    """Whether the account is its owner's: a password or a key has been chosen for it, or somebody has signed in."""
    if person.has_usable_password() or person.last_login:
        return True
    with over_the_wall():  # others do not see with what somebody signs in
        return bool(Authenticator.objects.filter(user=person).exists())


def note_shown(person: Person) -> None:
    """Somebody else has seen a link into this account."""
    person.by_shown_link = True
    person.save(update_fields=["by_shown_link"])


def forget_links(person: Person) -> None:
    """No link to this account that has been sent or shown opens it any more; those that wait do not leave."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    with over_the_wall():  # no page takes mails back
        Mail.objects.filter(about__in=[f"person:{person.pk}", f"password:{person.pk}"], sent_at=None).delete()


def known(name: str, email: str, oneself: Person | None = None) -> Person | None:
    """Who has an account of this name with this address already, and came in by a link that was sent there. Whoever
    came in by one that an officer was shown may be somebody else: such an account is `oneself`, or it is not known."""
    having = (one for one in _sharing(email.lower()) if one == oneself or not one.by_shown_link)
    return next((person for person in having if _same(person.name, name)), None)


def _sharing(email: str) -> list[Person]:
    return list(Person.objects.filter(Q(email=email) | Q(username=email)).order_by("pk"))


def _free(email: str, sharing: Iterable[Person]) -> str:
    """What somebody signs in with who shares a mailbox with these others: its address, or the first free one after."""
    taken = {person.username for person in sharing}
    names = itertools.chain([email], (f"{email}/{number}" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def enrolled_together(people: Iterable[tuple[str, str, str]], edition: str) -> dict[str, Person]:
    """The accounts of many people, each a name, an address and a language; by address. In few queries."""
    wanted = {email.lower(): (name, language) for name, email, language in people}
    known = set(Person.objects.filter(username__in=wanted).values_list("username", flat=True))
    fresh = [
        Person(username=email, email=email, name=name, language=language, password=make_password(None))
        for email, (name, language) in wanted.items()
        if email not in known
    ]
    Person.objects.bulk_create(fresh)
    outbox.post_together([_link_mail(person, edition) for person in fresh])
    return {person.username: person for person in Person.objects.filter(username__in=wanted)}


def send_link(person: Person, edition: str) -> None:
    outbox.post_together([_link_mail(person, edition)])


def begin_again(person: Person, email: str, edition: str) -> None:
    """As it was when the person was enrolled: no password, no factor, no session, and a link to the address."""
    forget_factors(person)
    if person.username == person.email or person.username.startswith(f"{person.email}/"):
        person.username = _free(email, [one for one in _sharing(email) if one.pk != person.pk])
    person.email = email
    person.save(update_fields=["username", "email"])
    send_link(person, edition)


def forget_factors(person: Person) -> None:
    end_sessions(person)
    Authenticator.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])


def readdress(person: Person, name: str, email: str, language: str, edition: str) -> None:
    """Of somebody enrolled with a mistaken name or address, who has not come in: no link that was sent opens the
    account any more, and a new one goes to the right address."""
    forget_links(person)
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    begin_again(person, email.lower(), edition)


@transaction.atomic
def send_new_link(email: str) -> None:
    """A link for each who has this address; nothing where nobody has it, or a link has just left."""
    having = Q(email=email.lower()) | Q(username=email.lower())
    for person in Person.objects.select_for_update().filter(having, is_active=True).exclude(email="").order_by("pk"):
        _send_new_link(person)


def _send_new_link(person: Person) -> None:
    about = f"password:{person.pk}"
    if outbox.is_posted_since(about, clock.now() - BETWEEN_LINKS):
        return
    with override(person.language):
        subject = gettext("A new password")
        body = gettext(
            "%(name)s,\n\nsomebody, we hope you, has asked for a new password. Choose it here, within four hours:"
            "\n\n%(link)s\n\nIf it was not you, do nothing: the old password stays.\n"
        ) % {"name": person.name, "link": link_for(person, Forgotten())}
        outbox.post("", about, person.email, person.language, subject, body)


def _link_mail(person: Person, edition: str) -> Mail:
    with override(person.language):
        subject = gettext("Your account for the symposium")
        body = gettext(
            "%(name)s,\n\nan account has been made for you. Choose its password here, within fourteen days:\n\n%(link)s"
            "\n\nYou sign in as %(username)s. The link works once and is meant for you alone.\n"
        ) % {"name": person.name, "link": link_for(person), "username": person.username}
        return outbox.written(edition, f"person:{person.pk}", person.email, person.language, subject, body)


def link_for(person: Person, links: Enrolment | None = None) -> str:
    """Where the person chooses a password; the address holds a token that a new password makes invalid."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    with override(person.language):
        return address("enrol", key, (links or Enrolment()).make_token(person))
