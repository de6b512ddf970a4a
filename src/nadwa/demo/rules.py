"""The demo's own pages; they exist in demo mode only (urls.py)."""

import rules

rules.add_perm("demo.enter", rules.always_true)
