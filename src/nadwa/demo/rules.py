"""The demo's own pages; they exist in demo mode only (urls.py)."""

import rules

PERMISSIONS = {
    "demo.enter": rules.always_true,
}
