"""Texts of statements, filed ahead and released when their delegation speaks."""

from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import floor as acts
from nadwa.acts.by import THE_PROCEDURE
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands.acting import own_log
from nadwa.floor.commands.acting import lock, recorded
from nadwa.floor.models import Request, Sitting, Statement
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused, command, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall


@command
def file_statement(
    by: Delegate,
    meeting: Meeting,
    item: int,
    language: str,
    text: str,
    for_press: bool = False,
) -> Act:
    """File or replace the text of the delegation's statement on an item at a meeting, under embargo until it is called
    there.

    The act goes into the delegation's own log: nobody else learns that a text was filed.
    """
    if lock(meeting).state == Sitting.State.ADJOURNED:
        raise Refused(_("The meeting is adjourned. File the statement for the next meeting on this item."))
    found = meeting.items.filter(number=item).first()
    if found is None:
        raise Refused(_("This item is not on the agenda of the meeting."))
    existing = Statement.objects.filter(meeting=meeting, item=found, delegation=by.delegation).first()
    if existing and existing.released_at:
        raise Refused(_("This statement has been delivered; its text is released."))
    Statement.objects.update_or_create(
        meeting=meeting,
        item=found,
        delegation=by.delegation,
        defaults={
            "language": language,
            "text": text,
            "for_press": for_press,
            "for_public": meeting.public,
            "filed_at": clock.now(),
        },
    )
    filed = acts.StatementFiled(item=item, language=language, sha256=_digest(text))
    return record(own_log(by.delegation), filed, by)


def release(sitting: Sitting, request: Request) -> None:
    """End the embargo on the text of a speech that was filed for this meeting, with the hash of what was filed; it is
    for those who could hear it. What was filed when the meeting was closed is not released in public: it is filed
    again."""
    if request.kind != Request.Kind.SPEECH:
        return
    with over_the_wall():  # whoever gives the floor has not read it
        filed = Statement.objects.filter(meeting=sitting.meeting, item=request.item, delegation=request.delegation)
        statement = filed.filter(released_at=None).first()
        if statement is None or (sitting.meeting.public and not statement.for_public):
            return
        statement.released_at, statement.speech, statement.public = clock.now(), request, sitting.meeting.public
        statement.save(update_fields=["released_at", "speech", "public"])
    slug = request.delegation.body.slug
    released = acts.StatementReleased(
        meeting=sitting.meeting.number, delegation=slug, item=request.item.number, sha256=_digest(statement.text)
    )
    recorded(released, sitting, THE_PROCEDURE)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
