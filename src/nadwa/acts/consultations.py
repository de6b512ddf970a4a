"""Consultations: begun, moderated, closed, published."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import PUBLIC, Facts, kind, shape


@shape
class OfConsultation(Facts):
    consultation: str


@kind("consultations.begun", _("Consultation begun"), PUBLIC)
class Begun(OfConsultation):
    statements: int


@kind("consultations.imported", _("Consultation held elsewhere imported"), PUBLIC)
class Imported(OfConsultation):
    statements: int
    votes: int
    file_sha256: str


@kind("consultations.opened", _("Consultation opened"), PUBLIC)
class Opened(OfConsultation):
    pass


@kind("consultations.closed", _("Consultation closed"), PUBLIC)
class Closed(OfConsultation):
    votes: str


@kind("consultations.result-published", _("Result of a consultation published"), PUBLIC)
class ResultPublished(OfConsultation):
    packet: str
    votes: int


@kind("consultations.statement-submitted", _("Statement submitted"), PUBLIC)
class OpinionStatementSubmitted(OfConsultation):
    number: int


@shape
class Decided(OfConsultation):
    number: int
    reason: str = ""


@kind("consultations.statement-accepted", _("Statement accepted"), PUBLIC)
class OpinionStatementAccepted(Decided):
    pass


@kind("consultations.statement-rejected", _("Statement rejected"), PUBLIC)
class OpinionStatementRejected(Decided):
    pass


@kind("consultations.revision-proposed", _("Other wording proposed"), PUBLIC)
class RevisionProposed(OfConsultation):
    revision: int
    replaces: tuple[int, ...]
    done: bool


@kind("consultations.revision-consented", _("Consent to other wording given"), PUBLIC)
class RevisionConsented(OfConsultation):
    revision: int
    done: bool


@kind("consultations.revision-declined", _("Other wording declined"), PUBLIC)
class RevisionDeclined(OfConsultation):
    revision: int
