"""allauth promises nothing of its internals: they are used in one module, which was read at one version."""

import re
from importlib.metadata import version
from pathlib import Path

from allauth.account.adapter import DefaultAccountAdapter

import nadwa

READ_AT = "65.21"
LOOK_AT = """
web/given.py was read at allauth {}, and {} is installed. Look, in the new one, at
- allauth/account/internal/flows/login.py: get_authentication_records gives dicts with "at" (seconds) and "method"
  ("password" or "mfa"), of this session and person alone; record_authentication takes (request, user, method, **more)
- allauth/account/internal/flows/reauthentication.py: suspend_request keeps what was posted, and resume_request does it
- allauth/account/adapter.py: _get_login_attempts_cache_key, which accounts/adapter.py overrides
- allauth/account/middleware.py: ReauthenticationRequired, which accounts/second_factor.py raises, leads to the page
  that asks
Then run pytest tests/accounts tests/security/test_accounts.py, and set READ_AT to the new one.
"""
PACKAGE = Path(nadwa.__file__).parent
INTERNALS = re.compile(r"allauth[\w.]*\.internal\b")


def test_the_internals_are_those_that_were_read() -> None:
    installed = version("django-allauth")

    assert installed.startswith(f"{READ_AT}."), LOOK_AT.format(READ_AT, installed)
    assert hasattr(DefaultAccountAdapter, "_get_login_attempts_cache_key")


def test_one_module_uses_them() -> None:
    users = {
        file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py") if INTERNALS.search(file.read_text())
    }

    assert users == {"web/given.py"}
