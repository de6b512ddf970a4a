"""Statements: submitting, moderating, and rewording with their authors' consent."""

from typing import Any

import numpy as np
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa.acts import consultations as acts
from nadwa.consultations.capacities import Participant, require_part
from nadwa.consultations.commands.running import recorded
from nadwa.consultations.models import Consultation, OpinionStatement, Revision
from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Secretary
from nadwa.engine.language import embedded
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.web.languages import multilingual, original

LONGEST = 280


@command
def submit_statement(by: Delegate | Participant, consultation: Consultation, language: str, text: str) -> Act:
    """Hand in a statement in the author's language; it waits for moderation."""
    require_part(by, consultation.edition)
    _require_open(consultation)
    statement = _add(
        consultation, multilingual(language, **{_code(language): text}), OpinionStatement.State.PENDING, by.person
    )
    submitted = acts.OpinionStatementSubmitted(consultation=consultation.slug, number=statement.number)
    return recorded(submitted, consultation, by)


@command
def accept_statement(by: Secretary, statement: OpinionStatement) -> Act:
    statement = _decided(statement, OpinionStatement.State.ACCEPTED)
    accepted = acts.OpinionStatementAccepted(consultation=statement.consultation.slug, number=statement.number)
    return recorded(accepted, statement.consultation, by)


@command
def reject_statement(by: Secretary, statement: OpinionStatement, reason: str) -> Act:
    """Reject with a reason, which is published; also one that had been accepted. Its votes stay, and count no more."""
    statement = _decided(statement, OpinionStatement.State.REJECTED, reason)
    slug = statement.consultation.slug
    rejected = acts.OpinionStatementRejected(consultation=slug, number=statement.number, reason=reason)
    return recorded(rejected, statement.consultation, by)


@command
def propose_revision(
    by: Secretary, consultation: Consultation, numbers: list[int], language: str, texts: list[str]
) -> Act:
    """Propose other wording: an edit, a split, or a merger. Statements without an author need no consent."""
    sources = list(
        consultation.statements.filter(
            number__in=numbers, state__in=[OpinionStatement.State.ACCEPTED, OpinionStatement.State.PENDING]
        )
    )
    if len(sources) != len(set(numbers)):
        raise Refused(_("Only statements that are accepted or wait for moderation can be reworded."))
    if len(sources) > 1 and len(texts) > 1:
        raise Refused(_("Merge several statements into one, or split one into several, not both at once."))
    contents = [multilingual(language, **{_code(language): text}) for text in texts]
    revision = Revision.objects.create(consultation=consultation, texts=contents)
    revision.sources.set(sources)
    if not _authors(revision):
        _carry_out(revision)
    proposed = acts.RevisionProposed(
        consultation=consultation.slug,
        revision=revision.pk,
        replaces=tuple(sorted(numbers)),
        done=revision.state == Revision.State.DONE,
    )
    return recorded(proposed, consultation, by)


@command
def consent_to_revision(by: Delegate | Participant, revision: Revision) -> Act:
    """An author consents; with the last author's consent the new statements replace the old ones."""
    revision = _locked(revision, by)
    revision.consents.add(by.person)
    if not _authors(revision) - set(revision.consents.values_list("pk", flat=True)):
        _carry_out(revision)
    consultation = revision.consultation
    done = revision.state == Revision.State.DONE
    consented = acts.RevisionConsented(consultation=consultation.slug, revision=revision.pk, done=done)
    return recorded(consented, consultation, by)


@command
def decline_revision(by: Delegate | Participant, revision: Revision) -> Act:
    revision = _locked(revision, by)
    revision.state = Revision.State.DECLINED
    revision.save(update_fields=["state"])
    consultation = revision.consultation
    declined = acts.RevisionDeclined(consultation=consultation.slug, revision=revision.pk)
    return recorded(declined, consultation, by)


def _decided(statement: OpinionStatement, state: str, reason: str = "") -> OpinionStatement:
    statement = OpinionStatement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.state in {state, OpinionStatement.State.REPLACED}:
        raise Refused(_("This has been decided already."))
    statement.state, statement.reason = state, reason
    statement.save(update_fields=["state", "reason"])
    return statement


def _carry_out(revision: Revision) -> None:
    sources = list(revision.sources.all())
    author = sources[0].author if len(sources) == 1 else None
    for content in revision.texts:
        added = _add(revision.consultation, content, OpinionStatement.State.ACCEPTED, author)
        added.parents.set(sources)
    revision.sources.update(state=OpinionStatement.State.REPLACED)
    revision.state = Revision.State.DONE
    revision.save(update_fields=["state"])


def _add(consultation: Consultation, content: Any, state: str, author: Any) -> OpinionStatement:
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    last = consultation.statements.aggregate(last=Max("number"))["last"] or 0
    meaning = np.asarray(embedded([original(content)])[0], "<f4").tobytes()
    return OpinionStatement.objects.create(
        consultation=consultation, number=last + 1, text=content, state=state, author=author, meaning=meaning
    )


def _locked(revision: Revision, by: Delegate | Participant) -> Revision:
    revision = (
        Revision.objects.select_for_update(of=("self",)).select_related("consultation__edition").get(pk=revision.pk)
    )
    require_part(by, revision.consultation.edition)
    if revision.state != Revision.State.PENDING:
        raise Refused(_("This has been decided already."))
    if by.person.pk not in _authors(revision):
        raise Refused(_("Only the authors of the statements can consent or decline."))
    return revision


def _authors(revision: Revision) -> set[int]:
    return set(revision.sources.filter(author__isnull=False).values_list("author", flat=True))


def _require_open(consultation: Consultation) -> None:
    if not consultation.is_open:
        raise Refused(_("The consultation is closed."))


def _code(language: str) -> str:
    return "zh" if language == "zh-hans" else language
