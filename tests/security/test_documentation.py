"""What docs/security.md says is what is set: a figure that changes in code has to change there."""

import csv
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from django.urls import get_resolver

from nadwa import networks, wall
from nadwa.accounts import links, passwords, sessions
from nadwa.accounts.models import Person
from nadwa.delegations.audiences import A_FOCAL_POINT, A_STATE, AN_OBSERVER, LET_IN, Audience
from nadwa.delegations.commands.recovering import HOLD_HOURS
from nadwa.editions.models import Membership
from nadwa.exchange.forms import FileForm
from nadwa.logs import Formatter
from nadwa.server import MOST_WAITING
from nadwa.texts.reading import word
from nadwa.web import passing, tables, uploads
from nadwa.web.tables import UNPACKED_AT_MOST
from tests.accounts.test_step_up import patterns
from tests.matrix.test_second_wall import BEHIND
from tools import asvs

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs/security.md").read_text().split())
LIMITS = settings.ACCOUNT_RATE_LIMITS
MEGABYTE = uploads.MEGABYTE
WAYS_IN = {"account_login", "mfa_authenticate", "mfa_login_webauthn"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"| failed sign-ins of a name from one address | {LIMITS['login_failed'].split(',')[1][0]} in 5 minutes |",
        f"| failed sign-ins from one address | {LIMITS['login_failed'].split('/')[0]} a minute |",
        f"(a conference shares one) | {LIMITS['login'].split('/')[0]} a minute |",
        f"| {LIMITS['forgotten'].split('/')[0]} an hour from one address, 1 an hour to a person |",
        f"| applications of organisations and journalists | {LIMITS['apply'].split('/')[0]} an hour from one address |",
        f"| calls of the API | {LIMITS['api'].split('/')[0]} a minute with one key |",
        f"| requests that wait in a web process, before 503 | {MOST_WAITING} |",
        f"after {settings.SESSION_COOKIE_AGE // 3600} hours without use",
        f"after {sessions.LONGEST.total_seconds() / 3600:.0f} hours in any case",
        f"{settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60} minutes",
        f"a hold of {HOLD_HOURS} hours",
        f"| credentials | PDF, PNG, JPEG | {uploads.ScanField.largest // MEGABYTE} MB |",
        f"| documents | PDF, Word | {uploads.DocumentField.largest // MEGABYTE} MB |",
        f"| {UNPACKED_AT_MOST // MEGABYTE} MB |",
        f"| any request | | {uploads.LARGEST_REQUEST // MEGABYTE} MB |",
        f"CSV, XLSX, JSON, ZIP | {FileForm.largest // MEGABYTE} MB |",
        f"keep {passwords.LEFT_AT_LEAST} characters",
        f"may take {passing.CPU_SECONDS} seconds of a processor, {passing.SECONDS} seconds in all and"
        f" {passing.MEMORY // MEGABYTE} MB",
        f"to more than {tables.PART_AT_MOST // MEGABYTE} MB, and none larger than 1 MB to more than"
        f" {tables.RATIO_AT_MOST} times its packed size",
        f"holds at most {tables.MOST_CELLS:,} cells or values",
        f"at most {word.MOST_WORDINGS} wordings",
        f"is good for {links.FORGOTTEN.total_seconds() / 3600:.0f} hours, one for an account that has just been made or"
        f" recovered for {settings.PASSWORD_RESET_TIMEOUT // 86400} days",
        f"as its network (/{networks.OF_ONE_HOLDER})",
    ],
)
def test_a_figure_is_the_one_that_is_set(sentence: str) -> None:
    assert " ".join(sentence.split()) in PAGE


def test_the_words_that_passwords_are_not_made_of_are_named() -> None:
    assert ", ".join(passwords.WORDS) in PAGE


GUESSED = (
    *("short", "password12345", "NadwaSymposium1", "delegation-2016", "secretariat-un", "1234567890123"),
    "beijing-2016-aldora",
)
ACCEPTED = ("correct horse battery", "ثلاثة جمال في الصحراء", "x" * 64 + " y", "            .  .  .")
EVENTS = (
    *("signed in", "signed out", "sign-in failed", "password changed", "factor added", "factor removed"),
    *("refused", "too often"),
)


@pytest.mark.parametrize("password", GUESSED)
def test_passwords_that_are_guessed_first_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, Person(username="beijing-2016-aldora"))


@pytest.mark.parametrize("password", ACCEPTED)
def test_passwords_of_any_signs_and_any_length_are_accepted(password: str) -> None:
    validate_password(password, Person(username="aldora"))

    person = Person(username="aldora")
    person.set_password(password)
    assert person.check_password(password)
    assert not person.check_password(password.upper() + "x")


def test_common_passwords_are_known() -> None:
    assert len(CommonPasswordValidator().passwords) > 3000


def test_there_are_no_ways_in_but_those_that_are_named() -> None:
    """Whatever lets somebody in is allauth's, except the demo's, which does not exist outside it."""
    names = {pattern.name for pattern in patterns(get_resolver()) if pattern.name}

    assert names >= WAYS_IN
    assert "account_signup" not in names
    assert not {name for name in names if "social" in name or "openid" in name or "request_login_code" in name}
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]


@pytest.mark.parametrize("event", EVENTS)
def test_the_events_that_are_noted_are_those_that_are_named(event: str) -> None:
    source = "".join(file.read_text() for file in (ROOT / "src/nadwa").rglob("*.py"))

    assert f'note("{event}"' in source
    assert event in PAGE


def test_logs_go_where_the_page_says_and_nowhere_else() -> None:
    assert list(settings.LOGGING["handlers"]) == ["stderr"]
    assert settings.LOGGING["formatters"] == {"json": {"()": f"{Formatter.__module__}.{Formatter.__qualname__}"}}


def test_every_kind_of_role_is_named() -> None:
    from nadwa.editions.models import Membership

    for role in ("secretariat", "chair", "interpreter", "press", "spokesperson", "moderator", "usher"):
        assert role in Membership.Role.values
        assert role in PAGE


def test_who_is_let_into_which_audience_is_told_as_it_is() -> None:
    told = [f"| {name} | {' | '.join('yes' * (one in into) for one in Audience)} |" for name, into in LET_IN.items()]

    assert f"| function | {' | '.join(Audience)} |" in PAGE
    assert [row for row in told if " ".join(row.split()) not in PAGE] == []
    assert set(LET_IN) == {A_STATE, AN_OBSERVER, A_FOCAL_POINT, *Membership.Role.values}


def test_nginx_speaks_only_what_is_recommended() -> None:
    conf = (ROOT / "deploy/nginx/nadwa.conf").read_text()
    [ciphers] = [line.split()[1].rstrip(";") for line in conf.splitlines() if "ssl_ciphers" in line]

    assert "ssl_protocols TLSv1.2 TLSv1.3;" in conf
    assert all(cipher.startswith("ECDHE-") for cipher in ciphers.split(":"))
    assert all("GCM" in cipher or "CHACHA20" in cipher for cipher in ciphers.split(":"))


def test_nginx_replaces_what_senders_say_of_themselves() -> None:
    conf = (ROOT / "deploy/nginx/nadwa.conf").read_text()

    for line in ("Host $host;", "X-Forwarded-For $remote_addr;", "X-Forwarded-Proto https;"):
        assert f"proxy_set_header {line}" in conf
    assert "location /api/ { return 403; }" in conf
    assert "server_tokens off;" in conf
    assert "autoindex" not in conf


def test_services_run_with_as_little_as_they_need() -> None:
    units = {file.name: file.read_text() for file in (ROOT / "deploy/systemd").glob("*.service")}

    assert len(units) == 5
    for text in units.values():
        for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "UMask=0077"):
            assert line in text
    signing = {name for name, text in units.items() if "signer.env" in text}
    assert signing == {"nadwa-sequencer.service", "nadwa-backup.service"}
    assert "NADWA_KEYS" in (ROOT / "deploy/signer.env.example").read_text()
    assert not any("NADWA_KEYS" in text for text in units.values())


def test_the_example_names_no_password_that_works() -> None:
    env = (ROOT / "deploy/nadwa.env.example").read_text()
    lines = dict(line.split("=", 1) for line in env.splitlines() if line and not line.startswith("#"))

    assert (lines["NADWA_SECRET_KEY"], lines["NADWA_METRICS_TOKEN"]) == ("", "")
    assert lines["DATABASE_URL"].startswith("postgresql://nadwa@/")


def test_every_requirement_is_as_its_row_says() -> None:
    assert [(each.id, each.wrong) for each in asvs.read() if each.wrong] == []


def test_every_table_has_its_level() -> None:
    with (ROOT / "docs/data.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["table"] for row in rows] == sorted(model._meta.db_table for model in apps.get_models(True))
    assert {row["level"] for row in rows} == {"open", "participants", "delegation", "persons", "secrets"}
    assert {row["table"] for row in rows if row["second_wall"] == "yes"} == BEHIND
    shut = {table for table, rights in wall.RIGHTS.items() if "SELECT" not in rights}
    assert {row["table"] for row in rows if row["second_wall"] == "shut"} == shut


def test_every_rule_of_fields_that_belong_together_is_named() -> None:
    section = PAGE.partition("## What belongs together")[2].partition("##")[0]
    ours = [model for model in apps.get_models() if model.__module__.startswith("nadwa.")]
    kept = {rule.name for model in ours for rule in model._meta.constraints if isinstance(rule, CheckConstraint)}

    assert set(re.findall(r"`([a-z0-9_]+)`", section)) == kept
