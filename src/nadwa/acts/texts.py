"""Negotiating texts: drafted, tabled, decided, voted on."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import DELEGATION, PARTICIPANTS, PUBLIC, Facts, key, kind, shape


@shape
class OfText(Facts):
    text: str


@shape
class OnParagraph(OfText):
    paragraph: int


@shape
class OnAlternative(OnParagraph):
    alternative: int


@shape
class OnWording(OnAlternative):
    """The wording by the hash of its original; a move by the paragraph after which it is to stand."""

    sha256: str = ""
    after: int | None = None


@kind("texts.issued", _("Negotiating text issued"), PUBLIC, PARTICIPANTS)
class Issued(OfText):
    symbol: str
    paragraphs: tuple[str, ...]
    report: tuple[str, ...] | None = None


@kind("texts.reissued", _("Text issued under a new symbol"), PUBLIC, PARTICIPANTS)
class Reissued(OfText):
    symbol: str
    sha256: str
    reason: str


@kind("texts.reading-begun", _("Reading begun"), PUBLIC, PARTICIPANTS)
class ReadingBegun(OfText):
    reading: int


@shape
class OfFacilitators(OfText):
    """And whose, as the log commits to the person."""

    whose: str


@kind("texts.handed-over", _("Text handed over to another facilitator"), PUBLIC, PARTICIPANTS)
class HandedOver(OfFacilitators):
    pass


@kind("texts.co-facilitator-named", _("Co-facilitator named"), PUBLIC, PARTICIPANTS)
class CoFacilitatorNamed(OfFacilitators):
    pass


@kind("texts.co-facilitator-ended", _("Co-facilitator ended"), PUBLIC, PARTICIPANTS)
class CoFacilitatorEnded(OfFacilitators):
    pass


@kind("texts.carried-over", _("Text carried over from the edition before"), PUBLIC, PARTICIPANTS)
class CarriedOver(OfText):
    symbol: str
    before: Annotated[str, key("from")]
    edition: str


@kind("texts.drafted", _("Proposal drafted"), DELEGATION)
class Drafted(OnWording):
    pass


@kind("texts.draft-shared", _("Draft shared"), DELEGATION)
class DraftShared(OnWording):
    shared_with: Annotated[tuple[str, ...], key("with")]


@kind("texts.draft-discarded", _("Draft discarded"), DELEGATION)
class DraftDiscarded(OnWording):
    pass


@kind("texts.tabled", _("Proposal tabled"), PUBLIC, PARTICIPANTS)
class Tabled(OnWording):
    kind: str


@kind("texts.cosponsored", _("Proposal co-sponsored"), PUBLIC, PARTICIPANTS)
class Cosponsored(OnWording):
    pass


@kind("texts.withdrawn", _("Sponsorship withdrawn"), PUBLIC, PARTICIPANTS)
class Withdrawn(OnWording):
    sponsors: int


@kind("texts.offered", _("Facilitator’s wording tabled"), PUBLIC, PARTICIPANTS)
class Offered(OnWording):
    pass


@kind("texts.offer-withdrawn", _("Facilitator’s wording withdrawn"), PUBLIC, PARTICIPANTS)
class OfferWithdrawn(OnWording):
    pass


@kind("texts.taken-in", _("Proposal taken into the text"), PUBLIC, PARTICIPANTS)
class TakenIn(OnWording):
    replaces: int | None


@kind("texts.taken-up", _("Opinion statement taken up"), PUBLIC, PARTICIPANTS)
class TakenUp(OnWording):
    consultation: str
    statement: int


@kind("texts.merged", _("Proposals merged"), PUBLIC, PARTICIPANTS)
class Merged(OnWording):
    replaces: tuple[int, ...]


@kind("texts.split", _("Paragraph split"), PUBLIC, PARTICIPANTS)
class Split(OnParagraph):
    into: tuple[int, ...]


@kind("texts.agreed", _("Paragraph agreed ad referendum"), PUBLIC, PARTICIPANTS)
class Agreed(OnWording):
    pass


@kind("texts.reopened", _("Paragraph reopened"), PUBLIC, PARTICIPANTS)
class Reopened(OnParagraph):
    pass


@shape
class Brackets(OnParagraph):
    bracket: int
    words: str


@kind("texts.bracketed", _("Words put in brackets"), PUBLIC, PARTICIPANTS)
class Bracketed(Brackets):
    requested_by: str = ""


@kind("texts.bracket-supported", _("Brackets supported"), PUBLIC, PARTICIPANTS)
class BracketSupported(Brackets):
    pass


@kind("texts.bracket-left", _("Support for brackets withdrawn"), PUBLIC, PARTICIPANTS)
class BracketLeft(Brackets):
    pass


@kind("texts.unbracketed", _("Brackets removed"), PUBLIC, PARTICIPANTS)
class Unbracketed(Brackets):
    kept: bool


@kind("texts.translated", _("Translation written"), PUBLIC, PARTICIPANTS)
class Translated(OnWording):
    language: str
    state: str


@kind("texts.translations-imported", _("Translations imported"), PUBLIC, PARTICIPANTS)
class TranslationsImported(OfText):
    language: str
    count: int


@kind("texts.package-tabled", _("Package tabled"), PUBLIC, PARTICIPANTS)
class PackageTabled(OfText):
    package: int
    choice: dict[str, int]


@kind("texts.package-taken-in", _("Package taken into the text"), PUBLIC, PARTICIPANTS)
class PackageTakenIn(OfText):
    package: int
    choice: dict[str, int]


@kind("texts.position-taken", _("Position taken"), PUBLIC, PARTICIPANTS, DELEGATION)
class PositionTaken(OnAlternative):
    stance: str
    salience: int
    audience: str
    note: str
    shared_with: Annotated[tuple[str, ...], key("with")] = ()


@kind("texts.position-dropped", _("Position dropped"), PUBLIC, PARTICIPANTS, DELEGATION)
class PositionDropped(OnAlternative):
    pass


@shape
class Instruction:
    """A position as a spreadsheet has it."""

    paragraph: int
    alternative: int
    stance: str
    salience: int
    audience: str
    note: str


@kind("texts.instructions-imported", _("Instructions imported"), DELEGATION)
class InstructionsImported(OfText):
    positions: tuple[Instruction, ...]


@shape
class Linkage(OfText):
    """Each end is the number of a paragraph and that of one of its alternatives."""

    condition: Annotated[tuple[int, int], key("if")]
    consequence: Annotated[tuple[int, int], key("then")]


@kind("texts.linked", _("Linkage made"), PUBLIC, PARTICIPANTS, DELEGATION)
class Linked(Linkage):
    otherwise: str
    salience: int
    audience: str
    shared_with: Annotated[tuple[str, ...], key("with")] = ()


@kind("texts.linkage-dropped", _("Linkage dropped"), PUBLIC, PARTICIPANTS, DELEGATION)
class LinkageDropped(Linkage):
    pass


@kind("texts.silence-started", _("Silence procedure started"), PUBLIC, PARTICIPANTS)
class SilenceStarted(OfText):
    sha256: str
    deadline: str
    anonymous: bool


@kind("texts.silence-extended", _("Silence procedure extended"), PUBLIC, PARTICIPANTS)
class SilenceExtended(OfText):
    sha256: str
    deadline: str


@kind("texts.question-put", _("Adoption put to the house"), PUBLIC, PARTICIPANTS)
class QuestionPut(OfText):
    sha256: str


@kind("texts.question-withdrawn", _("Question withdrawn"), PUBLIC, PARTICIPANTS)
class QuestionWithdrawn(OfText):
    pass


@kind("texts.objected", _("Objection made"), PUBLIC, PARTICIPANTS, DELEGATION)
class Objected(OfText):
    decision: str
    reason: str


@kind("texts.adopted", _("Text adopted"), PUBLIC, PARTICIPANTS)
class Adopted(OfText):
    decision: str
    symbol: str
    sha256: str
    vote: int | None = None
    meeting: int | None = None
    present: tuple[str, ...] | None = None


@kind("texts.remarked", _("Remark on an adopted text made"), PUBLIC, PARTICIPANTS)
class Remarked(OfText):
    kind: str
    sha256: str


@kind("texts.outcome-issued", _("Outcome document issued"), PUBLIC, PARTICIPANTS)
class OutcomeIssued(OfText):
    sha256: dict[str, str]


@shape
class OnAmendment(OfText):
    """What is voted on: an alternative, or, where none is named, the text as a whole."""

    paragraph: int | None = None
    alternative: int | None = None
    sha256: str = ""
    after: int | None = None


@kind("texts.vote-opened", _("Roll-call vote opened"), PUBLIC, PARTICIPANTS)
class VoteOpened(OnAmendment):
    vote: int
    majority: str
    text_sha256: str
    meeting: int | None = None


@kind("texts.ballot-cast", _("Ballot cast"), PUBLIC, PARTICIPANTS)
class BallotCast(OfText):
    vote: int
    ballot: str


@kind("texts.vote-closed", _("Roll-call vote closed"), PUBLIC, PARTICIPANTS)
class VoteClosed(OnAmendment):
    vote: int
    majority: str
    ballots: dict[str, str]
    yes: int
    no: int
    abstention: int
    carried: bool


@kind("texts.vote-discontinued", _("Roll-call vote discontinued"), PUBLIC, PARTICIPANTS)
class VoteDiscontinued(OfText):
    vote: int
    reason: str
