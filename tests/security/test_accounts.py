"""Smaller promises about accounts, keys, logs and what is installed; each one row of docs/asvs.csv or more."""

import json
import logging
import os
import re
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.mail import get_connection
from django.test import override_settings

from nadwa import deployment
from nadwa.accounts.models import Person
from nadwa.deployment import Need
from nadwa.exchange import tokens
from nadwa.exchange.models import Token
from nadwa.logs import Formatter
from nadwa.record.signer import Signer
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN, sign_in, with_password
from tests.factories import House
from tests.forms import Client

PBKDF2_ROUNDS = 600_000
BITS_OF_A_CODE = 20


def test_passwords_are_stretched(beijing: House, stretched: None) -> None:
    algorithm, rounds, salt, _ = with_password(beijing.aldora).password.split("$")

    assert (algorithm, int(rounds) >= PBKDF2_ROUNDS, len(salt) >= 16) == ("pbkdf2_sha256", True, True)


def test_passwords_do_not_expire(time: Any, beijing: House) -> None:
    person = with_password(beijing.aldora)
    time.advance(5 * 365 * 24 * 3600)

    assert sign_in(Client(), person) == "/en/"


def test_passwords_are_masked_and_may_be_pasted_and_filled_in(beijing: House) -> None:
    page = Client().get(SIGN_IN).content.decode()
    [field] = re.findall(r'<input[^>]*name="password"[^>]*>', page)
    scripts = Path(deployment.__file__).parent.rglob("static/nadwa/*.js")

    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert not any("paste" in script.read_text() for script in scripts)


def test_one_time_codes_live_half_a_minute_and_are_not_guessed(beijing: House) -> None:
    secrets = {totp.generate_totp_secret() for _ in range(100)}
    codes = RecoveryCodes.activate(beijing.aldora).get_unused_codes()

    assert len(secrets) == 100
    assert min(map(len, secrets)) * 5 >= 160
    assert "secrets." in Path(totp.__file__).read_text()
    assert len(set(codes)) == len(codes)
    assert min(len(code) for code in codes) * 3.3 > BITS_OF_A_CODE
    assert (getattr(settings, "MFA_TOTP_PERIOD", 30), getattr(settings, "MFA_TOTP_TOLERANCE", 0)) == (30, 0)


def test_keys_and_sessions_have_enough_chance_in_them(beijing: House) -> None:
    keys = {tokens.make(beijing.aldora, "x", "read", 1).removeprefix(tokens.PREFIX) for _ in range(50)}
    client = Client()
    client.force_login(beijing.aldora)

    assert len(keys) == 50
    assert min(map(len, keys)) * 6 >= 256
    assert len(client.session.session_key or "") * 5 >= 128
    assert not Token.objects.filter(sha256__in=keys).exists()


def test_the_signing_key_is_for_the_signer_alone(tmp_path: Path, beijing: House) -> None:
    signer = Signer(tmp_path / "keys")
    signer.make_key()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]

    assert files
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_mails_go_to_no_server_whose_certificate_is_not_right() -> None:
    backend: Any = get_connection("django.core.mail.backends.smtp.EmailBackend", use_tls=True, host="mail.example")

    assert (backend.ssl_context.verify_mode, backend.ssl_context.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("postgresql://nadwa@/nadwa?host=/var/run/postgresql", True),
        ("postgresql://nadwa@db.example/nadwa", False),
        ("postgresql://nadwa@db.example/nadwa?sslmode=require", False),
        ("postgresql://nadwa@db.example/nadwa?sslmode=verify-full", True),
    ],
)
def test_the_check_before_opening_sees_a_database_that_can_be_listened_to(address: str, safe: bool) -> None:
    with override_settings(DATABASE_ADDRESS=address):
        assert [need.holds for need in settings_needs() if "between platform and database" in need.what] == [safe]


def settings_needs() -> list[Need]:
    return list(deployment._settings())


@override_settings(SECURE=True)
def test_the_api_refuses_what_comes_in_the_clear(beijing: House) -> None:
    """It leads nobody to HTTPS: the key would have travelled already, and nobody would notice."""
    key = {"Authorization": f"Bearer {tokens.make(beijing.aldora, 'x', 'read', 1)}"}

    assert Client(headers=key).get("/api/v1/editions").status_code == 403
    assert Client(headers=key).get("/api/v1/editions", secure=True).status_code == 200


def test_the_way_out_is_on_every_page(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    pages = ("", "beijing-2016/", "beijing-2016/texts/outcome/", "account/data/", "account/second-factor/", "trust/")

    assert all('action="/en/account/sign-out/"' in client.get(f"/en/{page}").content.decode() for page in pages)


def noted(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.noted["event"] for record in caplog.records if hasattr(record, "noted")]


def test_signing_in_and_out_is_noted(beijing: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nadwa.security")
    person, client = with_password(beijing.aldora), Client()
    sign_in(client, person, "wrong horse battery")
    sign_in(client, person)
    new = PASSWORD + " and more"
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.post("/en/account/sign-out/")

    assert noted(caplog) == ["sign-in failed", "signed in", "password changed", "signed out"]
    assert not any(word in str(vars(record)) for record in caplog.records for word in (person.username, PASSWORD))


def test_what_comes_too_often_is_noted(beijing: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "nadwa.security")
    for number in range(61):
        Client().post("/en/account/forgotten/", {"email": f"{number}@b.example"})

    assert noted(caplog) == ["too often"]


def test_a_line_in_the_log_is_one_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, 'a\n{"level": "INFO"}\r\u2028b', (), None)
    line = Formatter().format(record)
    entry = json.loads(line)

    assert "\n" not in line
    assert "\r" not in line
    assert datetime.fromisoformat(entry["time"]).tzinfo == UTC
    assert set(entry) == {"time", "level", "logger", "message"}


def test_outside_the_demo_there_is_nothing_of_the_demo() -> None:
    code = (
        "import django; django.setup(); from django.urls import get_resolver;"
        "print([n for n in get_resolver().reverse_dict if n and 'enter' == n or n == 'play'])"
    )
    environment = os.environ | {"NADWA_DEMO": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True, timeout=120
    )

    assert done.stdout.strip() == "[]"


def test_people_who_were_not_made_here_are_nobody(db: None) -> None:
    assert Client().post(SIGN_IN, {"login": "admin", "password": "admin"}).status_code == 200
    assert not Person.objects.exists()
