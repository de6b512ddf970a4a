"""Every write on bodies, invitations, delegations and credentials."""

from nadwa.delegations.commands.accrediting import (
    appeal,
    ask_for_accreditation,
    evaluate,
    grant_accreditation,
    object_to_organisation,
    open_list,
    refuse_organisation,
    withdraw_objection,
)
from nadwa.delegations.commands.badges import issue_badges, revoke_badge
from nadwa.delegations.commands.credentials import (
    ANOTHER_LETTER,
    admit_provisionally,
    refuse_credentials,
    submit_credentials,
    verify_credentials,
)
from nadwa.delegations.commands.importing import import_delegates
from nadwa.delegations.commands.inviting import (
    answer_invitation,
    discard_invitation,
    draft_invitations,
    end_focal_point,
    enter_body,
    name_focal_point,
    remind,
)
from nadwa.delegations.commands.offering import accept_seat, decline_seat, withdraw_offer
from nadwa.delegations.commands.recovering import (
    HOLD_HOURS,
    ask_recovery,
    carry_out_recovery,
    confirm_recovery,
    stop_recovery,
)
from nadwa.delegations.commands.seating import (
    arrange,
    change_delegate,
    register_delegate,
    replace_delegate,
    set_quota,
    unseat_delegate,
)

__all__ = [
    "ANOTHER_LETTER",
    "HOLD_HOURS",
    "accept_seat",
    "admit_provisionally",
    "answer_invitation",
    "appeal",
    "arrange",
    "ask_for_accreditation",
    "ask_recovery",
    "carry_out_recovery",
    "change_delegate",
    "confirm_recovery",
    "decline_seat",
    "discard_invitation",
    "draft_invitations",
    "end_focal_point",
    "enter_body",
    "evaluate",
    "grant_accreditation",
    "import_delegates",
    "issue_badges",
    "name_focal_point",
    "object_to_organisation",
    "open_list",
    "refuse_credentials",
    "refuse_organisation",
    "register_delegate",
    "remind",
    "replace_delegate",
    "revoke_badge",
    "set_quota",
    "stop_recovery",
    "submit_credentials",
    "unseat_delegate",
    "verify_credentials",
    "withdraw_objection",
    "withdraw_offer",
]
