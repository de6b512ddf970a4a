"""Commitments: drafted, confirmed by partners, published with every host's key, reported on every year."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import cooperation as acts
from nadwa.acts.by import THE_CLOCK, THE_HOSTS, THE_PLATFORM
from nadwa.cooperation.commands.acting import next_number, on_commitment
from nadwa.cooperation.models import Commitment, Entry, Partner, Progress
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.models import Delegation
from nadwa.delegations.queries import addressees
from nadwa.editions.commands.approving import changing, hold
from nadwa.editions.models import Edition
from nadwa.editions.two_key import NUMBER, Field, TwoKey
from nadwa.mail import outbox
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.web.addresses import address
from nadwa.web.languages import Content, plain

PUBLISH = "cooperation.publish"


class Promised(TypedDict):
    """What is promised: so many of what is counted, by a day, for so much."""

    title: Content
    text: Content
    target: int
    measure: Content
    due: date
    dollars: int


@command
def draft_commitment(
    by: Delegate, partners: Iterable[Delegation], entry: Entry | None, **promised: Unpack[Promised]
) -> Act:
    """Draft a commitment that the own delegation leads; partners confirm it, the hosts review it."""
    edition = hold(by.delegation.edition)
    commitment = Commitment.objects.create(
        edition=edition, number=next_number(edition.commitments.all()), lead=by.delegation, entry=entry, **promised
    )
    named = _name_partners(commitment, partners)
    drafted = acts.Drafted(commitment=commitment.number, lead=by.delegation.body.slug, partners=named)
    return on_commitment(drafted, commitment, by)


@command
def change_commitment(
    by: Delegate, commitment: Commitment, partners: Iterable[Delegation], **promised: Unpack[Promised]
) -> Act:
    """Change a draft; partners confirm what they read, so they confirm it again."""
    with changing(commitment.edition, by, PUBLISH):
        commitment = _locked(commitment)
        if commitment.state != Commitment.State.DRAFT:
            raise Refused(_("This commitment is published and stands as it is."))
        for name, value in promised.items():
            setattr(commitment, name, value)
        commitment.save()
        commitment.partners.all().delete()
        named = _name_partners(commitment, partners)
    return on_commitment(acts.Changed(commitment=commitment.number, partners=named), commitment, by)


@command
def confirm_partnership(by: Delegate, commitment: Commitment) -> Act:
    commitment = _locked(commitment)
    named = Partner.objects.filter(commitment=commitment, delegation=by.delegation, confirmed_at=None)
    if not named.update(confirmed_at=clock.now()):
        raise Refused(_("Your delegation is not asked to confirm this."))
    confirmed = acts.Confirmed(commitment=commitment.number, partner=by.delegation.body.slug)
    return on_commitment(confirmed, commitment, by)


@command
def report_progress(by: Delegate, commitment: Commitment, reached: int, text: str, language: str) -> Act:
    """Report how many of the target are reached; reaching all of them fulfils the commitment."""
    commitment = _locked(commitment)
    if commitment.state != Commitment.State.PUBLISHED:
        raise Refused(_("Progress is reported on a published commitment that is not ended."))
    Progress.objects.create(commitment=commitment, reached=reached, text=text, language=language, at=clock.now())
    reported = acts.Reported(
        commitment=commitment.number,
        reached=reached,
        target=commitment.target,
        by_delegation=by.delegation.body.slug,
    )
    act = on_commitment(reported, commitment, by)
    if reached >= commitment.target:
        commitment.state = Commitment.State.FULFILLED
        on_commitment(acts.Fulfilled(commitment=commitment.number), commitment, THE_PLATFORM)
    commitment.reminded_at = None
    commitment.save(update_fields=["state", "reminded_at"])
    return act


@command
def abandon(by: Delegate, commitment: Commitment, reason: str) -> Act:
    """Give a published commitment up, for a reason that everybody reads."""
    commitment = _locked(commitment)
    if commitment.state != Commitment.State.PUBLISHED:
        raise Refused(_("Only a published commitment that is not ended can be abandoned."))
    commitment.state = Commitment.State.ABANDONED
    commitment.save(update_fields=["state"])
    abandoned = acts.Abandoned(commitment=commitment.number, reason=reason)
    return on_commitment(abandoned, commitment, by)


@command
def remind_of_report(commitment: Commitment) -> Act:
    """Recall an overdue report to its lead by mail, once until it comes."""
    commitment = _locked(commitment)
    if commitment.reminded_at:
        raise Refused(_("This has been recalled already."))
    commitment.reminded_at = clock.now()
    commitment.save(update_fields=["reminded_at"])
    for one in addressees(commitment.lead):
        with override(one.language):
            words = gettext("The yearly report on the commitment “%(title)s” is due:\n\n%(link)s\n") % {
                "title": plain(commitment.title),
                "link": address("commitment", commitment.edition.slug, commitment.number),
            }
            subject, about = gettext("A report is due"), f"commitment:{commitment.pk}"
            outbox.post(commitment.edition.slug, about, one.email, one.language, subject, words)
    return on_commitment(acts.Reminded(commitment=commitment.number), commitment, THE_CLOCK)


def _name_partners(commitment: Commitment, partners: Iterable[Delegation]) -> tuple[str, ...]:
    others = [partner for partner in partners if partner != commitment.lead]
    Partner.objects.bulk_create(Partner(commitment=commitment, delegation=partner) for partner in others)
    return tuple(sorted(partner.body.slug for partner in others))


def _locked(commitment: Commitment) -> Commitment:
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("edition", "lead__body")
    return locked.get(pk=commitment.pk)


def _commitment(edition: Edition, subject: str) -> Commitment | None:
    return edition.commitments.filter(number=int(subject)).first() if subject.isdecimal() else None


def _publishing_refusal(edition: Edition, subject: str) -> Any:
    commitment = _commitment(edition, subject)
    if commitment is None or commitment.state != Commitment.State.DRAFT:
        return _("Name a draft of a commitment.")
    if commitment.partners.filter(confirmed_at=None).exists():
        return _("Not every partner has confirmed this commitment.")
    if commitment.due <= clock.now().date():
        return _("A commitment is due in the future.")
    return None


def _publish(edition: Edition, subject: str) -> None:
    commitment = edition.commitments.select_for_update().get(number=int(subject))
    commitment.state, commitment.published_at = Commitment.State.PUBLISHED, clock.now()
    commitment.save(update_fields=["state", "published_at"])
    published = acts.Published(
        commitment=commitment.number,
        lead=commitment.lead.body.slug,
        target=commitment.target,
        due=str(commitment.due),
    )
    on_commitment(published, commitment, THE_HOSTS)


def _drafted(edition: Edition, subject: str) -> dict[str, Any]:
    commitment = edition.commitments.select_related("lead__body", "entry").get(number=int(subject))
    partners = commitment.partners.select_related("delegation__body").order_by("delegation__protocol")
    return {
        "title": commitment.title,
        "text": commitment.text,
        "lead": commitment.lead.body.name,
        "partners": [{"name": partner.delegation.body.name} for partner in partners],
        "target": commitment.target,
        "measure": commitment.measure,
        "due": str(commitment.due),
        "dollars": commitment.dollars,
        "entry": commitment.entry.title if commitment.entry else None,
    }


PUBLISHING = TwoKey(
    PUBLISH,
    _("Publish a commitment"),
    _publishing_refusal,
    _publish,
    _drafted,
    (
        Field("title", _("Title"), "content"),
        Field("text", _("What will be done, specifically"), "content"),
        Field("lead", _("Leads"), "content"),
        Field("partners", _("Partners"), "several", within=(Field("name", _("Delegation"), "content"),)),
        Field("target", _("How many"), "number"),
        Field("measure", _("of what: what is counted"), "content"),
        Field("due", _("Done by"), "date"),
        Field("dollars", _("Budget in US dollars"), "number"),
        Field("entry", _("Offer or need"), "content"),
    ),
    named="title",
    subjects=NUMBER,
)
