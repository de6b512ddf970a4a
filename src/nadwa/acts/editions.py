"""Two-key acts, roles, tasks of the preparation."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import HOSTS, PUBLIC, Facts, key, kind, shape


@kind("editions.begun", _("Edition begun"), PUBLIC)
class Begun(Facts):
    series: str
    edition: str
    exercise: bool = False


@shape
class OfHost(Facts):
    host: str


@kind("editions.host-added", _("Host added"), PUBLIC)
class HostAdded(OfHost):
    pass


@kind("editions.host-removed", _("Host removed"), PUBLIC)
class HostRemoved(OfHost):
    pass


@kind("editions.mail-handed-over", _("Mail shown, to be handed over by hand"), HOSTS)
class MailHandedOver(Facts):
    """`about`: what kind of thing the mail belongs to, such as an invitation; `whose`: a commitment to the person whom
    a link in it lets in."""

    about: str
    whose: str = ""


@shape
class OfProposal(Facts):
    proposal: int
    two_key: Annotated[str, key("act")]
    subject: str = ""
    sha256: str = ""


@kind("editions.proposed", _("Two-key act proposed"), PUBLIC)
class Proposed(OfProposal):
    pass


@kind("editions.approved", _("Approved by a host"), PUBLIC)
class Approved(OfProposal):
    pass


@kind("editions.withdrawn", _("Proposal withdrawn"), PUBLIC)
class Withdrawn(OfProposal):
    pass


@kind("editions.voided", _("Proposal void, because what it is about has changed"), PUBLIC)
class Voided(OfProposal):
    pass


@kind("editions.done", _("Two-key act done"), PUBLIC)
class Done(OfProposal):
    pass


@shape
class Role(Facts):
    """Of what function; of which host, for its officers; and whose, as the log commits to the person."""

    role: str
    host: str = ""
    whose: str = ""


@kind("editions.role-given", _("Role given"), PUBLIC)
class RoleGiven(Role):
    pass


@kind("editions.role-ended", _("Role ended"), PUBLIC)
class RoleEnded(Role):
    pass


@kind("editions.role-offered", _("Function offered to somebody who has an account"), HOSTS)
class RoleOffered(Role):
    pass


@kind("editions.role-declined", _("Function declined"), HOSTS)
class RoleDeclined(Role):
    pass


@kind("editions.appointment-withdrawn", _("Appointment withdrawn before it was taken up"), HOSTS)
class AppointmentWithdrawn(Role):
    pass


@kind("editions.link-shown", _("Link to an account shown to an officer"), HOSTS)
class LinkShown(Role):
    pass


@kind("editions.corrected", _("Particulars of the edition changed"), PUBLIC)
class ParticularsCorrected(Facts):
    """How each of them stood that was changed, and how it stands; what exists in several languages by each of them
    (`title-en`). They are those of the edition, or of one of its hosts."""

    before: dict[str, str]
    after: dict[str, str]
    host: str = ""


@shape
class OfCorrection(Facts):
    """Of the edition, or of one of its hosts."""

    host: str = ""


@kind("editions.correction-drafted", _("Change of particulars drafted"), HOSTS)
class CorrectionDrafted(OfCorrection):
    pass


@kind("editions.correction-discarded", _("Draft of a change of particulars discarded"), HOSTS)
class CorrectionDiscarded(OfCorrection):
    pass


@shape
class Task(Facts):
    task: int
    kind: Annotated[str, key("as")]
    owner: str
    due: str
    dollars: int | None = None


@kind("editions.task-set", _("Task of the preparation set"), HOSTS)
class TaskSet(Task):
    pass


@kind("editions.task-changed", _("Task of the preparation changed"), HOSTS)
class TaskChanged(Task):
    pass


@kind("editions.task-done", _("Task of the preparation done"), HOSTS)
class TaskDone(Task):
    pass


@kind("editions.task-reopened", _("Task of the preparation reopened"), HOSTS)
class TaskReopened(Task):
    pass
