"""Try deploy/ on a Debian machine that may be thrown away: python3 deploy/try.py --throwaway

As root: installs nginx, PostgreSQL and Python from Debian's packages, Nadwa from this checkout into /opt/nadwa; makes
the two users, the database and a certificate of its own, starts what the units start as the users they name (there need
be no systemd at work), and asks over HTTPS what people, strangers and monitoring would; makes a backup as the timer
does; then tries what docs/operations.md says, on Debian's PostgreSQL and, installed after that, on the wheel's
(drill.py, upgrade.py and point_in_time.py beside this file). Prints what holds, at last a table of operations; ends
with 1 where something does not.
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
EARLIER = "27ef856"  # the version of 30 November 2026
ROLES = ("nadwa", "nadwa-signer", "nadwa_pages")
GRANTS = (
    "alter role nadwa_pages nologin",
    "grant nadwa_pages to nadwa",
    'grant nadwa to "nadwa-signer"',
    'alter role "nadwa-signer" set role nadwa',
)
ELSEWHERE = "elsewhere"  # a second server
OPERATIONS = (
    *("install", "backup", "restore elsewhere", "key rotation", "key loss"),
    *("upgrade", "back to the earlier version", "restore to a moment"),
)
BACKUPS = Path("/var/lib/nadwa-backups")
LOADED = """
from nadwa.cli.platform import platform
with platform():
    from nadwa.demo.commands import load
    load()
"""


def run(
    *command: object, user: str | None = None, check: bool = True, **more: object
) -> "subprocess.CompletedProcess[str]":
    words = [str(word) for word in command]
    done = subprocess.run(words, check=False, capture_output=True, text=True, user=user, cwd="/", **more)
    if check and done.returncode:
        sys.exit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done


def environment(*files: str) -> dict[str, str]:
    """What the services are given: nadwa.env, and after it what else stands in /etc/nadwa."""
    lines = [line for name in ("nadwa.env", *files) for line in Path("/etc/nadwa", name).read_text().splitlines()]
    values = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "nadwa.settings", **values}


def install() -> None:
    run("apt-get", "install", "-y", "-q", "nginx-light", "postgresql", "python3-venv", "openssl", "curl")
    shutil.rmtree(BACKUPS, ignore_errors=True)
    for user in ("nadwa", "nadwa-signer"):
        if run("id", user, check=False).returncode:
            run("useradd", "--system", "--user-group", "--home-dir", f"/var/lib/{user}", user)
        folder = Path(f"/var/lib/{user}")
        shutil.rmtree(folder, ignore_errors=True)  # what an earlier trial has left
        folder.mkdir(mode=0o700)
        shutil.chown(folder, user, user)
    BACKUPS.mkdir(mode=0o700)
    shutil.chown(BACKUPS, "nadwa-signer", "nadwa")
    VENV.parent.mkdir(parents=True, exist_ok=True)
    run("/usr/bin/python3", "-m", "venv", VENV)
    run(VENV / "bin/pip", "install", "-q", "--require-hashes", "-r", ROOT / "requirements.lock")
    run(VENV / "bin/pip", "install", "-q", "--no-deps", "--no-build-isolation", ROOT)


def configure() -> None:
    Path("/etc/nadwa").mkdir(exist_ok=True)
    text = (ROOT / "deploy/nadwa.env.example").read_text()
    text = text.replace("NADWA_SECRET_KEY=", f"NADWA_SECRET_KEY={secrets.token_hex(32)}")
    text = text.replace("NADWA_METRICS_TOKEN=", "NADWA_METRICS_TOKEN=watch")
    for name, words in (("nadwa.env", text), ("signer.env", (ROOT / "deploy/signer.env.example").read_text())):
        file = Path("/etc/nadwa", name)
        file.touch(mode=0o640)
        file.chmod(0o640)
        shutil.chown(file, "root", "nadwa")
        file.write_text(words)
    shutil.copy(ROOT / "deploy/nadwa", "/usr/local/bin/nadwa")
    version, name = cluster()
    run("pg_ctlcluster", version, name, "start", check=False)
    time.sleep(2)
    make_roles()
    make_database("nadwa")
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
    """Version and name of the one at the usual port."""
    lines = run("pg_lsclusters", "--no-header").stdout.splitlines()
    return next(words[:2] for words in map(str.split, lines) if words[2] == "5432")


def as_postgres(tool: str, *words: str, port: int = 5432, check: bool = True) -> None:
    run("runuser", "-u", "postgres", "--", tool, "-p", port, *words, check=check)


def make_roles(port: int = 5432) -> None:
    for role in ROLES:
        as_postgres("createuser", role, port=port, check=False)
    for grant in GRANTS:
        as_postgres("psql", "-c", grant, port=port)


def make_database(name: str, port: int = 5432) -> str:
    """An empty database of the platform's role, as the signer reaches it."""
    as_postgres("dropdb", "--if-exists", name, port=port)
    as_postgres("createdb", "--owner", "nadwa", "--encoding", "UTF8", "-T", "template0", name, port=port)
    return f"postgresql://nadwa-signer@/{name}?host=/var/run/postgresql&port={port}"


def start(unit: Path) -> "subprocess.Popen[bytes]":
    """What the unit's ExecStart says, as its User, with its environment."""
    text = unit.read_text()
    said = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    given = re.findall(r"^EnvironmentFile=/etc/nadwa/(?!nadwa.env)(.*)$", text, re.MULTILINE)
    log = os.open(f"/var/log/{unit.stem}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    return subprocess.Popen(
        said["ExecStart"].split(),
        env=environment(*given),
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


def findings_of_backup() -> list[tuple[str, bool]]:
    """As the timer makes it, and as root asks for one."""
    done = start(UNITS / "nadwa-backup.service").wait(300)
    made = list(BACKUPS.glob("*/manifest.json"))
    asked = run("/usr/local/bin/nadwa", "backup", BACKUPS / "by-hand", "--keys", BACKUPS / "keys", check=False)
    closed = not any(file.stat().st_mode & 0o077 for file in BACKUPS.rglob("*"))
    return [
        ("the nightly backup is made and restored for trial", done == 0 and len(made) == 1),
        ("root makes one with the keys by one command", asked.returncode == 0),
        ("nobody else can read either", closed),
        ("nobody but root and the services can read their environment", not is_open("nadwa.env", "signer.env")),
    ]


def is_open(*files: str) -> bool:
    return any(Path("/etc/nadwa", file).stat().st_mode & 0o007 for file in files)


def tried_on_debians() -> dict[str, str]:
    version, _ = cluster()
    if ELSEWHERE not in run("pg_lsclusters").stdout:
        run("pg_createcluster", version, ELSEWHERE, "-p", "5433", "--start")
    else:
        run("pg_ctlcluster", version, ELSEWHERE, "start", check=False)
    make_roles(5433)
    as_postgres("createuser", "root", check=False)
    as_postgres("psql", "-c", "grant nadwa to root", "-c", "alter role root set role nadwa")
    signer = environment("signer.env")
    signer["DATABASE_URL"], elsewhere = make_database("drill"), make_database("drill", 5433)
    upgraded, back = (make_database(name).replace("nadwa-signer@", "") for name in ("upgraded", "back"))
    own = {"PATH": os.environ["PATH"]}
    return {
        **tried("drill.py", elsewhere, user="nadwa-signer", env=signer),
        **tried("upgrade.py", EARLIER, back, env=own | {"DATABASE_URL": upgraded}),
        **tried("point_in_time.py", f"/usr/lib/postgresql/{version}/bin", env=own),
    }


def tried_on_the_wheels() -> dict[str, str]:
    run(VENV / "bin/pip", "install", "-q", "--require-hashes", "-r", ROOT / "requirements-demo.lock")
    own = {"PATH": os.environ["PATH"]}
    begun = time.monotonic()
    folder = Path("/var/lib/nadwa/trial")
    demo = run(VENV / "bin/nadwa", "demo", "--check", user="nadwa", env=own | {"NADWA_VAR": str(folder)}, check=False)
    return {
        "install": said(demo.returncode == 0, time.monotonic() - begun),
        **tried("drill.py", user="nadwa", env=own),
        **tried("upgrade.py", EARLIER, env=own),
        **tried("point_in_time.py", env=own),
    }


def said(holds: bool, seconds: float) -> str:
    return f"{'yes' if holds else 'NO'}, {seconds:.0f} s"


def tried(script: str, *words: str, **more: object) -> dict[str, str]:
    """What a script beside this one has found, by operation."""
    begun = time.monotonic()
    done = run(VENV / "bin/python", ROOT / "deploy" / script, *words, check=False, **more)
    seconds = time.monotonic() - begun
    print(done.stdout, done.stderr if done.returncode else "", flush=True)
    if script == "drill.py":
        found = re.findall(r"^(yes|NO ) ([a-z ]+): (?:(\d+) s)?", done.stdout, re.MULTILINE)
        return {name: said(word == "yes", float(took or 0)) for word, name, took in found}
    if script == "upgrade.py":
        holds, goes_on = "the upgrade holds" in done.stdout, "the earlier version goes on" in done.stdout
        return {"upgrade": said(holds, seconds), "back to the earlier version": "yes" if goes_on else "NO"}
    return {"restore to a moment": said(done.returncode == 0, seconds)}


def table(*columns: tuple[str, dict[str, str]]) -> list[str]:
    rows = [["operation", *(name for name, _ in columns)], ["---"] * (len(columns) + 1)]
    rows += [[each, *(found.get(each, "NO") for _, found in columns)] for each in OPERATIONS]
    return [f"| {' | '.join(row)} |" for row in rows]


def main() -> int:
    if sys.argv[1:] != ["--throwaway"] or os.geteuid():
        print(__doc__)
        return 2
    begun = time.monotonic()
    install()
    configure()
    run(VENV / "bin/python", "-c", LOADED, user="nadwa", env=environment())
    found: list[tuple[str, bool]] = []
    services = [start(unit) for unit in sorted(UNITS.glob("*.service")) if unit.stem != "nadwa-backup"]
    try:
        for _ in range(120):
            if ask("/en/").startswith("HTTP/2 200") and "signed" not in ask("/en/beijing-2016/record/"):
                break
            time.sleep(0.5)
        time.sleep(5)
        found = findings()
        installed = said(all(holds for _, holds in found), time.monotonic() - begun)
        found += findings_of_backup()
    finally:
        for service in services:
            service.terminate()
            service.wait(30)
        found += findings_without_services()
        run("nginx", "-s", "stop", check=False)
    for what, holds in found:
        print("yes" if holds else "NO ", what)
    version, _ = cluster()
    debians = {"install": installed, **tried_on_debians()}
    lines = table((f"Debian's PostgreSQL {version}", debians), ("the wheel's", tried_on_the_wheels()))
    print("\n".join(lines))
    return int(not all(holds for _, holds in found) or any("NO" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
