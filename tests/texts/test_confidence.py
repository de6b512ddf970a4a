"""What one delegation says in confidence has no part in any answer that another gets, however it asks.

An adversary, who chooses each question by the answers so far, plays against the pages of the package finder to learn
Aldora's position. And two worlds that differ in nothing but what Aldora said in confidence give everybody else the same
pages and files, byte by byte: also where they differ in what became of something that was said publicly before.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from nadwa import wall
from nadwa.exchange import tokens
from nadwa.live import hub
from nadwa.live.tickets import Ticket, admits
from nadwa.record.models import Act
from nadwa.record.sequencer import sequence
from nadwa.record.signer import Signer
from nadwa.texts.commands import positions
from nadwa.texts.models import Alternative, Linkage, Position
from nadwa.texts.spreadsheets import Instruction
from tests.factories import House, words
from tests.forms import Client
from tests.matrix.every_row import CHANNELS
from tests.matrix.rows import record, texts
from tests.matrix.test_canaries import words_of
from tests.matrix.world import addressed, known_at, signed_in, viewers_of

ROWS = [
    row for row in (*texts.ROWS, *record.ROWS) if row.method == "get" and not row.why and "closed" not in row.arguments
]
ASKERS = ("chair", "secretariat", "belmara")
SECRETS = ("support", "object", "red-line")
NEW_EACH_TIME = re.compile(
    rb'name="(?:csrfmiddlewaretoken|submission)" value="\w+"|ticket=[\w:-]+|content="\w{64}"|w:date="[^"]+"'
    rb"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
QUESTIONS = [
    urlencode([("objective", objective), ("freeze-2", held), *supposed, *dropped, ("trade-off", "1")])
    for objective, held, supposed, dropped in product(
        ("fairest", "least-objection"),
        ("", "2"),
        ([], [("suppose", "aldora:2-2:4-5:object"), ("suppose", "aldora:2-1:4-1:red-line")]),
        ([], [("drop", "2-2"), ("drop", "4-5"), ("drop", "2-2-4-1")]),
    )
]


def confide(edition: House, stance: str) -> None:
    """Aldora says `stance` of alternative 2 of paragraph 2, objects to 5 of paragraph 4 and links. Two others speak of
    everything, too: so that no threshold of three would keep it back."""
    Position.objects.exclude(audience="public").delete()
    Linkage.objects.exclude(audience="public").delete()
    standing = Alternative.objects.filter(paragraph__text=edition.text).exclude(state="draft").order_by("pk")
    of_aldora = {(2, 2): stance, (4, 5): "object"}
    for name, said in (("aldora", of_aldora), ("corvia", {}), ("drevania", {})):
        for one in standing.select_related("paragraph"):
            means = said.get((one.paragraph.number, one.number), "support")
            facts = {"alternative": one, "stance": means, "salience": 3, "note": f"note of {stance}"}
            Position.objects.create(delegation=edition.delegations[name], audience="counted", **facts)
    for number in range(SECRETS.index(stance)):
        ends = {"condition": standing[number], "consequence": standing.get(paragraph__number=4, number=1)}
        facts = {"otherwise": "object", "salience": 3, "audience": "counted"}
        Linkage.objects.create(delegation=edition.delegations["aldora"], **ends, **facts)


def put_a_choice(edition: House) -> None:
    """A second alternative in paragraph 4, excluded publicly by Fenmark: a linkage to it is broken."""
    paragraph, proposer = edition.text.paragraphs.get(number=4), edition.delegations["belmara"]
    facts = {"state": "tabled", "wording": words("Otherwise"), "proposer": proposer}
    second = Alternative.objects.create(paragraph=paragraph, number=5, **facts)
    excluded = {"stance": "red-line", "salience": 1, "audience": "public"}
    Position.objects.create(delegation=edition.delegations["fenmark"], alternative=second, **excluded)


class Adversary:
    """The chair, who supposes linkages of Aldora until the worst-off party can only be Aldora: its share then is
    (cost + 12 n) of (worst + 12 n) after n of them. It goes on until one cost alone explains all answers."""

    def __init__(self, edition: House) -> None:
        self.client = signed_in(edition.chair)
        self.address = reverse("packages", args=[edition.edition.slug, "outcome"])

    def share(self, suppositions: int) -> int | None:
        """What the page says when so many linkages are supposed; None where no package is possible."""
        asked = [("best", "1"), ("freeze-2", "2"), *[("suppose", "aldora:2-2:4-5:object")] * suppositions]
        page = self.client.get(f"{self.address}?{urlencode(asked)}").content.decode()
        found = re.search(r"as a share of its own worst case</th><td>(\d+)", page)
        return int(found[1]) if found else None

    def learns(self) -> frozenset[int]:
        """What the package may cost Aldora, as far as its answers tell."""
        possible = {(cost, worst) for worst in range(61) for cost in range(worst + 1)}
        for suppositions in range(1, 12):
            share, extra = self.share(suppositions), 12 * suppositions
            if share is None:
                return frozenset()
            possible = {(c, w) for c, w in possible if abs(100 * (c + extra) / (w + extra) - share) <= 0.51}
            if len({cost for cost, _ in possible}) <= 1:
                break
        return frozenset(cost for cost, _ in possible)


def test_an_adversary_who_asks_as_it_likes_learns_no_position(beijing: House) -> None:
    put_a_choice(beijing)
    learnt = {}
    for secret in SECRETS:
        confide(beijing, secret)
        learnt[secret] = Adversary(beijing).learns()

    assert len(set(learnt.values())) == 1, learnt


def test_the_database_gives_no_facilitator_what_is_said_in_confidence(beijing: House) -> None:
    """Whatever a page might ask: the second wall has no door for the finder."""
    confide(beijing, "object")

    with wall.seen_by(beijing.chair):
        assert not Position.objects.exists()
        assert not Linkage.objects.exists()


@pytest.mark.usefixtures("time")
def test_nobody_else_sees_a_difference(beijing: House, elsewhere: House) -> None:
    viewers = viewers_of(beijing, elsewhere) | {"belmara": beijing.belmara}
    put_a_choice(beijing)
    known = known_at(beijing)
    worlds = []
    for secret in SECRETS[1:]:
        confide(beijing, secret)
        worlds.append({role: dict(everything(viewers[role], known, beijing)) for role in ASKERS})

    one, other = worlds
    assert [(role, name) for role in ASKERS for name in one[role] if one[role][name] != other[role][name]] == []
    assert len(one["chair"]) > len(QUESTIONS) + 40


def test_the_own_delegation_sees_the_difference(beijing: House, elsewhere: House) -> None:
    """Else two worlds would be one."""
    client, address = signed_in(beijing.aldora), reverse("paragraph", args=["beijing-2016", "outcome", 2])
    pages = []
    for secret in SECRETS:
        confide(beijing, secret)
        pages.append(seen(client, address))

    assert len(set(pages)) == len(SECRETS)


def drop(edition: House, position: Alternative, ends: list[Alternative]) -> None:
    positions.drop_position(edition.delegate("aldora"), position)
    positions.drop_linkage(edition.delegate("aldora"), Linkage.objects.get(condition=ends[0], consequence=ends[1]))


def confide_instead(edition: House, position: Alternative, ends: list[Alternative]) -> None:
    positions.take_position(edition.delegate("aldora"), position, "red-line", 5, "counted", "a note")
    positions.link(edition.delegate("aldora"), *ends, "red-line", 5, "own")


def share_instead(edition: House, position: Alternative, ends: list[Alternative]) -> None:
    positions.take_position(
        edition.delegate("aldora"), position, "support", 1, "shared", "a note", [edition.delegations["corvia"]]
    )
    positions.link(edition.delegate("aldora"), *ends, "object", 1, "shared", [edition.delegations["corvia"]])


def instruct_instead(edition: House, position: Alternative, ends: list[Alternative]) -> None:
    positions.import_positions(
        edition.delegate("aldora"), edition.text, [Instruction(position, "red-line", 5, "own", "a note")]
    )
    positions.link(edition.delegate("aldora"), *ends, "red-line", 5, "counted")


@pytest.mark.usefixtures("time")
def test_what_is_now_said_in_confidence_looks_like_what_is_dropped(
    beijing: House, elsewhere: House, tmp_path: Path
) -> None:
    """Aldora speaks publicly, and then drops it, or says it to fewer: the others' pages and record are the same."""
    viewers = viewers_of(beijing, elsewhere) | {"belmara": beijing.belmara}
    known = known_at(beijing)
    position = Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=2, number=2)
    ends = [position, Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=4, number=1)]
    positions.take_position(beijing.delegate("aldora"), position, "object", 2, "public", "said openly")
    positions.link(beijing.delegate("aldora"), *ends, "object", 2, "public")
    sequence(Signer(tmp_path / "keys"))
    worlds = []
    for afterwards in (drop, confide_instead, share_instead, instruct_instead):
        with transaction.atomic():
            afterwards(beijing, position, ends)
            sequence(Signer(copytree(tmp_path / "keys", tmp_path / afterwards.__name__)))
            pages = {role: dict(everything(viewers[role], known, beijing)) for role in ("anonymous", "belmara")}
            acts = Act.objects.exclude(log__audience__startswith="delegation:").order_by("pk")
            worlds.append(pages | {"record": dict(enumerate(acts.values_list("log", "kind", "facts", "topics")))})
            transaction.set_rollback(True)
        cache.clear()

    dropped, *others = worlds
    for other in others:
        assert [
            (role, name) for role in dropped for name in other[role] if dropped[role].get(name) != other[role][name]
        ] == []
    assert [kind for _log, kind, *_ in dropped["record"].values()][-2:] == [
        "texts.position-dropped",
        "texts.linkage-dropped",
    ]


@pytest.mark.usefixtures("time")
def test_no_address_tells_how_many_linkages_others_keep_to_themselves(beijing: House) -> None:
    """Belmara links after Aldora has, in confidence, or has not: its own page is the same."""
    ends = [Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=n, number=1) for n in (2, 4)]
    pages = []
    for others in (0, 1):
        with transaction.atomic():
            for _each in range(others):
                positions.link(beijing.delegate("aldora"), *ends, "object", 1, "counted")
            positions.link(beijing.delegate("belmara"), *ends, "object", 1, "own")
            address = reverse("positions", args=[beijing.edition.slug, "outcome"])
            pages.append(seen(signed_in(beijing.belmara), address))
            transaction.set_rollback(True)

    assert pages[0] == pages[1]
    assert b"/linkages/belmara/2/1/4/1/drop/" in pages[0][1]


def everything(viewer: Any, known: dict[str, Any], beijing: House) -> Iterator[tuple[str, Any]]:
    """All pages and files about texts and the record, API and live frames; the finder, asked in many ways."""
    client = signed_in(viewer)
    for row in ROWS:
        yield str(row), seen(client, addressed(row, known))
    headers = {"Authorization": f"Bearer {tokens.make(viewer, str(viewer), 'read', 1)}"} if viewer else {}
    for name, of in (("api:get_text", ["outcome"]), ("api:list_acts", [])):
        yield name, seen(Client(headers=headers), reverse(name, args=[beijing.edition.slug, *of]))
    for question in QUESTIONS if viewer == beijing.chair else ():
        address = reverse("packages", args=[beijing.edition.slug, "outcome"])
        yield question, seen(client, f"{address}?{question}")
    for channel, _, _ in CHANNELS:
        key = beijing.meeting.pk if channel.startswith("floor") else beijing.text.pk
        ticket = Ticket(channel, str(key), "en", viewer.pk if viewer else None)
        if admits(ticket):
            yield channel, NEW_EACH_TIME.sub(b"", b"".join(hub.render(ticket).values()))


def seen(client: Client, address: str) -> tuple[int, bytes]:
    """The status and what can be read: without what is drawn anew each time, of a package each file in it."""
    answer = client.get(address)
    content = answer.content
    if content.startswith(b"%PDF"):
        content = words_of(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [name for name in packed.namelist() if not name.startswith("docProps/")]
            content = b"".join(name.encode() + packed.read(name) for name in names)
    return answer.status_code, NEW_EACH_TIME.sub(b"", content)
