"""What is typed and pressed about a text, as clean values."""

from nadwa.texts.forms.deciding import BallotForm, ExtensionForm, ObjectionForm, RemarkForm, SilenceForm
from nadwa.texts.forms.issuing import DocumentForm, IssueForm, NewTextForm, ReissueForm
from nadwa.texts.forms.packages import PackageForm, SupposeForm
from nadwa.texts.forms.positions import InstructionsForm, LinkageForm, PositionForm
from nadwa.texts.forms.translating import TranslationForm, XliffForm
from nadwa.texts.forms.wording import (
    LONGEST,
    BracketForm,
    MergeForm,
    MoveForm,
    NewParagraphForm,
    ShareForm,
    SplitForm,
    WordingForm,
    shared,
)

__all__ = [
    "LONGEST",
    "BallotForm",
    "BracketForm",
    "DocumentForm",
    "ExtensionForm",
    "InstructionsForm",
    "IssueForm",
    "LinkageForm",
    "MergeForm",
    "MoveForm",
    "NewParagraphForm",
    "NewTextForm",
    "ObjectionForm",
    "PackageForm",
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
