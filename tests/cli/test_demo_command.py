"""What goes wrong at the terminal is said in one clear line."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from psycopg import conninfo


def nadwa(*arguments: str, **environment: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "nadwa", *arguments]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=300
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_named(command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, said = nadwa(command, "--port", str(port))

    assert status == 1
    assert said.startswith(f"nadwa: port {port} is taken; stop what uses it")


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_answered_with_what_is_one(port: str) -> None:
    status, said = nadwa("serve", "--port", port)

    assert (status, "Traceback" in said) == (2, False)
    assert "--port" in said


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with tempfile.NamedTemporaryFile() as file:
        status, said = nadwa("serve", "--port", "0", NADWA_VAR=f"{file.name}/var", DATABASE_URL="")

    assert (status, "Traceback" in said) == (1, False)
    assert "cannot write to" in said


def test_a_database_that_does_not_answer_is_named() -> None:
    status, said = nadwa("serve", "--port", "0", DATABASE_URL="postgresql://127.0.0.1:9/nadwa")

    assert (status, "Traceback" in said) == (1, False)
    assert said.startswith("nadwa: the database does not answer: ")


def test_the_demo_does_not_empty_a_server_of_ones_own() -> None:
    status, said = nadwa("demo", "--reset", "--port", "0")

    assert status == 1
    assert "DATABASE_URL is set; empty that database yourself" in said


@pytest.mark.django_db
def test_the_record_of_an_unknown_edition_is_not_exported(tmp_path: Path) -> None:
    out, here = tmp_path / "bundle.zip", str(connection.settings_dict["NAME"])
    address = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=here)

    status, said = nadwa("record", "export", "nowhere", "--out", str(out), DATABASE_URL=address)

    assert (status, out.exists()) == (2, False)
    assert "there is no edition 'nowhere'" in said


def test_the_verifier_comes_out_as_it_is(tmp_path: Path) -> None:
    from nadwa.record import bundles

    nadwa("record", "verifier", "--out", str(tmp_path / "nadwa_verify.py"))

    assert (tmp_path / "nadwa_verify.py").read_bytes() == bundles.verifier()
