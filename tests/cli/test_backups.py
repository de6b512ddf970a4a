"""Backup and restoration on a server older than the wheel's newest, such as those that are documented."""

import fcntl
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import psycopg
import pytest
from psycopg import conninfo

from nadwa import backup as backup_of
from nadwa import cluster, dump
from nadwa.record.signer import file_of
from tests.cli.test_demo_command import nadwa

DEBIANS = Path("/usr/lib/postgresql/15/bin")
SECRET = "the secret of the services"
LOG = "nadwa.local/lagoon"
ACT = """
from nadwa.cli.platform import platform
with platform():
    from django.conf import settings
    from django.db import transaction
    from nadwa.acts.by import Unnamed
    from nadwa.record.acts import log_for, append
    from nadwa.record.sequencer import sequence
    from nadwa.record.signer import Signer
    with transaction.atomic():
        append(log_for("lagoon"), "programme.topic-entered", {"title": "Lagoon"}, Unnamed("platform"))
    sequence(Signer(settings.KEYS))
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Debian's PostgreSQL, or where that is not installed the older one of the wheel."""
    user = "nobody" if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="pg") as folder:
        if user:
            shutil.chown(folder, user)
        data = Path(folder, "data")
        tools = DEBIANS if DEBIANS.exists() else min(cluster.binaries().items())[1]
        ran(tools / "initdb", "-D", data, "-U", "nadwa", "-A", "trust", "-E", "UTF8", "--locale=C", user=user)
        sockets = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        ran(tools / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", sockets, "start", user=user)
        try:
            yield conninfo.make_conninfo("", host=folder, user="nadwa", dbname="postgres")
        finally:
            ran(tools / "pg_ctl", "-D", data, "-m", "immediate", "stop", user=user)


def ran(*words: object, user: str | None = None, **environment: str) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        user=user,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def empty(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")  # type: ignore[arg-type]
    return conninfo.make_conninfo(server, dbname=name)


@pytest.fixture(scope="module")
def installed(server: str, open_folder: Callable[[str], Path]) -> dict[str, str]:
    """An installation with one act on its record, and the secret of its services in their environment."""
    folder = str(open_folder("var"))
    own = {"DATABASE_URL": empty(server, "lagoon"), "NADWA_VAR": folder, "NADWA_SECRET_KEY": SECRET}
    ran(sys.executable, "-c", ACT, **own)
    return own


@pytest.fixture(scope="module")
def backup(installed: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A backup and its keys, made by somebody whose files all others may read by default."""
    place = tmp_path_factory.mktemp("kept")
    before = os.umask(0o022)
    try:
        status, said = nadwa("backup", f"{place}/backup", "--keys", f"{place}/keys", **installed)
    finally:
        os.umask(before)
    assert (status, "restored for trial, it extends the last checkpoint of 1 logs" in said) == (0, True), said
    return place / "backup", place / "keys"


def test_what_was_backed_up_is_restored_on_another_server_of_that_version(
    server: str, backup: tuple[Path, Path], tmp_path: Path
) -> None:
    """Its role has another name there, and its services another secret, which is said."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("create role elsewhere login superuser")
    address = conninfo.make_conninfo(empty(server, "elsewhere"), user="elsewhere")
    elsewhere = {"DATABASE_URL": address, "NADWA_VAR": str(tmp_path), "NADWA_SECRET_KEY": "another"}

    status, said = nadwa("restore", str(backup[0]), "--keys", str(backup[1]), **elsewhere)

    assert (status, "the record extends each of 1 checkpoints" in said) == (0, True), said
    assert "NADWA_SECRET_KEY is not the secret of the backup" in said
    ran(sys.executable, "-c", ACT, **elsewhere)


def test_nobody_else_can_read_any_of_it(backup: tuple[Path, Path]) -> None:
    there = [one for place in backup for one in (place, *place.rglob("*"))]

    assert {stat.S_IMODE(one.stat().st_mode) for one in there if one.is_dir()} == {0o700}
    assert {stat.S_IMODE(one.stat().st_mode) for one in there if one.is_file()} == {0o600}


def test_the_secret_is_the_one_that_the_services_work_with(
    backup: tuple[Path, Path], installed: dict[str, str]
) -> None:
    assert (backup[1] / "secret").read_text() == SECRET
    assert not Path(installed["NADWA_VAR"], "secret").exists()


def test_a_backup_that_fails_leaves_nothing_in_the_way_of_the_next(installed: dict[str, str], tmp_path: Path) -> None:
    """The second finds, besides, what one that was killed has left."""
    status, said = nadwa(
        "backup", f"{tmp_path}/kept", "--keys", f"{tmp_path}/keys", **installed | {"NADWA_KEYS": "/none"}
    )
    assert (status, "the keys cannot be copied" in said, list(tmp_path.iterdir())) == (1, True, []), said
    (tmp_path / "kept/.unfinished/checkpoints").mkdir(parents=True)

    status, said = nadwa("backup", f"{tmp_path}/kept", **installed)

    assert status == 0, said
    assert {one.name for one in (tmp_path / "kept").iterdir()} == {"checkpoints", "database.dump", "manifest.json"}


def test_one_backup_is_made_at_a_time(installed: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "kept/.unfinished").mkdir(parents=True)
    with Path(installed["NADWA_VAR"], "backup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, said = nadwa("backup", f"{tmp_path}/kept", **installed)

    assert (status, "another backup of this installation is being made" in said) == (1, True), said
    assert (tmp_path / "kept/.unfinished").is_dir()


def test_the_last_are_kept_and_nothing_else_is_removed(installed: dict[str, str], tmp_path: Path) -> None:
    """Nor the one just made, where a clock that was wrong has dated another later."""
    for name in ("2016-07-10T030000Z", "2016-07-11T030000Z", "2016-07-12T030000Z", "2099-01-01T000000Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    (tmp_path / "2016-07-09T030000Z").mkdir()  # nobody’s backup
    (tmp_path / "2016-07-13T030000Z/.unfinished").mkdir(parents=True)  # of one that was killed
    (tmp_path / "before the opening").mkdir()
    (tmp_path / "2016-07-08T030000Z").symlink_to(tmp_path / "before the opening")

    status, said = nadwa("backup", str(tmp_path), "--keep", "2", **installed)

    assert status == 0, said
    older, nobodys, made, later, named = sorted(one.name for one in tmp_path.iterdir())
    assert (older, nobodys, later) == ("2016-07-08T030000Z", "2016-07-09T030000Z", "2099-01-01T000000Z")
    assert (tmp_path / made / "database.dump").is_file()
    assert named == "before the opening"


def test_what_is_tried_runs_no_programme_that_the_database_names(installed: dict[str, str], tmp_path: Path) -> None:
    """Whoever has the database may write functions in it, and is not to have them run where the keys are."""
    trace = Path(gettempdir(), f"nadwa-trace-{os.getpid()}")
    planted = f"""create function planted() returns int language plpgsql as $$ begin
                    copy (select 1) to program 'touch {trace}'; return 1; exception when others then return 0; end $$;
                  create materialized view totals as select planted() as n"""
    with psycopg.connect(installed["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(planted)  # type: ignore[arg-type]
    ran_at_home = trace.exists()
    trace.unlink(missing_ok=True)
    try:
        status, said = nadwa("backup", f"{tmp_path}/kept", **installed)
    finally:
        with psycopg.connect(installed["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("drop materialized view totals; drop function planted")

    ran_on_trial = trace.exists()
    trace.unlink(missing_ok=True)
    assert (ran_at_home, status, ran_on_trial) == (True, 0, False), said


def test_a_record_that_is_not_what_was_signed_is_no_backup(installed: dict[str, str], tmp_path: Path) -> None:
    with psycopg.connect(installed["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("alter table record_act disable trigger all")
        connection.execute("update record_act set leaf = leaf || 'x'")
    try:
        status, said = nadwa("backup", f"{tmp_path}/kept", **installed)
    finally:
        with psycopg.connect(installed["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("update record_act set leaf = substr(leaf, 1, length(leaf) - 1)")
            connection.execute("alter table record_act enable trigger all")

    assert (status, "the first 1 acts are not those that were signed" in said) == (1, True), said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keys", ["none", "empty"])
def test_a_restoration_that_finds_no_keys_puts_nothing_into_the_database(
    server: str, backup: tuple[Path, Path], tmp_path: Path, keys: str
) -> None:
    elsewhere = {"DATABASE_URL": empty(server, f"keyless_{keys}"), "NADWA_VAR": str(tmp_path / "var")}
    (tmp_path / "empty").mkdir()
    status, said = nadwa("restore", str(backup[0]), "--keys", f"{tmp_path}/{keys}", **elsewhere)
    assert (status, "holds no keys; name the folder that nadwa backup --keys has written" in said) == (1, True), said
    (tmp_path / "var/keys").mkdir(parents=True, exist_ok=True)  # as a signer leaves it that had none

    status, said = nadwa("restore", str(backup[0]), "--keys", str(backup[1]), **elsewhere)

    assert status == 0, said


def test_keys_of_another_installation_are_not_taken_for_a_record_that_is_broken(
    server: str, backup: tuple[Path, Path], tmp_path: Path
) -> None:
    """Nor a file that is no checkpoint; it is not quoted."""
    elsewhere = {"DATABASE_URL": empty(server, "wrong_keys"), "NADWA_VAR": str(tmp_path / "var")}
    shutil.copytree(backup[1], tmp_path / "others")
    for key in (tmp_path / "others/keys").glob("record*.key"):
        key.write_bytes(os.urandom(32))
    status, said = nadwa("restore", str(backup[0]), "--keys", f"{tmp_path}/others", **elsewhere)
    assert (status, "the backup is signed with a key that is not in" in said) == (1, True), said

    command = ["restore", str(backup[0]), "--keys", str(backup[1]), "--checkpoint", str(backup[1] / "secret")]
    status, said = nadwa(*command, **elsewhere)
    assert (status, "no checkpoint" in said, SECRET in said) == (1, True, False), said

    assert not (tmp_path / "var").exists()
    with psycopg.connect(elsewhere["DATABASE_URL"]) as connection:
        assert connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (0,)


def test_the_keys_are_not_put_where_the_backup_is(installed: dict[str, str], tmp_path: Path) -> None:
    inside = nadwa("backup", f"{tmp_path}/kept", "--keys", f"{tmp_path}/kept/keys", **installed)
    at_home = nadwa("backup", f"{installed['NADWA_VAR']}/kept", **installed)

    assert [(status, "in folders apart" in said) for status, said in (inside, at_home)] == [(1, True)] * 2
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_a_newer_server_is_refused(server: str, backup: tuple[Path, Path], tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(backup[0], newer)
    manifest = json.loads((newer / "manifest.json").read_text())
    (newer / "manifest.json").write_text(json.dumps(manifest | {"server": 99}))
    elsewhere = {"DATABASE_URL": empty(server, "older"), "NADWA_VAR": str(tmp_path / "var")}

    status, said = nadwa("restore", str(newer), "--keys", str(backup[1]), **elsewhere)

    assert (status, "restore into 99 or newer" in said) == (1, True), said


def test_tools_that_are_not_there_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "OF_A_VERSION", ())
    with pytest.raises(dump.CannotDump, match=r"needs pg_dump of that version; .* \(Debian: postgresql-client-14\)"):
        dump.tool_for("pg_dump", 14)


def test_without_the_wheel_a_backup_is_made_and_tried_by_the_programmes_of_the_system(
    installed: dict[str, str], without_the_wheel: dict[str, str], tmp_path: Path
) -> None:
    """The oldest that there are: Debian's, or those of the wheel in their stead."""
    programmes = DEBIANS if DEBIANS.exists() else min(cluster.of_the_wheel().items())[1]
    found = without_the_wheel | {"PATH": f"{programmes}:{os.environ['PATH']}"}

    status, said = nadwa("backup", f"{tmp_path}/kept", **installed | found)

    assert (status, "restored for trial" in said) == (0, True), said


def test_where_nothing_can_try_a_backup_the_command_says_what_to_install(
    installed: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "binaries", dict)

    with pytest.raises(backup_of.Unusable, match=r"there is none; install them \(Debian: postgresql-\d+\)"):
        backup_of.write(installed["DATABASE_URL"], Path(installed["NADWA_VAR"]), tmp_path / "kept", None)

    assert not (tmp_path / "kept").exists()


def test_a_password_is_on_no_command_line(installed: dict[str, str], tmp_path: Path) -> None:
    """Other users of the machine read along there: a server that takes any password shows what it was told."""
    listed = tmp_path / "listed"
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\necho "$@" "$PGPASSWORD" > "{listed}"\n')
    tool.chmod(0o755)
    address = conninfo.make_conninfo(installed["DATABASE_URL"], password="known to nobody")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dump, "tool_for", lambda *_: str(tool))
        dump.write(address, tmp_path / "dump")

    assert listed.read_text().count("known to nobody") == 1
    assert listed.read_text().rstrip().endswith("known to nobody")


def test_the_checkpoint_stands_under_the_name_of_its_log(backup: tuple[Path, Path]) -> None:
    assert file_of(LOG, backup[0] / "checkpoints", "").read_text().startswith(f"{LOG}\n1\n")
