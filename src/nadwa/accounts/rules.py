"""Who may do what about an account."""

import rules

rules.add_perm("accounts.forget", rules.always_true)
