"""Every write on negotiating texts."""

from nadwa.texts.commands.bracketing import bracket, leave_bracket, support_bracket, unbracket
from nadwa.texts.commands.carrying import carry_over
from nadwa.texts.commands.deciding import (
    conclude_silence,
    extend_silence,
    gavel,
    object_to,
    put_question,
    remark,
    start_silence,
    withdraw_question,
)
from nadwa.texts.commands.facilitating import (
    agree_paragraph,
    merge_alternatives,
    offer_wording,
    reopen_paragraph,
    split_paragraph,
    take_in,
    take_up_statement,
    withdraw_offer,
)
from nadwa.texts.commands.issuing import issue_document, issue_text
from nadwa.texts.commands.outcome import issue_outcome
from nadwa.texts.commands.packaging import table_package, take_in_package
from nadwa.texts.commands.positions import drop_linkage, drop_position, import_positions, link, take_position
from nadwa.texts.commands.proposing import (
    cosponsor,
    discard_draft,
    propose_deletion,
    propose_move,
    propose_paragraph,
    propose_wording,
    share_draft,
    table,
    withdraw,
)
from nadwa.texts.commands.revising import begin_reading, reissue
from nadwa.texts.commands.translating import import_translations, translate
from nadwa.texts.commands.voting import cast_ballot, close_vote, discontinue_vote, open_vote, open_vote_on

__all__ = [
    "agree_paragraph",
    "begin_reading",
    "bracket",
    "carry_over",
    "cast_ballot",
    "close_vote",
    "conclude_silence",
    "cosponsor",
    "discard_draft",
    "discontinue_vote",
    "drop_linkage",
    "drop_position",
    "extend_silence",
    "gavel",
    "import_positions",
    "import_translations",
    "issue_document",
    "issue_outcome",
    "issue_text",
    "leave_bracket",
    "link",
    "merge_alternatives",
    "object_to",
    "offer_wording",
    "open_vote",
    "open_vote_on",
    "propose_deletion",
    "propose_move",
    "propose_paragraph",
    "propose_wording",
    "put_question",
    "reissue",
    "remark",
    "reopen_paragraph",
    "share_draft",
    "split_paragraph",
    "start_silence",
    "support_bracket",
    "table",
    "table_package",
    "take_in",
    "take_in_package",
    "take_position",
    "take_up_statement",
    "translate",
    "unbracket",
    "withdraw",
    "withdraw_offer",
    "withdraw_question",
]
