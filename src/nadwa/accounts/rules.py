"""Who may do what about an account."""

import rules

rules.add_perm("accounts.forget", rules.always_true)
rules.add_perm("accounts.see_own_data", rules.is_authenticated)
