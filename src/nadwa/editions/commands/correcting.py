"""Particulars of an edition and of its hosts: corrected by an officer until they are announced, then with every key."""

import re
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import editions as acts
from nadwa.acts.by import THE_HOSTS, By
from nadwa.acts.delegations import Invited
from nadwa.acts.facts import Audience
from nadwa.acts.press import Issued as ReleaseIssued
from nadwa.acts.programme import DocumentPlanned
from nadwa.acts.texts import Issued as TextIssued
from nadwa.editions import particulars, two_key
from nadwa.editions.capacities import HostOfficer, Officer
from nadwa.editions.commands.approving import changing, hold
from nadwa.editions.models import Correction, Edition, Host
from nadwa.editions.offices import acting_officers
from nadwa.editions.particulars import LABELS, OF_EDITION, Values
from nadwa.editions.telling import tell
from nadwa.editions.two_key import Field, TwoKey
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.queries import recorded
from nadwa.record.refusing import still_there
from nadwa.web.languages import Content

CORRECT, CORRECT_HOST = "editions.correct", "editions.correct-host"
BEAR_THE_SYMBOL = (Invited, DocumentPlanned, ReleaseIssued, TextIssued)


class Particulars(TypedDict):
    """What the form for them asks for."""

    title: Content
    city: Content
    starts_on: date
    ends_on: date
    time_zone: str
    symbol: str


@command
def correct_edition(by: HostOfficer | Officer, edition: Edition, **asked: Unpack[Particulars]) -> Act:
    """Change when and where the edition is held and what it is called; what is announced is drafted for the hosts."""
    edition = hold(edition)
    refusal = _refusal_of_symbol(edition, asked["symbol"])
    if refusal:
        raise Refused(refusal)
    return _corrected(by, edition, None, {name: particulars.stored(value) for name, value in asked.items()})


@command
def correct_host(by: HostOfficer | Officer, host: Host, name: Content) -> Act:
    return _corrected(by, hold(host.edition), _locked(host), {"name": name})


@command
def discard_correction(by: HostOfficer | Officer, correction: Correction) -> Act:
    host = correction.host
    with changing(correction.edition, by, CORRECT, CORRECT_HOST):
        Correction.objects.filter(pk=correction.pk).delete()
    return _inside(acts.CorrectionDiscarded, correction.edition, host, by)


def _corrected(by: By, edition: Edition, host: Host | None, values: Values) -> Act:
    if values == particulars.values_of(host or edition):
        raise Refused(_("All of this stands so already: nothing has been changed."))
    if edition.announced_at is None and not _is_of_another_host(by, host):
        return _carry_out(by, edition, host, values)
    with changing(edition, by, CORRECT, CORRECT_HOST):
        defaults = {"values": values, "drafted_at": clock.now()}
        Correction.objects.update_or_create(edition=edition, host=host, defaults=defaults)
    return _inside(acts.CorrectionDrafted, edition, host, by)


def _is_of_another_host(by: By, host: Host | None) -> bool:
    """A host that has come in is renamed by itself, or with every key."""
    own = isinstance(by, HostOfficer) and by.host == host
    return host is not None and not own and bool(acting_officers(host))


def _carry_out(by: By, edition: Edition, host: Host | None, values: Values) -> Act:
    """What hosts were about to approve of as it was is void."""
    others = set(two_key.kinds()) - {CORRECT, CORRECT_HOST}
    subject = host or edition
    stood = particulars.values_of(subject)
    after = {name: value for name, value in values.items() if value != stood[name]}
    before = {name: stood[name] for name in after}
    with changing(edition, by, *others):
        for name, value in particulars.read(after).items():
            setattr(subject, name, value)
        subject.save(update_fields=list(after))
    corrected = acts.ParticularsCorrected(
        before=particulars.by_language(before),
        after=particulars.by_language(after),
        host=host.slug if host else "",
    )
    act = record(log_for(edition.slug), corrected, by, topics=[f"edition:{edition.pk}"])
    tell(Edition.objects.get(pk=edition.pk), before, after)
    return act


def _locked(host: Host) -> Host:
    return still_there(Host.objects.select_for_update(of=("self",)), host)


def _inside(done: type[acts.OfCorrection], edition: Edition, host: Host | None, by: By) -> Act:
    """What is drafted is a matter of the hosts."""
    return record(log_for(edition.slug, Audience.HOSTS), done(host=host.slug if host else ""), by)


def _draft(edition: Edition, subject: str) -> Correction | None:
    drafts = Correction.objects.filter(edition=edition).select_related("host")
    return drafts.filter(host__slug=subject).first() if subject else drafts.filter(host=None).first()


def _refusal(edition: Edition, subject: str) -> Any:
    """Letters may have gone out since the change was drafted."""
    draft = _draft(edition, subject)
    if draft is None:
        return _("There is no change of particulars to approve.")
    return _refusal_of_symbol(edition, draft.values.get("symbol", edition.symbol))


def _refusal_of_symbol(edition: Edition, symbol: str) -> Any:
    if symbol == edition.symbol or not recorded(edition.slug, *BEAR_THE_SYMBOL).exists():
        return None
    return _("Letters, documents or texts bear this symbol already, so it stays as it is.")


def _refusal_of_host(edition: Edition, subject: str) -> Any:
    return _refusal(edition, subject) if subject else _("Say of which host.")


def _approved(edition: Edition, subject: str) -> None:
    draft = Correction.objects.select_for_update(of=("self",)).get(pk=_drafted(edition, subject).pk)
    _carry_out(THE_HOSTS, edition, draft.host, draft.values)
    draft.delete()


def _drafted(edition: Edition, subject: str) -> Correction:
    """For who has asked whether there is one."""
    draft = _draft(edition, subject)
    assert draft is not None  # noqa: S101 - a kind is carried out where it refuses nothing
    return draft


def _content(edition: Edition, subject: str) -> dict[str, Any]:
    draft = _drafted(edition, subject)
    return {**draft.values, "before": [particulars.values_of(edition)]}


def _content_of_host(edition: Edition, subject: str) -> dict[str, Any]:
    draft = _drafted(edition, subject)
    return {"name": draft.values["name"], "before": edition.hosts.get(slug=subject).name}


OF_THESE = tuple(
    Field(
        name,
        LABELS[name],
        {"title": "content", "city": "content", "starts_on": "date", "ends_on": "date"}.get(name, "text"),
    )
    for name in OF_EDITION
)
CORRECTING = TwoKey(
    CORRECT,
    _("Change the particulars of the edition"),
    _refusal,
    _approved,
    _content,
    (*OF_THESE, Field("before", _("As they stand now"), "several", within=OF_THESE)),
)
CORRECTING_A_HOST = TwoKey(
    CORRECT_HOST,
    _("Change the name of a host"),
    _refusal_of_host,
    _approved,
    _content_of_host,
    (Field("name", _("Name"), "content"), Field("before", _("Name until now"), "content")),
    named="name",
    subjects=re.compile("[a-z0-9-]+"),
)
