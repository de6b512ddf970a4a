"""Faults: python -m benchmarks.faults [KILLS], or make faults.

Real processes on this machine, under load from delegates who act all the time: kill -9 of web, live, sequencer, worker
and PostgreSQL in turn; a control that must lose; a frozen database, a full and a read-only disk, a mail server that is
away, a clock that is an hour wrong, a bad network. Prints a table; ends with 1 where something asked for does not hold.
What this machine does not let us try (mounting a file system, moving the clock) is said, not passed.
"""

import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller
from rich.console import Console

from benchmarks.faults.delegates import Delegates
from benchmarks.faults.installation import SERVICES, Installation
from benchmarks.faults.network import BadNetwork
from nadwa.demo.player import Browser
from nadwa.demo.serving import free_port
from tools.findings import Finding, show

TARGETS = [*SERVICES, "postgresql"]
BACK_SECONDS = 10
FROZEN_SECONDS = 30
NETWORK_SECONDS = 60
SMALL_DISK = 1_200_000_000
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
say = Console(stderr=True)


def main(kills: int = 200) -> int:
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder:
        findings += kills_under_load(Path(folder), kills)
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder:
        findings += small_disk(Path(folder))
    return show("Faults", findings, "not tried")


def kills_under_load(folder: Path, kills: int) -> list[Finding]:
    findings = []
    mail_port = free_port()
    with Installation(folder, NADWA_SMTP=f"smtp://127.0.0.1:{mail_port}") as site:
        delegates = Delegates(site.site)
        with delegates:
            delegates.wait_for_one_begun_after(time.monotonic())
            back = kill_in_turn(site, delegates, kills)
            findings.append(frozen(site, delegates))
            findings.append(wrong_clock(site, delegates))
        findings = [*whole(site, delegates, back), *findings]
        findings.append(mail_away(site, mail_port))
        findings.append(bad_network(site))
        findings.append(verified(site, "the record after all of this"))
        findings.append(control(site))
    return findings


def kill_in_turn(site: Installation, delegates: Delegates, kills: int) -> dict[str, list[float]]:
    chance = random.Random(2016)
    back: dict[str, list[float]] = defaultdict(list)
    for number in range(kills):
        name = TARGETS[number % len(TARGETS)]
        time.sleep(chance.uniform(0.2, 0.8))
        moment = time.monotonic()
        if name == "postgresql":
            site.database.kill()
            site.database.start()
        else:
            site.kill(name)
        back[name].append(back_after(site, delegates, name, moment))
        say.print(f"{number + 1}/{kills} {name}: back after {back[name][-1]:.1f} s")
    return back


def back_after(site: Installation, delegates: Delegates, name: str, moment: float) -> float:
    """Seconds from the kill until an act begun after it is acknowledged, and placed by the sequencer."""
    if name in ("live", "worker"):
        return wait(lambda: site.running[name].poll() is None and site.is_connected(name), moment)
    delegates.wait_for_one_begun_after(moment)
    size = sizes(site)
    return wait(lambda: sizes(site) > size, moment)


def sizes(site: Installation) -> int:
    with suppress(psycopg.Error):
        [(size,)] = site.database.rows(
            "select coalesce(sum(index + 1), 0)::bigint from record_act where index is not null"
        )
        return int(str(size))
    return 0


def wait(holds: Callable[[], bool], moment: float, seconds: float = 60) -> float:
    while not holds():
        if time.monotonic() - moment > seconds:
            return float("inf")
        time.sleep(0.02)
    return time.monotonic() - moment


def whole(site: Installation, delegates: Delegates, back: dict[str, list[float]]) -> list[Finding]:
    """After the kills: every acknowledged act is there, once, with its place; sent again it has the same receipt."""
    kills = sum(map(len, back.values()))
    wait(lambda: site.database.rows("select 1 from record_act where index is null limit 1") == [], time.monotonic())
    rows = site.database.rows("select ref::text, log_id, index from record_act")
    lost = set(delegates.acknowledged.values()) - {ref for ref, _, index in rows if index is not None}
    gaps = sum(gap(sorted(int(str(i)) for _, of, i in rows if of == log)) for log in {log for _, log, _ in rows})
    acts, again = len(delegates.acknowledged), delegates.sent_again(200)
    twice = acts - len(set(delegates.acknowledged.values()))
    findings = [
        Finding("kill -9 under load", ">= 200", f"{kills} kills, {acts} acts acknowledged", kills >= 200 or None),
        Finding("acknowledged acts lost", "0", f"{len(lost)}", not lost),
        Finding("gaps in the logs", "0", f"{gaps}", not gaps),
        Finding("acts done twice, or with another receipt when sent again", "0", f"{twice + again}", not twice + again),
    ]
    for name, seconds in back.items():
        found = f"median {statistics.median(seconds):.1f} s, longest {max(seconds):.1f} s, {len(seconds)} kills"
        findings.append(
            Finding(f"{name}: back after a kill", f"< {BACK_SECONDS} s", found, max(seconds) < BACK_SECONDS)
        )
    told = sum(number for status, number in delegates.statuses.items() if status == 500)
    said = ", ".join(f"{status}: {number}" for status, number in delegates.statuses.most_common())
    return [*findings, Finding("answers 500 instead of 503 meanwhile", "0", said, not told)]


def gap(indices: list[int]) -> bool:
    return indices != list(range(len(indices)))


def verified(site: Installation, what: str) -> Finding:
    bundle = site.folder / "bundle.zip"
    site.command("record", "export", "beijing-2016", "--out", str(bundle))
    verifier = str(files("nadwa") / "record" / "nadwa_verify.py")
    done = subprocess.run([sys.executable, "-I", "-S", verifier, bundle], capture_output=True, text=True, check=False)
    said = (done.stdout.strip().splitlines() or ["no answer"])[-1]
    return Finding(what, "verifies", said, done.returncode == 0)


def frozen(site: Installation, delegates: Delegates) -> Finding:
    site.database.signal(signal.SIGSTOP)
    time.sleep(FROZEN_SECONDS)
    before = len(delegates.acknowledged)
    moment = time.monotonic()
    site.database.signal(signal.SIGCONT)
    seconds = delegates.wait_for_one_begun_after(moment)
    found = f"goes on after {seconds:.1f} s; {before} acts before, {len(delegates.acknowledged)} after"
    return Finding(f"PostgreSQL frozen for {FROZEN_SECONDS} s", "goes on by itself", found, seconds < BACK_SECONDS)


def wrong_clock(site: Installation, delegates: Delegates) -> Finding:
    what, asked = "the clock of web an hour ahead, then right again", "acts go on"
    if not FAKETIME:
        return Finding(what, asked, "libfaketime is not installed", None)
    seconds = []
    for shift in ({"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": "+3600", "DONT_FAKE_MONOTONIC": "1"}, {}):
        site.restart("web", **shift)
        seconds.append(delegates.wait_for_one_begun_after(time.monotonic()))
    ahead = "select count(*) from record_act where at > now() + interval '30 minutes'"
    [(moved,)] = site.database.rows(ahead)
    found = f"{moved} acts an hour ahead; after it {max(seconds):.1f} s at most"
    return Finding(what, asked, found, bool(moved) and max(seconds) < BACK_SECONDS)


class Letters:
    def __init__(self) -> None:
        self.seen: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        self.seen += getattr(envelope, "rcpt_tos", [])
        return "250 OK"


def mail_away(site: Installation, port: int) -> Finding:
    """Reminders are written while no mail server answers; it comes back, and each arrives once."""
    secretariat = Browser(site.site, "en", "secretariat")
    secretariat.post("beijing-2016/invitations/remind/", submission="reminders")
    secretariat.close()
    time.sleep(5)
    unsent = "select count(*) from mail_mail where sent_at is null"
    [(waiting,)] = site.database.rows(unsent)
    letters = Letters()
    server = Controller(letters, hostname="127.0.0.1", port=port)
    server.start()
    wait(lambda: site.database.rows(unsent) == [(0,)], time.monotonic(), 180)
    time.sleep(3)
    server.stop()
    found = f"{waiting} waited, {len(letters.seen)} arrived when it was back"
    return Finding("mail server away", "none lost, none twice", found, 0 < int(str(waiting)) == len(letters.seen))


def bad_network(site: Installation) -> Finding:
    delegates = Delegates(site.site, timeout=15)
    network = BadNetwork(site.port)
    with network as address:
        delegates.through(address)
        with delegates:
            time.sleep(NETWORK_SECONDS)
    delegates.through(site.site)
    done, again = len(delegates.acknowledged), delegates.sent_again(1000)
    refs = {ref for (ref,) in site.database.rows("select ref::text from record_act")}
    lost = len(set(delegates.acknowledged.values()) - refs)
    found = f"{done} acts, {network.resets} resets, {network.silences} half-open; lost {lost}, other receipts {again}"
    asked = "each act once, the same receipt"
    return Finding("800 ms, 20 kB/s, 5 % resets, half-open", asked, found, done > 0 and not lost + again)


def control(site: Installation) -> Finding:
    """Without synchronous commits a kill of PostgreSQL must lose what was acknowledged; else the test proves nothing."""
    site.database.set(synchronous_commit="off", wal_writer_delay="10s")
    delegates = Delegates(site.site)
    with delegates:
        time.sleep(5)
        site.database.kill()
    site.database.start()
    refs = {ref for (ref,) in site.database.rows("select ref::text from record_act")}
    lost = set(delegates.acknowledged.values()) - refs
    noticed = wait(lambda: site.database.rows("select 1 from record_log where alarm <> ''") != [], time.monotonic(), 30)
    said = "the platform noticed it and is read-only" if noticed < 30 else "NOT NOTICED"
    found = f"{len(lost)} of {len(delegates.acknowledged)} lost; {said}"
    return Finding("control: synchronous_commit off", "> 0 lost, and noticed", found, bool(lost) and noticed < 30)


def small_disk(folder: Path) -> list[Finding]:
    """An installation on a disk of its own, which is filled, and then stops taking writes as a failing disk does."""
    image, place = folder / "disk", folder / "mounted"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(SMALL_DISK)
    try:
        run("mkfs.ext4", "-q", "-m", "0", str(image))
        run("mount", "-o", "loop", str(image), str(place))
    except (OSError, subprocess.CalledProcessError):
        reason = "this machine does not allow mounting a file system"
        return [Finding(what, "goes on by itself", reason, None) for what in ("full disk", "read-only disk")]
    try:
        with Installation(folder, place / "postgres") as site:
            full = disk_fault(site, "full disk", lambda: fill(place), (place / "ballast").unlink)
            what = "read-only disk, then mounted again"
            stop_writes = lambda: run("mount", "-o", "remount,abort", str(place))  # noqa: E731
            return [full, disk_fault(site, what, stop_writes, lambda: mount_again(site, image, place))]
    finally:
        run("umount", "--lazy", str(place))


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def fill(place: Path) -> None:
    with suppress(OSError), (place / "ballast").open("wb") as file:
        while True:
            file.write(bytes(2**20))


def mount_again(site: Installation, image: Path, place: Path) -> None:
    """As after a failing disk: PostgreSQL, which still holds it open, is stopped first."""
    site.database.kill()
    run("umount", str(place))
    run("mount", "-o", "loop", str(image), str(place))


def disk_fault(site: Installation, what: str, fault: Callable[[], None], mend: Callable[[], None]) -> Finding:
    delegates = Delegates(site.site)
    with delegates:
        delegates.wait_for_one_begun_after(time.monotonic())
        before = dict(delegates.statuses)
        fault()
        time.sleep(15)
        told = {k: v - before.get(k, 0) for k, v in delegates.statuses.items() if v != before.get(k, 0)}
        moment = time.monotonic()
        mend()
        if not site.database.processes():
            site.database.start()
        seconds = delegates.wait_for_one_begun_after(moment, 90)
    refs = {ref for (ref,) in site.database.rows("select ref::text from record_act")}
    lost = set(delegates.acknowledged.values()) - refs
    said = ", ".join(f"{status}: {number}" for status, number in sorted(told.items(), key=str))
    found = f"answers meanwhile {said}; {len(lost)} lost; goes on after {seconds:.1f} s"
    return Finding(what, "goes on by itself, 0 lost", found, not lost and seconds < 60)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
