"""A large edition: python -m benchmarks.edition. 193 delegations, 3,000 participants, 60 meetings, 2,000 documents in six
languages: the time and the queries of each list page, of search, of an import, of badges, and the memory of the server."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django
import psutil

from nadwa import postgres

STATES, PEOPLE, MEETINGS, DOCUMENTS, RUNS = 193, 3_000, 60, 2_000, 7
SLUG = "large"
FILL = "--fill"
WORDS = {
    "en": "Report on undersea cables",
    "fr": "Rapport sur les câbles sous-marins",
    "es": "Informe sobre cables submarinos",
    "ru": "Доклад о подводных кабелях",
    "ar": "تقرير عن الكابلات البحرية",
    "zh-hans": "关于海底电缆的报告",
}
SOUGHT = {"en": "cables", "fr": "câbles", "es": "cables", "ru": "кабелях", "ar": "الكابلات", "zh-hans": "海底电缆"}
PAGES = {
    "programme": "programme/",
    "participants": "participants/",
    "documents": "documents/",
    "texts": "texts/",
    "consultations": "consultations/",
    "cooperation": "cooperation/",
    "press": "press/",
    "record": "record/",
}
DESK = {
    "desk": "desk/",
    "invitations": "invitations/",
    "credentials": "credentials/",
    "accreditation": "accreditation/",
    "badges": "badges/",
    "arrangement": "programme/arrangement/",
    "plan of documents": "documents/plan/",
    "outbox": "mails/",
}


def main() -> None:
    if FILL in sys.argv:
        django.setup()
        fill()
        return
    folder = Path(tempfile.mkdtemp(prefix="nadwa-"))
    folder.chmod(0o755)
    os.environ |= {"NADWA_VAR": str(folder), "NADWA_SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "nadwa.settings"}
    os.environ["NADWA_HOSTS"] = "testserver"
    os.environ["DATABASE_URL"] = postgres.start(folder / "postgres")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    subprocess.run([sys.executable, "-m", "benchmarks.edition", FILL], check=True)  # its memory is not the server's
    from nadwa.accounts.models import Person

    secretariat = Person.objects.get(username="officer")
    measure_pages(secretariat)
    measure_search()
    measure_import(secretariat)
    measure_badges()
    memory = psutil.Process().memory_info().rss / 2**20
    print(f"memory of this process, which has done all of this: {memory:.0f} MB (asked: 700)")


def text(words: str) -> dict[str, Any]:
    return {
        "original": "en",
        "versions": {code: {"text": f"{one} {words}", "state": "checked"} for code, one in WORDS.items()},
    }


def fill() -> None:
    """The edition, and its secretariat's officer."""
    from django.contrib.auth.hashers import make_password

    from nadwa.accounts.models import Person
    from nadwa.delegations.models import Body, Delegate, Delegation, Invitation
    from nadwa.editions.models import Edition, Membership, Series
    from nadwa.programme.models import AgendaItem, Document, Meeting, Room, Version

    series = Series.objects.create(slug="s", name=text("series"))
    edition = Edition.objects.create(
        series=series,
        slug=SLUG,
        title=text("edition"),
        city=text("city"),
        time_zone="Asia/Shanghai",
        starts_on=date(2016, 7, 11),
        ends_on=date(2016, 7, 12),
        announced_at=datetime(2016, 7, 6, tzinfo=UTC),
    )
    officer = Person.objects.create(username="officer", name="Officer")
    Membership.objects.create(edition=edition, person=officer, role="secretariat")
    bodies = Body.objects.bulk_create(
        Body(slug=f"state-{n}", kind="state", name=text(f"State {n}")) for n in range(STATES)
    )
    delegations = Delegation.objects.bulk_create(
        Delegation(edition=edition, body=body, protocol=n, admission="full") for n, body in enumerate(bodies, 1)
    )
    now = datetime(2016, 6, 1, tzinfo=UTC)
    Invitation.objects.bulk_create(
        Invitation(edition=edition, body=body, number=n, answer_by=now.date(), state="sent", sent_at=now)
        for n, body in enumerate(bodies, 1)
    )
    people = Person.objects.bulk_create(
        Person(username=f"p{n}@x.example", email=f"p{n}@x.example", name=f"Person {n}", password=make_password(None))
        for n in range(PEOPLE)
    )
    Delegate.objects.bulk_create(
        Delegate(delegation=delegations[n % STATES], person=person, role="head" if n < STATES else "adviser", rank=5)
        for n, person in enumerate(people)
    )
    item = AgendaItem.objects.create(edition=edition, number=1, title=text("item"))
    halls = [Room.objects.create(edition=edition, name=text(f"hall {n}")) for n in range(6)]
    for n in range(MEETINGS):
        begins = datetime(2016, 7, 11, tzinfo=UTC) + timedelta(hours=2 * (n // 6))
        meeting = Meeting.objects.create(
            edition=edition,
            number=n + 1,
            title=text(f"meeting {n}"),
            room=halls[n % 6],
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
        )
        meeting.items.set([item])
    documents = Document.objects.bulk_create(
        Document(
            edition=edition, kind="WP", number=n, title=text(f"number {n}"), item=item, slot=now, due=now, issued_at=now
        )
        for n in range(1, DOCUMENTS + 1)
    )
    Version.objects.bulk_create(
        Version(
            document=one,
            language=code,
            content=b"%PDF-1.7",
            media_type="application/pdf",
            sha256="0" * 64,
            size=8,
            handed_in_at=now,
        )
        for one in documents
        for code in WORDS
    )


def timed(client: Any, address: str) -> tuple[float, int]:
    """Median milliseconds of a page, once warm, and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert client.get(address).status_code == 200, address
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        client.get(address)
        spent.append(1000 * (time.perf_counter() - began))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return statistics.median(spent), len(captured)


def measure_pages(secretariat: Any) -> None:
    from django.test import Client

    print("list pages (asked: 150 ms, 15 queries)")
    public, desk = Client(), Client()
    desk.force_login(secretariat)
    for client, pages in ((public, PAGES), (desk, DESK)):
        for name, path in pages.items():
            if name != "record":
                took, queries = timed(client, f"/en/{SLUG}/{path}")
                print(f"  {name:20} {took:6.0f} ms {queries:3} queries")


def measure_search() -> None:
    from django.test import Client

    print("search (asked: 200 ms)")
    for code, sought in SOUGHT.items():
        took, _queries = timed(Client(), f"/{code}/{SLUG}/search/?words={sought}")
        none, _queries = timed(Client(), f"/{code}/{SLUG}/search/?words=qqqqq")
        print(f"  {code:8} found {took:6.0f} ms, nothing found {none:6.0f} ms")


def measure_import(secretariat: Any) -> None:
    from nadwa.delegations.models import Quota
    from nadwa.editions.capacities import Secretary
    from nadwa.editions.models import Edition
    from nadwa.exchange import imports, participants
    from nadwa.exchange.commands import importing
    from nadwa.web.tables import csv_file, xlsx_file

    edition = Edition.objects.get(slug=SLUG)
    Quota.objects.create(edition=edition, kind="state", seats=100)
    header = ["Body", "Name", "E-mail address", "Language", "Role", "Rank", "Function"]
    rows = [
        [f"state-{n % STATES}", f"New {n}", f"new{n}@y.example", "fr", "adviser", "6", "Adviser"] for n in range(PEOPLE)
    ]
    for name, write in (("CSV", csv_file), ("XLSX", xlsx_file)):
        began = time.perf_counter()
        found = participants.read(write(header, rows), edition, "en")
        print(f"preview of {len(found)} lines as {name}: {time.perf_counter() - began:.1f} s")
    planned = imports.kept(edition, secretariat, "participants", csv_file(header, rows), found)
    began = time.perf_counter()
    importing.carry_out(Secretary(secretariat), planned)
    print(
        f"import of {PEOPLE} lines, read again and carried out: {time.perf_counter() - began:.1f} s (asked: 20 with the preview)"
    )


def measure_badges() -> None:
    from nadwa.acts.by import Unnamed
    from nadwa.delegations import exporters, queries
    from nadwa.delegations.commands import badges as badges_acts
    from nadwa.editions.models import Edition

    edition = Edition.objects.get(slug=SLUG)
    badges_acts.issue_badges(Unnamed("bench"), edition)
    badges = list(queries.badges(edition)[:PEOPLE])
    began = time.perf_counter()
    content = exporters.badge_sheets(edition, badges, "ar")
    print(
        f"{len(badges)} badges as PDF of {len(content) / 2**20:.1f} MB: {time.perf_counter() - began:.1f} s (asked: 60)"
    )


if __name__ == "__main__":
    main()
