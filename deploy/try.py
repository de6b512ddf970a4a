"""Try deploy/ on a Debian machine that may be thrown away: python3 deploy/try.py --throwaway

As root: installs nginx, PostgreSQL and Python from Debian's packages, Nadwa from this checkout into /opt/nadwa; makes
the two users, the database and a certificate of its own, starts what the units start as the users they name (there need
be no systemd at work), and asks over HTTPS what people, strangers and monitoring would. Prints what holds; ends with 1
where something does not.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
UNITS = ROOT / "deploy/systemd"
VENV = Path("/opt/nadwa/.venv")
NAME = "symposium.example"
CERTIFICATE = Path("/etc/ssl/nadwa")
SITE = f"https://{NAME}"
LOADED = "import django; django.setup(); from nadwa.demo.commands import load; load()"


def run(
    *command: object, user: str | None = None, check: bool = True, **more: object
) -> "subprocess.CompletedProcess[str]":
    words = [str(word) for word in command]
    done = subprocess.run(words, check=False, capture_output=True, text=True, user=user, cwd="/", **more)
    if check and done.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done


def environment() -> dict[str, str]:
    values = dict(line.split("=", 1) for line in Path("/etc/nadwa/nadwa.env").read_text().splitlines() if "=" in line)
    return {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "nadwa.settings", **values}


def install() -> None:
    run("apt-get", "install", "-y", "-q", "nginx-light", "postgresql", "python3-venv", "openssl", "curl")
    for user in ("nadwa", "nadwa-signer"):
        if run("id", user, check=False).returncode:
            run("useradd", "--system", "--user-group", "--home-dir", f"/var/lib/{user}", user)
        folder = Path(f"/var/lib/{user}")
        shutil.rmtree(folder, ignore_errors=True)  # what an earlier trial has left
        folder.mkdir(mode=0o700)
        shutil.chown(folder, user, user)
    VENV.parent.mkdir(parents=True, exist_ok=True)
    run("/usr/bin/python3", "-m", "venv", VENV)
    run(VENV / "bin/pip", "install", "-q", "--require-hashes", "-r", ROOT / "requirements.lock")
    run(VENV / "bin/pip", "install", "-q", "--no-deps", "--no-build-isolation", ROOT)


def configure() -> None:
    Path("/etc/nadwa").mkdir(exist_ok=True)
    text = (ROOT / "deploy/nadwa.env.example").read_text()
    text = text.replace("NADWA_SECRET_KEY=", f"NADWA_SECRET_KEY={secrets.token_hex(32)}")
    text = text.replace("NADWA_METRICS_TOKEN=", "NADWA_METRICS_TOKEN=watch")
    Path("/etc/nadwa/nadwa.env").write_text(text)
    run("pg_ctlcluster", *cluster(), "start", check=False)
    time.sleep(2)
    run("runuser", "-u", "postgres", "--", "dropdb", "--if-exists", "nadwa")
    for role in ("nadwa", "nadwa-signer", "nadwa_pages"):
        run("runuser", "-u", "postgres", "--", "createuser", role, check=False)
    run(
        "runuser",
        "-u",
        "postgres",
        "--",
        "createdb",
        "--owner",
        "nadwa",
        "--encoding",
        "UTF8",
        "-T",
        "template0",
        "nadwa",
    )
    for grant in (
        "alter role nadwa_pages nologin",
        "grant nadwa_pages to nadwa",
        'grant nadwa to "nadwa-signer"',
        'alter role "nadwa-signer" set role nadwa',
    ):
        run("runuser", "-u", "postgres", "--", "psql", "-c", grant)
    CERTIFICATE.mkdir(exist_ok=True)
    key, certificate = CERTIFICATE / "privkey.pem", CERTIFICATE / "fullchain.pem"
    subject = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *subject)
    shutil.copy(ROOT / "deploy/nginx/nadwa.conf", "/etc/nginx/conf.d/nadwa.conf")
    shutil.copytree(ROOT / "deploy/nginx", "/etc/nginx/nadwa", dirs_exist_ok=True)
    Path("/etc/nginx/sites-enabled/default").unlink(missing_ok=True)
    run("nginx", "-t")
    run("nginx", "-s", "stop", check=False)
    run("nginx")


def cluster() -> list[str]:
    return run("pg_lsclusters", "--no-header").stdout.split()[:2]


def start(unit: Path) -> "subprocess.Popen[bytes]":
    """What the unit's ExecStart says, as its User, with its environment."""
    text = unit.read_text()
    said = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    own = dict(pair.split("=", 1) for pair in said.get("Environment", "").split())
    log = os.open(f"/var/log/{unit.stem}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    return subprocess.Popen(
        said["ExecStart"].split(),
        env=environment() | own,
        user=said["User"],
        group=said["Group"],
        umask=0o077,
        cwd="/",
        stdout=log,
        stderr=log,
    )


def ask(path: str, *options: str, site: str = SITE) -> str:
    """The headers and the body of an answer, as curl prints them."""
    to = [f"{NAME}:{port}:127.0.0.1" for port in (80, 443)]
    resolved = [word for each in to for word in ("--resolve", each)]
    certificate = ("--cacert", str(CERTIFICATE / "fullchain.pem"))
    return run("curl", "-s", "-i", "--http2", *certificate, *resolved, *options, f"{site}{path}", check=False).stdout


def findings() -> list[tuple[str, bool]]:
    page = ask("/en/beijing-2016/meetings/1/now/")
    signing_in = ask("/en/account/sign-in/")
    ticket = re.search(r'sse-connect="(/live\?ticket=[^"#]+)', page)
    stream = ask(ticket[1] if ticket else "/live", "--max-time", "2")
    check = run(VENV / "bin/nadwa", "check", "--deploy", user="nadwa", env=environment(), check=False)
    print(check.stdout)
    forged = ask("/en/beijing-2016/", "-H", "X-Forwarded-Host: evil.example", "-H", "X-Forwarded-Proto: http")
    return [
        ("a page over HTTPS and HTTP/2", page.startswith("HTTP/2 200")),
        (
            "HTTP leads to HTTPS",
            "301 Moved Permanently" in (plain := ask("/en/", site=f"http://{NAME}")) and SITE in plain,
        ),
        ("browsers are told to stay with HTTPS", "strict-transport-security: max-age=31536000" in page.lower()),
        (
            "cookies travel over HTTPS only",
            bool(re.search("set-cookie: __Host-csrftoken=.*Secure", signing_in, re.IGNORECASE)),
        ),
        ("a stream opens and brings the present state at once", "event: list" in stream),
        ("a stream without a ticket is refused", ask("/live").startswith("HTTP/2 403")),
        ("another name is not served", "200" not in ask("/en/", "-k", "-H", "Host: evil.example").split("\n")[0]),
        (
            "what a browser says of itself as a proxy is not believed",
            "evil.example" not in forged and "HTTP/2 200" in forged,
        ),
        ("the platform serves", '"serves": true' in ask("/health/")),
        ("the record is whole and goes on", '"well": true' in ask("/health/record/")),
        (
            "figures for monitoring, with the token",
            "nadwa_acts " in ask("/metrics/", "-H", "Authorization: Bearer watch"),
        ),
        ("no figures without it", "nadwa_acts" not in ask("/metrics/", "-L")),
        ("nadwa check --deploy finds nothing missing", check.returncode == 0),
        (
            "the pages cannot read the signing key",
            run("ls", "/var/lib/nadwa-signer/keys", user="nadwa", check=False).returncode > 0,
        ),
        (
            "the sequencer signs",
            ask("/en/beijing-2016/record/bundle.zip", "-o", "/dev/null", "-w", "%{http_code}").endswith("200"),
        ),
        ("no service has logged an address that was asked for", not any("beijing" in log for log in logs())),
    ]


def findings_without_services() -> list[tuple[str, bool]]:
    page, act = ask("/en/"), ask("/en/account/sign-in/", "-d", "a=b")
    again = 'http-equiv="refresh"'
    return [
        ("while the platform is away, a page of ours asks again", page.startswith("HTTP/2 502") and again in page),
        ("what was sent meanwhile is not asked for instead", act.startswith("HTTP/2 502") and again not in act),
    ]


def logs() -> list[str]:
    return [
        path.read_text(errors="replace")
        for path in (*Path("/var/log").glob("nadwa-*.log"), Path("/var/log/nginx/nadwa.log"))
    ]


def main() -> int:
    if sys.argv[1:] != ["--throwaway"] or os.geteuid():
        print(__doc__)
        return 2
    install()
    configure()
    run(VENV / "bin/nadwa", "check", user="nadwa", env=environment())
    run(VENV / "bin/python", "-c", LOADED, user="nadwa", env=environment())
    found: list[tuple[str, bool]] = []
    services = [start(unit) for unit in sorted(UNITS.glob("*.service"))]
    try:
        for _ in range(120):
            if ask("/en/").startswith("HTTP/2 200") and "signed" not in ask("/en/beijing-2016/record/"):
                break
            time.sleep(0.5)
        time.sleep(5)
        found = findings()
    finally:
        for service in services:
            service.terminate()
            service.wait(30)
        found += findings_without_services()
        run("nginx", "-s", "stop", check=False)
    for what, holds in found:
        print("yes" if holds else "NO ", what)
    return int(not all(holds for _, holds in found))


if __name__ == "__main__":
    sys.exit(main())
