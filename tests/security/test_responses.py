"""What every answer says to browsers, whoever asks for whatever: sought in all pages, files and answers of the API."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.matrix.walk import GETS, Answer, Walks, open_all

OF_TEXT = ("text/", "application/json", "application/xml", "application/atom+xml", "application/javascript")
SECURE = {
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SAMESITE": "Lax",
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "USE_X_FORWARDED_HOST": False,
    "DEBUG": False,
}


@pytest.fixture(scope="module")
def answers(walks: Walks) -> dict[str, Answer]:
    """By address: what a delegate gets by GET from every one."""
    got = dict(walks(open_all, ["aldora", "anonymous"]))
    rows = zip(GETS, got["aldora"].rows, strict=True)
    answers = {answer.address: answer for row, answer in rows if not row.name.startswith("mfa_add")}
    return answers | got["aldora"].beside | {"anonymous": got["anonymous"].beside["front page"]}


def lacking(answers: dict[str, Answer], name: str, value: str) -> list[str]:
    return [address for address, answer in answers.items() if value not in answer.headers.get(name, "")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "object-src 'none'"),
        ("Content-Security-Policy", "base-uri 'none'"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("Content-Security-Policy", "script-src 'self'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_answer_says(answers: dict[str, Answer], name: str, value: str) -> None:
    assert len(answers) > 150
    assert lacking(answers, name, value) == []


def test_no_policy_lets_in_what_is_inline_or_from_elsewhere(answers: dict[str, Answer]) -> None:
    policies = {answer.headers["Content-Security-Policy"] for answer in answers.values()}

    assert not any(word in policy for policy in policies for word in ("unsafe", "http:", "https:", "*"))


def test_no_other_site_is_let_in(answers: dict[str, Answer]) -> None:
    assert [address for address, answer in answers.items() if "Access-Control-Allow-Origin" in answer.headers] == []


def test_every_text_names_its_encoding(answers: dict[str, Answer]) -> None:
    kinds = {address: answer.headers.get("Content-Type", "") for address, answer in answers.items() if answer.content}
    nameless = [
        address
        for address, kind in kinds.items()
        if not kind or (kind.startswith(OF_TEXT) and "charset" not in kind and "json" not in kind)
    ]

    assert nameless == []


def test_every_file_is_to_be_saved_under_a_plain_name(answers: dict[str, Answer]) -> None:
    """What is no page is an attachment, or of a kind in which browsers run nothing."""
    shown = ("text/html", "application/json", "text/calendar", "application/atom+xml", "application/xml", "text/plain")
    loose = [
        address
        for address, answer in answers.items()
        if answer.status_code == 200
        and not answer.headers["Content-Type"].startswith(shown)
        and not answer.headers.get("Content-Disposition", "").startswith("attachment")
    ]
    names = [
        answer.headers["Content-Disposition"] for answer in answers.values() if "Content-Disposition" in answer.headers
    ]

    assert loose == []
    assert names
    assert not any(sign in name.partition("filename=")[2].strip('"') for name in names for sign in '/\\\r\n"')


def test_nothing_a_signed_in_person_sees_is_kept(answers: dict[str, Answer]) -> None:
    kept = [
        address
        for address, answer in answers.items()
        if answer.status_code == 200
        and answer.headers["Content-Type"].startswith("text/html")
        and "no-store" not in answer.headers.get("Cache-Control", "")
        and address != "anonymous"
    ]

    assert kept == []


def test_no_address_of_ours_holds_a_key(answers: dict[str, Answer]) -> None:
    """Sessions and keys to the API stand in no link; what stands there works once, or only beside a session."""
    pages = [
        answer.content.decode() for answer in answers.values() if answer.headers["Content-Type"].startswith("text/html")
    ]

    assert not any(word in page for page in pages for word in ("sessionid=", "?key=", "&key=", "Bearer nadwa_"))


def test_errors_say_nothing_of_the_inside(answers: dict[str, Answer]) -> None:
    page = answers["not found"].content.decode()

    assert answers["not found"].status_code == 404
    assert not any(word in page for word in ("Traceback", "Django", "site-packages", "psycopg", "nadwa.views"))


def test_nobody_learns_versions(answers: dict[str, Answer]) -> None:
    assert [address for address, answer in answers.items() if {"Server", "X-Powered-By"} & set(answer.headers)] == []


def secure_settings() -> dict[str, Any]:
    """As they are behind a proxy that speaks HTTPS, with nothing of a demo."""
    code = (
        "import json, django; from django.conf import settings; django.setup();"
        f"print(json.dumps({{name: getattr(settings, name) for name in {sorted(SECURE)!r}}}))"
    )
    environment = os.environ | {"NADWA_HTTPS": "1", "NADWA_DEMO": "0", "NADWA_HOSTS": "symposium.example"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True, timeout=120
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_behind_https_cookies_and_transport_are_strict() -> None:
    assert secure_settings() == SECURE
