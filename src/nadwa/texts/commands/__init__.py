"""Every write on negotiating texts."""

from nadwa.texts.commands.facilitating import agree_paragraph, merge_alternatives, reopen_paragraph, take_in
from nadwa.texts.commands.issuing import issue_text
from nadwa.texts.commands.positions import drop_linkage, drop_position, link, take_position
from nadwa.texts.commands.proposing import (
    cosponsor,
    discard_draft,
    propose_deletion,
    propose_paragraph,
    propose_wording,
    table,
    withdraw,
)

__all__ = [
    "agree_paragraph",
    "cosponsor",
    "discard_draft",
    "drop_linkage",
    "drop_position",
    "issue_text",
    "link",
    "merge_alternatives",
    "propose_deletion",
    "propose_paragraph",
    "propose_wording",
    "reopen_paragraph",
    "table",
    "take_in",
    "take_position",
    "withdraw",
]
