"""Beginning a consultation: one to be held here, or one that was held elsewhere with its votes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import numpy as np
from django.db import connection
from django.utils.translation import gettext_lazy as _

from nadwa.acts import consultations as acts
from nadwa.acts.by import By
from nadwa.consultations.commands.running import recorded
from nadwa.consultations.models import Consultation, OpinionStatement, Participant
from nadwa.consultations.tasks import map_is_stale
from nadwa.editions.models import Edition
from nadwa.engine.language import embedded
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.web.languages import Content, original

Ballot = tuple[str, int, int, datetime]


@dataclass(frozen=True)
class HeldElsewhere:
    """A consultation as its own tool exported it.

    Attributes: `statements` (number, text, whether it was accepted); `ballots` (participant, number of the statement,
    1 agree, −1 disagree or 0 pass, when): of several of one participant on one statement the last counts.
    """

    slug: str
    title: Content
    about: Content
    source: str
    statements: Sequence[tuple[int, Content, bool]]
    ballots: Sequence[Ballot]


@command
def begin_consultation(
    by: By, edition: Edition, slug: str, title: Content, about: Content, statements: Sequence[Content]
) -> Act:
    """Prepare a consultation with its first statements; it is opened by an act of its own."""
    consultation = _new(edition, slug, title, about)
    meanings = embedded([original(text) for text in statements])
    OpinionStatement.objects.bulk_create(
        OpinionStatement(
            consultation=consultation, number=number, text=text, meaning=np.asarray(meaning, "<f4").tobytes()
        )
        for number, (text, meaning) in enumerate(zip(statements, meanings, strict=True), 1)
    )
    return recorded(acts.Begun(consultation=slug, statements=len(statements)), consultation, by)


@command
def import_consultation(by: By, edition: Edition, held: HeldElsewhere, source: bytes) -> Act:
    """Take over a consultation for its result; nobody votes in it here. Its map follows in the background."""
    consultation = _new(edition, held.slug, held.title, held.about, source=held.source)
    states = {True: OpinionStatement.State.ACCEPTED, False: OpinionStatement.State.REJECTED}
    OpinionStatement.objects.bulk_create(
        OpinionStatement(consultation=consultation, number=number, text=text, state=states[accepted])
        for number, text, accepted in held.statements
    )
    votes = copy_votes(consultation, held.ballots)
    map_is_stale(consultation)
    imported = acts.Imported(
        consultation=held.slug,
        statements=len(held.statements),
        votes=votes,
        file_sha256=sha256(source).hexdigest(),
    )
    return recorded(imported, consultation, by)


def copy_votes(consultation: Consultation, ballots: Iterable[Ballot]) -> int:
    """Copy votes from elsewhere in; gives how many. Votes on statements that are not there are left out."""
    statement = dict(consultation.statements.values_list("number", "pk"))
    last = {(label, number): (value, at) for label, number, value, at in ballots if number in statement}
    labels = sorted({label for label, _number in last})
    Participant.objects.bulk_create(Participant(consultation=consultation, label=label) for label in labels)
    participant = dict(consultation.participants.values_list("label", "pk"))
    with connection.cursor() as cursor:
        into = "copy consultations_vote (statement_id, participant_id, value, at) from stdin"
        with cursor.copy(into) as copy:
            for (label, number), (value, at) in last.items():
                copy.write_row((statement[number], participant[label], value, at))
    return len(last)


def _new(edition: Edition, slug: str, title: Content, about: Content, *, source: str = "") -> Consultation:
    if edition.consultations.filter(slug=slug).exists():
        raise Refused(_("There is a consultation of this name already."))
    return Consultation.objects.create(edition=edition, slug=slug, title=title, about=about, source=source)
