"""Try the upgrade from an earlier version, and the way back: .venv/bin/python deploy/upgrade.py REF [BACK]

REF is a tag or a commit. The earlier version loads the demo, does an act and signs it; a backup is made; then this
version serves the same folder, brings the database up to date, does an act, and the record has to verify and to extend
what the earlier version signed. At last the backup is restored, by pg_restore alone, for the earlier version to go on
with, as if nothing had been done since. In the empty databases that DATABASE_URL and BACK name; where they name none,
on servers of the wheel.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

import httpx
import psycopg

from nadwa import postgres
from nadwa.demo.player import Browser
from nadwa.demo.serving import NADWA, free_port, wait_for
from nadwa.dump import tool_for

ROOT = Path(__file__).parent.parent
EDITION = "beijing-2016"
SIGNED_SECONDS = 3


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(prefix="nadwa-") as folder:
        Path(folder).chmod(0o755)
        earlier = f"{folder}/earlier"
        subprocess.run(["git", "worktree", "add", "--detach", earlier, sys.argv[1]], cwd=ROOT, check=True)
        try:
            return upgraded(Path(folder), f"{earlier}/src")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", earlier], cwd=ROOT, check=True)


def upgraded(folder: Path, earlier: str) -> int:
    environment = os.environ | {"NADWA_VAR": f"{folder}/var"}
    before = served(environment | {"PYTHONPATH": earlier}, "aldora-head")
    backup = f"{folder}/backup"
    subprocess.run([*NADWA, "backup", backup, "--keys", f"{folder}/keys"], env=environment, check=True)
    after = served(environment, "belmara-head")
    (folder / "before").write_text(before)
    bundle = str(folder / "bundle.zip")
    subprocess.run([*NADWA, "record", "export", EDITION, "--out", bundle], env=environment, check=True)
    verifier = str(files("nadwa") / "record" / "nadwa_verify.py")
    command = [sys.executable, "-I", "-S", verifier, bundle, "--checkpoint", str(folder / "before")]
    verified = subprocess.run(command, check=False).returncode == 0
    grown = size(after) > size(before)
    print(f"{size(before)} acts before, {size(after)} after: {'the upgrade holds' if verified and grown else 'NO'}")
    shutil.copytree(f"{folder}/keys/keys", f"{folder}/back/keys")
    back = taken_back(folder, f"{backup}/database.dump")
    again = served(environment | back | {"PYTHONPATH": earlier}, "belmara-head")
    goes_on = size(again) > size(before)
    print(f"{size(again)} acts after going back: {'the earlier version goes on' if goes_on else 'NO'}")
    return int(not (verified and grown and goes_on))


def taken_back(folder: Path, dump: str) -> dict[str, str]:
    """The environment of an installation whose database is what was dumped, rights of the pages and all."""
    var = folder / "back"
    address = sys.argv[2] if len(sys.argv) > 2 else postgres.start(var / "postgres", "back")
    with psycopg.connect(address) as connection:
        postgres.make_role_of_pages(connection.cursor())
        tool = tool_for("pg_restore", connection.info.server_version // 10_000)
    subprocess.run([tool, "--no-owner", "--exit-on-error", "--dbname", address, dump], check=True)
    return {"DATABASE_URL": address, "NADWA_VAR": str(var)}


def served(environment: dict[str, str], persona: str) -> str:
    """Serve the demo, let a delegation arrive, and give the checkpoint that is then signed."""
    port = free_port()
    server = subprocess.Popen([*NADWA, "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(site)
        browser = Browser(site, "en", persona)
        browser.post(f"{EDITION}/meetings/1/presence/mine/", submission=persona)
        time.sleep(SIGNED_SECONDS)
        page = httpx.get(f"{site}/en/{EDITION}/record/").text
    finally:
        server.terminate()
        server.wait(30)
    start = page.index(f"nadwa.local/{EDITION}\n")
    return page[start : page.index("</pre>", start)].replace("&#x27;", "'").replace("&#43;", "+")


def size(checkpoint: str) -> int:
    return int(checkpoint.split("\n")[1])


if __name__ == "__main__":
    sys.exit(main())
