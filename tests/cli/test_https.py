"""What is reached from elsewhere is not served in the clear."""

import os
import subprocess

import pytest

from nadwa.demo.serving import NADWA, free_port

PUBLIC = [
    {"NADWA_ADDRESS": "http://symposium.example"},
    {"NADWA_ADDRESS": "https://symposium.example"},
    {"NADWA_ADDRESS": "http://192.0.2.7:8000"},
    {"NADWA_HOSTS": "localhost,symposium.example"},
    {"NADWA_HOSTS": "*"},
]
HERE = [
    {"NADWA_ADDRESS": "http://127.0.0.1:8000"},
    {"NADWA_ADDRESS": "http://[::1]:8000", "NADWA_HOSTS": "::1,nadwa.localhost"},
    {"NADWA_ADDRESS": "https://symposium.example", "NADWA_HOSTS": "symposium.example", "NADWA_HTTPS": "1"},
]


def said(command: str, **environment: str) -> str:
    """What a service says that cannot start: there is no database at this address."""
    given = {name: value for name, value in os.environ.items() if name not in {"NADWA_ADDRESS", "NADWA_HOSTS"}}
    given |= {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", **environment}
    run = [*NADWA, command, "--port", str(free_port())]
    done = subprocess.run(run, env=given, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize("environment", PUBLIC, ids=str)
@pytest.mark.parametrize("command", ["serve", "web", "live"])
def test_a_public_address_is_refused_without_https(command: str, environment: dict[str, str]) -> None:
    assert "has to be reached over HTTPS" in said(command, **environment)


@pytest.mark.parametrize("environment", HERE, ids=str)
def test_the_own_machine_and_https_are_not(environment: dict[str, str]) -> None:
    assert "the database does not answer" in said("web", **environment)
