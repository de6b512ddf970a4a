"""Invitations, accreditation, credentials, seats, badges, recoveries."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import DELEGATION, HOSTS, PARTICIPANTS, PUBLIC, SPREAD, Facts, key, kind, shape


@kind("delegations.body-entered", _("Body entered"), HOSTS)
class BodyEntered(Facts):
    body: str
    kind: Annotated[str, key("as")]


@kind("delegations.body-corrected", _("Particulars of a body corrected"), HOSTS)
class BodyCorrected(Facts):
    """Which particulars were corrected, and its name in each language as it is by now; addresses are in no act."""

    body: str
    corrected: tuple[str, ...]
    name: dict[str, str]


@kind("delegations.body-removed", _("Body removed that was never invited"), HOSTS)
class BodyRemoved(Facts):
    body: str


@kind("delegations.invitations-drafted", _("Invitations drafted"), HOSTS)
class InvitationsDrafted(Facts):
    """`entered` are the bodies among them that were not known before."""

    bodies: tuple[str, ...]
    answer_by: Annotated[str, key("answer-by")]
    entered: tuple[str, ...] = ()


@kind("delegations.invitation-discarded", _("Draft of an invitation discarded"), HOSTS)
class InvitationDiscarded(Facts):
    body: str


@shape
class Invitation(Facts):
    body: str
    symbol: str


@kind("delegations.invited", _("Invitation sent"), PUBLIC)
class Invited(Invitation):
    pass


@kind("delegations.accepted", _("Invitation accepted"), PUBLIC)
class Accepted(Invitation):
    pass


@kind("delegations.declined", _("Invitation declined"), PUBLIC)
class Declined(Invitation):
    pass


@kind("delegations.reminded", _("Invitations recalled to mind"), HOSTS)
class Reminded(Facts):
    bodies: tuple[str, ...]


@shape
class FocalPoint(Facts):
    body: str
    place: int


@kind("delegations.focal-point-named", _("Focal point named"), HOSTS)
class FocalPointNamed(FocalPoint):
    pass


@kind("delegations.focal-point-corrected", _("Name or address of a focal point corrected"), HOSTS)
class FocalPointCorrected(FocalPoint):
    pass


@kind("delegations.focal-point-ended", _("Focal point ended"), HOSTS)
class FocalPointEnded(FocalPoint):
    pass


@shape
class OfApplication(Facts):
    application: int


@kind("delegations.accreditation-asked", _("Accreditation applied for"), HOSTS)
class AccreditationAsked(OfApplication):
    pass


@kind("delegations.application-evaluated", _("Application evaluated"), HOSTS)
class ApplicationEvaluated(OfApplication):
    pass


@kind("delegations.list-opened", _("List of organisations before the States"), PARTICIPANTS)
class ListOpened(Facts):
    applications: tuple[int, ...]
    until: str


@kind("delegations.organisation-objected", _("Objection to an organisation"), PARTICIPANTS)
class OrganisationObjected(OfApplication):
    delegation: str
    reason: str


@kind("delegations.objection-withdrawn", _("Objection to an organisation withdrawn"), PARTICIPANTS)
class ObjectionWithdrawn(OfApplication):
    delegation: str


@kind("delegations.accredited", _("Organisation accredited"), PUBLIC)
class Accredited(OfApplication):
    body: str
    reason: str


@shape
class Refusal(OfApplication):
    reason: str


@kind("delegations.accreditation-refused", _("Accreditation of an organisation refused"), HOSTS)
class AccreditationRefused(Refusal):
    pass


@kind("delegations.appealed", _("Refusal of accreditation appealed"), HOSTS)
class Appealed(OfApplication):
    pass


@kind("delegations.appeal-refused", _("Appeal refused"), HOSTS)
class AppealRefused(Refusal):
    pass


@kind("delegations.badges-issued", _("Badges issued"), HOSTS)
class BadgesIssued(Facts):
    issued: int
    revoked: int


@kind("delegations.badge-revoked", _("Badge revoked"), HOSTS)
class BadgeRevoked(Facts):
    badge: int


@kind("delegations.credentials-submitted", _("Credentials submitted"), DELEGATION)
class CredentialsSubmitted(Facts):
    form: str
    sha256: str


@kind("delegations.credentials-refused", _("Credentials refused"), DELEGATION)
class CredentialsRefused(Facts):
    sha256: str
    reason: str


@shape
class OfDelegation(Facts):
    delegation: str


@kind("delegations.credentials-verified", _("Credentials verified by an officer"), PUBLIC)
class CredentialsVerified(OfDelegation):
    sha256: str


@kind("delegations.admitted", _("Delegation admitted"), PUBLIC)
class Admitted(OfDelegation):
    form: str


@kind("delegations.admitted-provisionally", _("Delegation admitted provisionally"), PUBLIC)
class AdmittedProvisionally(OfDelegation):
    pass


@kind("delegations.imported", _("Registrations imported"), PUBLIC)
class Imported(Facts):
    new: int
    asked: int
    changed: int
    file_sha256: str


@shape
class Seat(OfDelegation):
    role: str


@kind("delegations.seated", _("Delegate registered"), PUBLIC)
class Seated(Seat):
    pass


@kind("delegations.seat-changed", _("Delegate's registration changed"), PUBLIC)
class SeatChanged(Seat):
    pass


@kind("delegations.replaced", _("Delegate replaced"), PUBLIC)
class Replaced(Seat):
    pass


@kind("delegations.unseated", _("Delegate's seat ended"), PUBLIC)
class Unseated(Seat):
    pass


@shape
class OfferedSeat(Facts):
    role: str


@kind("delegations.seat-offered", _("Seat offered to somebody who has an account"), DELEGATION)
class SeatOffered(OfferedSeat):
    pass


@kind("delegations.seat-declined", _("Offer of a seat declined"), DELEGATION)
class SeatDeclined(OfferedSeat):
    pass


@kind("delegations.offer-withdrawn", _("Offer of a seat withdrawn"), DELEGATION)
class OfferWithdrawn(OfferedSeat):
    pass


@kind("delegations.quota-set", _("Quota of delegates set"), PUBLIC)
class QuotaSet(Facts):
    seats: Annotated[dict[str, int], SPREAD]


@kind("delegations.arranged", _("Protocol order drawn"), PUBLIC)
class Arranged(Facts):
    """By names in which language the order is alphabetical: in English, where it is not said."""

    letter: str
    order: tuple[str, ...]
    language: str = "en"


@shape
class OfConstituency(Facts):
    constituency: str


@kind("delegations.constituency-set", _("Constituency set"), PUBLIC)
class ConstituencySet(OfConstituency):
    """Its name by language, and the delegations that belong to it by now."""

    name: dict[str, str]
    delegations: tuple[str, ...]


@kind("delegations.constituency-removed", _("Constituency removed"), PUBLIC)
class ConstituencyRemoved(OfConstituency):
    pass


@kind("delegations.regional-groups-made", _("Regional groups of the United Nations made constituencies"), PUBLIC)
class RegionalGroupsMade(Facts):
    """The constituencies that were new, and the delegations that were put into one."""

    constituencies: tuple[str, ...]
    delegations: tuple[str, ...]


@shape
class OfRecovery(Facts):
    """Whose account it is stands as a commitment, as whoever acts does."""

    recovery: int
    whose: Annotated[str, key("of")]


@kind("delegations.recovery-asked", _("Recovery of an account asked for"), HOSTS)
class RecoveryAsked(OfRecovery):
    reason: str


@kind("delegations.recovery-confirmed", _("Recovery of an account confirmed and on hold"), HOSTS)
class RecoveryConfirmed(OfRecovery):
    until: str


@kind("delegations.recovery-stopped", _("Recovery of an account stopped"), HOSTS)
class RecoveryStopped(OfRecovery):
    pass


@kind("delegations.recovered", _("Account recovered"), HOSTS)
class Recovered(OfRecovery):
    pass
