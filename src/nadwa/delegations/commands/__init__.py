"""Every write on bodies, invitations, delegations and credentials."""

from nadwa.delegations.commands.credentials import (
    admit_provisionally,
    refuse_credentials,
    submit_credentials,
    verify_credentials,
)
from nadwa.delegations.commands.inviting import (
    answer_invitation,
    discard_invitation,
    draft_invitations,
    end_focal_point,
    enter_body,
    name_focal_point,
    remind,
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
    "admit_provisionally",
    "answer_invitation",
    "arrange",
    "change_delegate",
    "discard_invitation",
    "draft_invitations",
    "end_focal_point",
    "enter_body",
    "name_focal_point",
    "refuse_credentials",
    "register_delegate",
    "remind",
    "replace_delegate",
    "set_quota",
    "submit_credentials",
    "unseat_delegate",
    "verify_credentials",
]
