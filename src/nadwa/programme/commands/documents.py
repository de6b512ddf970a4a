"""Documents: planned, handed in language by language, issued, corrected."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import programme as acts
from nadwa.acts.by import By, Unnamed
from nadwa.acts.facts import Audience
from nadwa.delegations.models import Body
from nadwa.editions.capacities import Officer
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition
from nadwa.programme.models import AgendaItem, Document, Version
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.web.languages import OFFICIAL, Content


@command
def plan_document(
    by: Officer | Unnamed,
    edition: Edition,
    kind: str,
    title: Content,
    item: AgendaItem | None,
    author: Body | None,
    audience: str,
    slot: datetime,
    due: datetime,
    needs_all_six: bool,
) -> Act:
    """Reserve a symbol and a slot; the versions are handed in afterwards."""
    edition = hold(edition)
    number = (edition.documents.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1
    document = Document.objects.create(
        edition=edition,
        kind=kind,
        number=number,
        title=title,
        item=item,
        author=author,
        audience=audience,
        slot=slot,
        due=due,
        needs_all_six=needs_all_six,
    )
    planned = acts.DocumentPlanned(symbol=document.symbol, slot=slot.isoformat(), due=due.isoformat())
    return _inside(planned, document, by)


@command
def plan_corrigendum(by: Officer, document: Document) -> Act:
    """Correct an issued document: a document of its own, under the symbol of the first with Corr. and a number."""
    document = _locked(document)
    if document.issued_at is None or document.corrects_id:
        raise Refused(_("A corrigendum corrects a document that has been issued."))
    last = document.corrigenda.aggregate(last=Max("corrigendum"))["last"] or 0
    corrigendum = Document.objects.create(
        edition=document.edition,
        kind=document.kind,
        number=document.number,
        corrects=document,
        corrigendum=last + 1,
        title=document.title,
        item=document.item,
        author=document.author,
        audience=document.audience,
        slot=clock.now(),
        due=clock.now(),
        needs_all_six=document.needs_all_six,
    )
    return _inside(acts.CorrigendumPlanned(symbol=corrigendum.symbol), corrigendum, by)


@command
def hand_in(by: Officer | Unnamed, document: Document, language: str, content: bytes, media_type: str) -> Act:
    """Hand in the version in one language, or another in its place, until the document is issued."""
    document = _locked(document)
    _require_unissued(document)
    digest = sha256(content).hexdigest()
    facts = {"media_type": media_type, "sha256": digest, "size": len(content)}
    Version.objects.update_or_create(
        document=document,
        language=language,
        defaults={"content": content, "handed_in_at": clock.now(), **facts},
    )
    handed_in = acts.DocumentHandedIn(symbol=document.symbol, language=language, sha256=digest)
    return _inside(handed_in, document, by)


@command
def issue_document(by: Officer | Unnamed, document: Document) -> Act:
    """Issue the document to its audience: where all six are needed, not before all six are there."""
    document = _locked(document)
    _require_unissued(document)
    there = dict(document.versions.values_list("language", "sha256"))
    lacking = [language for language in OFFICIAL if language not in there] if document.needs_all_six else []
    if lacking:
        names = ", ".join(str(dict(settings.LANGUAGES)[language]) for language in lacking)
        message = _("It is issued in all six languages at once. Still missing: %(languages)s.")
        raise Refused(message % {"languages": names})
    if not there:
        raise Refused(_("Hand in a version first."))
    document.issued_at = clock.now()
    document.save(update_fields=["issued_at"])
    public = document.audience == Document.Audience.EVERYBODY
    log = log_for(document.edition.slug, Audience.of(public=public))
    return record(log, acts.DocumentIssued(symbol=document.symbol, versions=there), by)


@command
def drop_document(by: Officer, document: Document) -> Act:
    """Give the plan up; what has been issued stays."""
    document = _locked(document)
    _require_unissued(document)
    act = _inside(acts.DocumentDropped(symbol=document.symbol), document, by)
    document.delete()
    return act


def _locked(document: Document) -> Document:
    locked = Document.objects.select_for_update(of=("self",)).select_related("edition", "item", "author")
    return still_there(locked, document)


def _require_unissued(document: Document) -> None:
    if document.issued_at:
        raise Refused(_("This document has been issued; a corrigendum corrects it."))


def _inside(facts: acts.OfDocument, document: Document, by: By) -> Act:
    """Before it is issued, a document is a matter of the secretariat."""
    return record(log_for(document.edition.slug, Audience.HOSTS), facts, by)
