"""Try the upgrade from an earlier version: .venv/bin/python deploy/upgrade.py REF, where REF is a tag or a commit.

The earlier version loads the demo, does an act and signs it; then this version serves the same folder, brings the
database up to date, does an act, and the record has to verify and to extend what the earlier version signed.
"""

import os
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

import httpx

from nadwa.demo.player import Browser
from nadwa.demo.serving import NADWA, free_port, wait_for

ROOT = Path(__file__).parent.parent
EDITION = "beijing-2016"
SIGNED_SECONDS = 3


def main() -> int:
    if len(sys.argv) != 2:
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
    environment.pop("DATABASE_URL", None)
    before = served(environment | {"PYTHONPATH": earlier}, "aldora-head")
    after = served(environment, "belmara-head")
    (folder / "before").write_text(before)
    bundle = str(folder / "bundle.zip")
    subprocess.run([*NADWA, "record", "export", EDITION, "--out", bundle], env=environment, check=True)
    verifier = str(files("nadwa") / "record" / "nadwa_verify.py")
    command = [sys.executable, "-I", "-S", verifier, bundle, "--checkpoint", str(folder / "before")]
    verified = subprocess.run(command, check=False).returncode == 0
    grown = size(after) > size(before)
    print(f"{size(before)} acts before, {size(after)} after: {'the upgrade holds' if verified and grown else 'NO'}")
    return int(not (verified and grown))


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
