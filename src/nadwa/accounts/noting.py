"""What happens to accounts, noted in the logs of the services: signing in and out, factors, passwords."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.contrib.auth import signals as auth

from nadwa.logs import note


def listen() -> None:
    """Be told by Django and allauth; none of this is a flow of ours."""
    auth.user_logged_in.connect(_signed_in)
    auth.user_logged_out.connect(_signed_out)
    auth.user_login_failed.connect(_failed)
    account.password_changed.connect(_password_changed)
    factors.authenticator_added.connect(_factor_added)
    factors.authenticator_removed.connect(_factor_removed)


def _signed_in(user: Any, **_: Any) -> None:
    note("signed in", user)


def _signed_out(user: Any, **_: Any) -> None:
    note("signed out", user)


def _failed(**_: Any) -> None:
    note("sign-in failed", None)


def _password_changed(user: Any, **_: Any) -> None:
    note("password changed", user)


def _factor_added(user: Any, authenticator: Any, **_: Any) -> None:
    note("factor added", user, factor=authenticator.type)


def _factor_removed(user: Any, authenticator: Any, **_: Any) -> None:
    note("factor removed", user, factor=authenticator.type)
