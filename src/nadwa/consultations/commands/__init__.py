"""Every act of a consultation. A vote is not an act: see votes.py."""

from nadwa.consultations.commands.beginning import begin_consultation, import_consultation
from nadwa.consultations.commands.running import close_consultation, open_consultation, publish_result
from nadwa.consultations.commands.statements import (
    accept_statement,
    consent_to_revision,
    decline_revision,
    propose_revision,
    reject_statement,
    submit_statement,
)

__all__ = [
    "accept_statement",
    "begin_consultation",
    "close_consultation",
    "consent_to_revision",
    "decline_revision",
    "import_consultation",
    "open_consultation",
    "propose_revision",
    "publish_result",
    "reject_statement",
    "submit_statement",
]
