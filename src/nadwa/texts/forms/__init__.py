"""What is typed and pressed about a text, as clean values."""

from nadwa.texts.forms.deciding import BallotForm, ExtensionForm, ObjectionToTextForm, RemarkForm, SilenceForm
from nadwa.texts.forms.facilitators import FacilitatorForm
from nadwa.texts.forms.issuing import IssueDocumentForm, IssueForm, NewTextForm, ReissueForm
from nadwa.texts.forms.packages import PackageForm, SupposeForm
from nadwa.texts.forms.positions import InstructionsForm, LinkageForm, PositionForm
from nadwa.texts.forms.translating import TranslationForm, XliffForm
from nadwa.texts.forms.wording import (
    LONGEST,
    BracketForm,
    MergeForm,
    NewParagraphForm,
    PlaceForm,
    ShareForm,
    SplitForm,
    WordingForm,
    shared,
)

__all__ = [
    "LONGEST",
    "BallotForm",
    "BracketForm",
    "ExtensionForm",
    "FacilitatorForm",
    "InstructionsForm",
    "IssueDocumentForm",
    "IssueForm",
    "LinkageForm",
    "MergeForm",
    "NewParagraphForm",
    "NewTextForm",
    "ObjectionToTextForm",
    "PackageForm",
    "PlaceForm",
    "PositionForm",
    "ReissueForm",
    "RemarkForm",
    "ShareForm",
    "SilenceForm",
    "SplitForm",
    "SupposeForm",
    "TranslationForm",
    "WordingForm",
    "XliffForm",
    "shared",
]
