"""What readers see of a result: the hosts' choice, their own place, groups, exports."""

import csv
import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from nadwa.acts.by import Unnamed
from nadwa.consultations.commands import running
from nadwa.consultations.queries import ballots
from nadwa.consultations.snapshots import take_snapshot
from nadwa.consultations.votes import cast, shown
from nadwa.engine.opinion.files import read_votes
from nadwa.engine.packet import verify
from nadwa.record.acts import Refused
from tests.factories import House, approved, person, proposed
from tests.forms import Client

pytestmark = pytest.mark.django_db
ROOM = "/en/beijing-2016/consultations/views/"
BY = Unnamed("test")


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def camps(house: House, size: int = 20) -> None:
    """Two camps of delegates without a delegation: what they vote is all that matters."""
    for number in range(2 * size):
        voter = person(f"voter-{number}")
        for statement in house.consultation.statements.all():
            value = 1 if statement.number <= 2 or number % 2 else -1
            cast(voter, house.consultation, statement, value)
    take_snapshot(house.consultation)


def hide(house: House) -> None:
    proposed(house, "consultations.hide-results")
    approved(house)
    house.consultation.refresh_from_db()


def test_the_page_says_when_the_map_is_from(beijing: House) -> None:
    camps(beijing)

    page = Client().get(ROOM).content.decode()

    assert "Votes are safe; this map is from" in page
    assert "Group A" in page.replace("\n", " ")


def test_hosts_hide_the_result_until_the_close(beijing: House) -> None:
    camps(beijing)
    hide(beijing)

    page, points, picture, export = (Client().get(ROOM + name) for name in ("", "map.json", "map.svg", "polis.zip"))

    assert "The hosts show the result when the consultation closes" in page.content.decode()
    assert [answer.status_code for answer in (points, picture, export)] == [404, 404, 404]


def test_a_hidden_result_is_not_published_and_is_seen_after_the_close(beijing: House) -> None:
    camps(beijing)
    hide(beijing)
    with pytest.raises(Refused, match="hidden the result"):
        running.publish_result(BY, beijing.consultation)

    running.close_consultation(BY, beijing.consultation)

    assert Client().get(ROOM + "map.json").status_code == 200


def test_a_group_can_be_looked_into(beijing: House) -> None:
    camps(beijing)

    page = Client().get(ROOM, {"group": "B"}).content.decode()

    assert 'id="inside"' in page
    assert 'id="inside"' not in Client().get(ROOM, {"group": "Z"}).content.decode()


def test_the_map_shows_me_my_own_place_and_nobody_else_mine(beijing: House) -> None:
    for statement in beijing.consultation.statements.all():
        cast(beijing.aldora, beijing.consultation, statement, 1)
    camps(beijing)

    mine = signed_in(beijing.aldora).get(ROOM + "map.json").json()
    others = signed_in(beijing.belmara).get(ROOM + "map.json").json()

    assert len(mine["mine"]) == 3
    assert others["mine"] is None
    assert set(others) == {"clouds", "groups", "stable", "mine", "delegation", "course"}


def test_the_votes_of_a_small_delegation_do_not_show(beijing: House) -> None:
    camps(beijing)
    for statement in beijing.consultation.statements.all():
        cast(beijing.aldora, beijing.consultation, statement, 1)
    take_snapshot(beijing.consultation)

    page = signed_in(beijing.aldora).get(ROOM).content.decode()

    assert "<td>1/1</td>" not in page
    assert "<td>Agree</td>" in page


def test_polis_tools_can_read_the_export(beijing: House, tmp_path: Path) -> None:
    beijing.consultation.votes_public = True
    beijing.consultation.save()
    camps(beijing)

    ZipFile(BytesIO(Client().get(ROOM + "polis.zip").content)).extractall(tmp_path)

    votes = read_votes(tmp_path, "polis")
    assert (votes.count, len(votes.participants), len(votes.statements)) == (320, 40, 8)
    with (tmp_path / "participants-votes.csv").open(encoding="utf-8", newline="") as file:
        assert {row["group-id"] for row in csv.DictReader(file)} == {"0", "1"}


def test_the_export_of_private_votes_has_none(beijing: House) -> None:
    camps(beijing)

    names = ZipFile(BytesIO(Client().get(ROOM + "polis.zip").content)).namelist()

    assert sorted(names) == ["comments.csv", "summary.csv"]


def test_constituencies_count_a_delegation_once(beijing: House) -> None:
    for state in ("aldora", "belmara", "corvia", "drevania"):
        for statement in beijing.consultation.statements.all():
            cast(beijing.people[state], beijing.consultation, statement, 1)

    snapshot = take_snapshot(beijing.consultation)

    assert snapshot is not None
    found = json.loads(snapshot.packet)["constituencies"]
    slugs = {d.constituency.slug for d in beijing.delegations.values() if d.constituency}
    assert set(found["names"]) <= slugs


def test_the_health_page_sets_agreement_as_counted_beside_agreement_as_corrected(beijing: House) -> None:
    statement = shown(beijing.aldora, beijing.consultation)
    assert statement is not None
    cast(beijing.aldora, beijing.consultation, statement, 1)

    page = signed_in(beijing.secretariat).get(ROOM + "health/").content.decode()

    assert page.count("<td>100%</td>") == 2
    assert "No alarm." in page


def test_the_published_packet_is_computed_again_from_the_votes(beijing: House) -> None:
    beijing.consultation.votes_public = True
    beijing.consultation.save()
    camps(beijing)
    running.publish_result(BY, beijing.consultation)
    packet = Client().get(ROOM + "packet.json").content

    checks, _ = verify(packet, ballots(beijing.consultation).votes())

    assert [(check.what, check.right) for check in checks] == [
        ("votes", True),
        ("constituencies", True),
        ("packet", True),
    ]


def test_an_open_page_learns_of_a_newer_map(beijing: House) -> None:
    camps(beijing)
    page = Client().get(ROOM).content.decode()
    address = re.findall(r'hx-get="([^"]+)"', page)[0]
    before = Client().get(address).content.decode()

    cast(beijing.aldora, beijing.consultation, beijing.consultation.statements.first(), 1)
    take_snapshot(beijing.consultation)

    assert "A newer map is there" not in before
    assert "A newer map is there" in Client().get(address).content.decode()


def test_two_voters_draw_no_map_for_it_would_tell_who_voted_how(beijing: House) -> None:
    camps(beijing, 1)
    before = Client().get(ROOM).content.decode()
    third = person("voter-2")
    for statement in beijing.consultation.statements.all():
        cast(third, beijing.consultation, statement, 1)

    take_snapshot(beijing.consultation)

    assert "There is no map yet" in before
    assert "this map is from" in Client().get(ROOM).content.decode()
