"""Every write on negotiating texts."""

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
    reopen_paragraph,
    take_in,
    take_up_statement,
)
from nadwa.texts.commands.issuing import issue_document, issue_text
from nadwa.texts.commands.outcome import issue_outcome
from nadwa.texts.commands.packaging import table_package, take_in_package
from nadwa.texts.commands.positions import drop_linkage, drop_position, import_positions, link, take_position
from nadwa.texts.commands.proposing import (
    cosponsor,
    discard_draft,
    propose_deletion,
    propose_paragraph,
    propose_wording,
    table,
    withdraw,
)
from nadwa.texts.commands.translating import translate

__all__ = [
    "agree_paragraph",
    "conclude_silence",
    "cosponsor",
    "discard_draft",
    "drop_linkage",
    "drop_position",
    "extend_silence",
    "gavel",
    "import_positions",
    "issue_document",
    "issue_outcome",
    "issue_text",
    "link",
    "merge_alternatives",
    "object_to",
    "propose_deletion",
    "propose_paragraph",
    "propose_wording",
    "put_question",
    "remark",
    "reopen_paragraph",
    "start_silence",
    "table",
    "table_package",
    "take_in",
    "take_in_package",
    "take_position",
    "take_up_statement",
    "translate",
    "withdraw",
    "withdraw_question",
]
