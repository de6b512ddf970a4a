import rules

rules.add_perm("programme.view", rules.always_true)
