"""Two-key acts: proposed by one host, done when every host has approved what it saw, void when that changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import editions as acts
from nadwa.acts.by import THE_HOSTS, THE_PLATFORM, By
from nadwa.editions import two_key
from nadwa.editions.capacities import HostOfficer
from nadwa.editions.models import Approval, Edition, Proposal
from nadwa.editions.queries import host_of
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall


@command
def propose(by: HostOfficer, edition: Edition, kind: str, subject: str, seen: str) -> Act:
    """An officer of a host proposes a two-key act as it was `seen`; the officer's own host has thereby approved."""
    edition = hold(edition)
    _require_officer(by, edition)
    act = two_key.get(kind)
    if not act.takes(subject):
        raise Refused(_("There is nothing of this name to propose. Propose it from the page that shows it."))
    if refusal := act.refusal(edition, subject):
        raise Refused(refusal)
    matter = two_key.sealed(kind, edition, subject, two_key.drawn_up(kind, edition, subject))
    if seen != two_key.digest(matter):
        raise Refused(_("This has changed since you opened the page. Read it again, then propose it."))
    now = clock.now()
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                edition=edition, kind=kind, subject=subject, proposed_at=now, matter=matter, sha256=seen
            )
    except IntegrityError as error:
        raise Refused(_("This has been proposed already and waits for approval.")) from error
    return _approved(acts.Proposed, proposal, by)


@command
def approve(by: HostOfficer, proposal: Proposal, seen: str) -> Act:
    """An officer of another host approves what was `seen`; with the last host's approval it is done, in the same
    transaction. Should it have changed, the proposal is void instead."""
    proposal = _locked(proposal)
    _require_officer(by, proposal.edition)
    if proposal.approvals.filter(host=by.host).exists():
        raise Refused(_("Your host has approved this already; the other hosts have not."))
    if seen != proposal.sha256:
        raise Refused(_("The proposal has changed since you opened this page. Read it again, then approve it."))
    content = two_key.drawn_up(proposal.kind, proposal.edition, proposal.subject)
    if content != proposal.content:
        return _void(proposal, content, THE_PLATFORM)
    return _approved(acts.Approved, proposal, by)


@command
def withdraw(by: HostOfficer, proposal: Proposal) -> Act:
    proposal = _locked(proposal)
    _require_officer(by, proposal.edition)
    proposal.state = Proposal.State.WITHDRAWN
    proposal.save(update_fields=["state"])
    return _recorded(acts.Withdrawn, proposal, by)


@contextmanager
def changing(edition: Edition, by: By, *kinds: str) -> Iterator[None]:
    """What is done within may change what has been proposed: proposals of these kinds that it does change are void.

    The edition is held, as it is while hosts approve: an approval is of how things stood before, or comes too late.
    """
    edition = hold(edition)
    yield
    edition.refresh_from_db()  # its own particulars may be what has changed
    with over_the_wall():
        for proposal in edition.proposals.filter(kind__in=kinds, state=Proposal.State.PENDING).order_by("pk"):
            content = two_key.drawn_up(proposal.kind, edition, proposal.subject)
            if content != proposal.content:
                _void(proposal, content, by)


def hold(edition: Edition) -> Edition:
    """The edition, held until the transaction ends: what is numbered in it is numbered one after another, and what
    is approved stays as it is. What only refers to it can still be written meanwhile."""
    return Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


def _approved(said: type[acts.OfProposal], proposal: Proposal, by: HostOfficer) -> Act:
    """A host's approval; what every host has approved is carried out."""
    Approval.objects.create(proposal=proposal, host=by.host, person=by.person, at=clock.now())
    act = _recorded(said, proposal, by)
    if not proposal.edition.hosts.exclude(pk__in=proposal.approvals.values("host")).exists():
        two_key.get(proposal.kind).carry_out(proposal.edition, proposal.subject)
        proposal.state = Proposal.State.DONE
        proposal.save(update_fields=["state"])
        _recorded(acts.Done, proposal, THE_HOSTS)
    return act


def _void(proposal: Proposal, content: dict[str, Any] | None, by: By) -> Act:
    proposal.state, proposal.changed_to = Proposal.State.VOIDED, content
    proposal.voided_by, proposal.voided_at = by.person, clock.now()
    proposal.save()
    return _recorded(acts.Voided, proposal, by)


def _locked(proposal: Proposal) -> Proposal:
    edition = hold(proposal.edition)
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("edition").get(pk=proposal.pk)
    proposal.edition = edition
    if proposal.state != Proposal.State.PENDING:
        raise Refused(_("This proposal is no longer waiting for approval."))
    return proposal


def _require_officer(by: HostOfficer, edition: Edition) -> None:
    """Whoever acts is an officer of the host still."""
    if host_of(by.person, edition) != by.host:
        raise Refused(_("Only an officer of a host can do this."))


def _recorded(said: type[acts.OfProposal], proposal: Proposal, by: By) -> Act:
    facts = said(proposal=proposal.pk, two_key=proposal.kind, subject=proposal.subject, sha256=proposal.sha256)
    return record(log_for(proposal.edition.slug), facts, by, topics=[f"edition:{proposal.edition.pk}"])
