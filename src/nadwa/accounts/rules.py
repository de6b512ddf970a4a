"""Who may do what about an account."""

import rules

PERMISSIONS = {
    "accounts.forget": rules.always_true,
    "accounts.see_own_data": rules.is_authenticated,
}
