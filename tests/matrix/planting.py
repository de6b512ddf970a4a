"""Canaries: a word of its own in every private field of an edition, and who may find which."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import override

from nadwa.cooperation.models import Commitment, Message
from nadwa.delegations.models import Application, Credentials, Invitation, Needs
from nadwa.editions.models import Appointment, Task
from nadwa.floor.models import Statement
from nadwa.mail.models import Mail
from nadwa.press.models import MediaApplication, Release
from nadwa.texts.commands.positions import take_position
from nadwa.texts.models import Alternative, Position
from tests.factories import House, house, words
from tests.matrix import roles
from tests.matrix.world import known_at, viewers_of

INSIDE, OF_STATES = f"belmara {' '.join(roles.INSIDE)}", f"belmara {' '.join(roles.OF_STATES)}"
SEEN = {
    "draft of a wording": "aldora",
    "note of a position": "aldora",
    "text under embargo": "aldora interpreter press secretariat",
    "release under embargo": "officer_un press secretariat spokesperson",
    "release in draft": "officer_un secretariat spokesperson",
    "passport": "aldora focal secretariat",
    "nationality": "aldora focal secretariat",
    "accessibility": "aldora focal secretariat",
    "address of a delegate": "aldora focal secretariat",
    "signatory of credentials": "aldora focal secretariat",
    "letter of credentials": "focal secretariat",
    "remark of an answer": "focal officer_un secretariat",
    "contact of an applicant": "secretariat",
    "evaluation of an applicant": "aldora belmara officer_un secretariat",
    "contact of a journalist": "secretariat spokesperson",
    "address of an appointment": "officer_un press secretariat",
    "commitment in draft": "aldora officer_un secretariat",
    "letter about an offer": "aldora belmara",
    "task of the hosts": "officer_un secretariat",
    "mail": "",
    "opinion before moderation": "aldora facilitator moderator secretariat",
    "text for participants": INSIDE,
    "document for participants": INSIDE,
    "document for States": OF_STATES,
}
CANARY = {name: f"canary{number:02}x" for number, name in enumerate(SEEN)}
HOSTILE = "<img src=x onerror=alert(1)>"


def sung(name: str) -> dict[str, Any]:
    """A text with the canary in it as hostile markup, which a search for "canary" finds where it may."""
    return words(f"canary {HOSTILE}{CANARY[name]}")


def plant(beijing: House) -> None:
    """In the fields themselves, whatever commands would have said."""
    aldora = beijing.delegations["aldora"]
    draft = Alternative.objects.filter(proposer=aldora, state="draft")
    draft.update(wording=sung("draft of a wording"))
    take_position(
        beijing.delegate("aldora"),
        beijing.text.paragraphs.get(number=2).alternatives.get(number=2),
        "reservation",
        1,
        "own",
    )
    Position.objects.filter(delegation=aldora).update(note=CANARY["note of a position"])
    Statement.objects.update(text=CANARY["text under embargo"])
    Release.objects.filter(number=2).update(text=sung("release under embargo"))
    Release.objects.filter(number=3).update(text=sung("release in draft"))
    Needs.objects.filter(delegate__delegation=aldora).update(
        passport=CANARY["passport"], nationality=CANARY["nationality"], accessibility=CANARY["accessibility"]
    )
    beijing.aldora.email = f"{CANARY['address of a delegate']}@aldora.example"
    beijing.aldora.save()
    letter = b"%PDF-1.7 " + CANARY["letter of credentials"].encode()
    Credentials.objects.update(signatory=CANARY["signatory of credentials"], letter=letter)
    Invitation.objects.update(remark=CANARY["remark of an answer"])
    Application.objects.update(
        contact=CANARY["contact of an applicant"], evaluation=CANARY["evaluation of an applicant"]
    )
    MediaApplication.objects.update(press_card=CANARY["contact of a journalist"])
    Appointment.objects.update(email=f"{CANARY['address of an appointment']}@example.org")
    Commitment.objects.update(text=sung("commitment in draft"))
    offer = aldora.entries.get()
    at, belmara = offer.entered_at, beijing.delegations["belmara"]
    letter_of = {"counterpart": belmara, "sender": belmara, "text": CANARY["letter about an offer"]}
    Message.objects.create(entry=offer, at=at, **letter_of)
    Task.objects.update(title=sung("task of the hosts"))
    Mail.objects.update(body=CANARY["mail"])
    closed = Alternative.objects.filter(paragraph__text__slug="closed", paragraph__text__edition=beijing.edition)
    closed.update(wording=sung("text for participants"))
    for audience, name in (("participants", "document for participants"), ("states", "document for States")):
        beijing.edition.documents.filter(audience=audience).update(title=sung(name))
    beijing.consultation.statements.filter(number=9).update(text=sung("opinion before moderation"))


Planted = tuple[House, dict[str, Any], dict[str, Any]]


def edition_with_canaries() -> Planted:
    """Who looks at it, and what the addresses name."""
    with override("en"):
        beijing, elsewhere = house("beijing-2016"), house("geneva-2018")
        viewers = viewers_of(beijing, elsewhere) | {"belmara": beijing.belmara}
        known = known_at(beijing)
        plant(beijing)
    return beijing, viewers, known


@contextmanager
def planted() -> Iterator[Planted]:
    """The same; gone again afterwards."""
    with override("en"), transaction.atomic():
        yield edition_with_canaries()
        transaction.set_rollback(True)
