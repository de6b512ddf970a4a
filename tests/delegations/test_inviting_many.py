"""Whom to invite is chosen from the list, by group, by search, by ticks, from a file or from another edition."""

from datetime import UTC, date, datetime
from time import process_time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nadwa.accounts.models import Person
from nadwa.delegations.commands import inviting
from nadwa.delegations.models import Body, Invitation
from nadwa.delegations.ready_made import Group, everybody, of_group
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition, Membership, Series
from nadwa.exchange import imports
from nadwa.record.models import Act
from nadwa.web.languages import multilingual, plain
from tests.factories import House, words
from tests.forms import Client

E = "beijing-2016"
INVITE, LIST = f"/en/{E}/invitations/new/", f"/en/{E}/invitations/"
DAY = {"answer_by": "2016-07-01"}


@pytest.fixture
def secretariat(beijing: House, client_of: Any) -> Client:
    client: Client = client_of("secretariat")
    return client


@pytest.fixture
def client_of(beijing: House) -> Any:
    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(beijing.people[name])
        return client

    return signed_in


def invited(edition: str = E) -> set[str]:
    return set(Invitation.objects.filter(edition__slug=edition).values_list("body__slug", flat=True))


def edition(slug: str, series: str, year: int, *, exercise: bool = False) -> Edition:
    its, _ = Series.objects.get_or_create(slug=series, defaults={"name": words(series)})
    return Edition.objects.create(
        series=its,
        slug=slug,
        title=words(slug),
        city=words("City"),
        time_zone="Asia/Qatar",
        starts_on=date(year, 3, 1),
        ends_on=date(year, 3, 2),
        exercise=exercise,
        announced_at=datetime(2016, 1, 1, tzinfo=UTC),
    )


@pytest.mark.django_db(transaction=True)
def test_on_an_empty_database_all_members_are_invited_with_one_tick() -> None:
    doha = edition("doha-2028", "doha", 2028)
    officer = Person.objects.create(username="officer", name="Officer")
    Membership.objects.create(edition=doha, person=officer, role="secretariat")
    client = Client()
    client.force_login(officer)

    answer = client.post("/en/doha-2028/invitations/new/", {"chosen": ["group:members"], "answer_by": "2028-01-01"})

    assert (answer.status_code, len(invited("doha-2028"))) == (302, 193)
    korea = Body.objects.get(listed="kr")
    assert (korea.slug, plain(korea.name, "zh-hans"), korea.kind) == ("republic-of-korea", "大韩民国", "state")
    assert plain(korea.formal, "fr") == "la République de Corée"
    act = Act.objects.get(kind="delegations.invitations-drafted")
    assert (len(act.facts["bodies"]), len(act.facts["entered"])) == (193, 193)
    assert client.get("/ar/doha-2028/invitations/").status_code == 200


def test_a_group_and_single_ticks_are_invited_together(secretariat: Client) -> None:
    secretariat.post(INVITE, {"chosen": ["group:african", "listed:kr", "listed:itu"], **DAY})

    assert len(invited()) == len(of_group(Group.AFRICAN)) + 2
    assert {"republic-of-korea", "international-telecommunication-union", "cote-divoire"} <= invited()


def test_who_is_invited_is_not_offered_again_and_not_made_twice(secretariat: Client) -> None:
    secretariat.post(INVITE, {"chosen": ["listed:kr"], **DAY})
    page = secretariat.get(INVITE).content.decode()
    secretariat.post(INVITE, {"chosen": ["group:asia-pacific"], **DAY})

    assert 'value="listed:kr"' not in page
    assert Body.objects.filter(listed="kr").count() == 1
    assert len(invited()) == len(of_group(Group.ASIA_PACIFIC))


def entered_by_hand(beijing: House) -> Body:
    by = Secretary(beijing.people["secretariat"])
    korea = multilingual("zh-hans", zh="大韩民国")
    inviting.enter_body(by, beijing.edition, "korea", "state", korea, "mission@korea.example", "en")
    return Body.objects.get(slug="korea")


def test_who_was_entered_by_hand_under_a_name_of_the_list_is_not_made_twice(
    beijing: House, secretariat: Client
) -> None:
    korea = entered_by_hand(beijing)
    page = secretariat.get(INVITE).content.decode()
    secretariat.post(INVITE, {"chosen": ["group:asia-pacific"], **DAY})

    assert 'value="body:korea"' not in page
    assert Invitation.objects.get(body=korea).edition == beijing.edition
    assert not Body.objects.filter(listed="kr").exists()
    assert 'value="listed:kr"' not in secretariat.get(INVITE).content.decode()


def test_a_file_means_who_was_entered_by_hand(beijing: House, secretariat: Client) -> None:
    korea = entered_by_hand(beijing)
    page = preview(secretariat, "Body", "KR", "France")
    secretariat.post(f"{page}carry-out/", page=page)

    assert invited() == {korea.slug, "france"}


def test_a_choice_of_nobody_says_what_to_do(secretariat: Client) -> None:
    answer = secretariat.post(INVITE, DAY)

    assert (answer.status_code, invited()) == (422, set())
    assert "Tick whom you want to invite" in answer.content.decode()


@pytest.mark.parametrize("role", ["chair", "officer_un", "aldora", "press"])
def test_nobody_else_invites(beijing: House, client_of: Any, role: str) -> None:
    assert client_of(role).forged(INVITE, {"chosen": ["group:members"], **DAY}).status_code == 404
    assert invited() == set()


def test_bodies_of_an_exercise_are_apart_from_the_real_ones(beijing: House, secretariat: Client) -> None:
    secretariat.post(INVITE, {"chosen": ["listed:kr"], **DAY})
    rehearsal = edition("rehearsal", "symposia", 2017, exercise=True)
    Membership.objects.create(edition=rehearsal, person=beijing.people["secretariat"], role="secretariat")
    secretariat.post("/en/rehearsal/invitations/new/", {"chosen": ["listed:kr"], "answer_by": "2017-01-01"})

    assert (invited(), invited("rehearsal")) == ({"republic-of-korea"}, {"republic-of-korea-2"})


def test_another_series_has_bodies_of_its_own(beijing: House, secretariat: Client) -> None:
    inviting.enter_body(
        Secretary(beijing.people["secretariat"]),
        beijing.edition,
        "mensk",
        "ngo",
        multilingual("en", en="Mensk"),
        "office@mensk.example",
        "fr",
    )
    doha = edition("doha-2028", "doha", 2028)
    stranger = Person.objects.create(username="stranger", name="Stranger")
    Membership.objects.create(edition=doha, person=stranger, role="secretariat")
    client = Client()
    client.force_login(stranger)
    page = client.get("/en/doha-2028/invitations/new/").content.decode()

    assert "Mensk" in secretariat.get(INVITE).content.decode()
    assert "Mensk" not in page
    assert plain(beijing.edition.title) not in page


def test_everybody_of_another_edition_is_invited_again(beijing: House, secretariat: Client) -> None:
    """Whoever is secretariat of both; what the other series says of a body is copied, what is on the list is known."""
    doha = edition("doha-2028", "doha", 2028)
    Membership.objects.create(edition=doha, person=beijing.people["secretariat"], role="secretariat")
    by = Secretary(beijing.people["secretariat"])
    inviting.enter_body(by, doha, "mensk", "ngo", multilingual("en", en="Mensk"), "office@mensk.example", "fr")
    theirs = Body.objects.get(slug="mensk")
    inviting.draft_invitations(by, doha, [theirs], date(2028, 1, 1), listed=of_group(Group.EASTERN_EUROPEAN))
    secretariat.post(INVITE, {"chosen": ["listed:pl"], **DAY})

    secretariat.post(INVITE, {"like": str(doha.pk), **DAY})

    assert len(invited()) == len(of_group(Group.EASTERN_EUROPEAN)) + 1
    copied = Invitation.objects.get(edition=beijing.edition, body__slug="mensk").body
    assert copied != theirs
    assert (copied.series, copied.email, copied.language) == (beijing.edition.series, "office@mensk.example", "fr")


@pytest.mark.parametrize("by_hand_here", [True, False])
def test_who_was_entered_by_hand_at_one_of_two_editions_is_known_again_at_the_other(
    beijing: House, secretariat: Client, by_hand_here: bool
) -> None:
    doha, by = edition("doha-2028", "doha", 2028), Secretary(beijing.people["secretariat"])
    Membership.objects.create(edition=doha, person=beijing.people["secretariat"], role="secretariat")
    by_hand, from_the_list = (beijing.edition, doha) if by_hand_here else (doha, beijing.edition)
    name = multilingual("en", en="Republic of Korea")
    inviting.enter_body(by, by_hand, "rok", "state", name, "mission@korea.example", "en")
    inviting.draft_invitations(by, by_hand, [Body.objects.get(slug="rok")], date(2016, 7, 1))
    inviting.draft_invitations(by, from_the_list, [], date(2016, 7, 1), listed=[everybody()["kr"]])

    answer = secretariat.post(INVITE, {"like": str(doha.pk), **DAY})

    assert (answer.status_code, invited()) == (422, {"rok" if by_hand_here else "republic-of-korea"})
    assert Body.objects.filter(series=beijing.edition.series, slug__in=["rok", "republic-of-korea"]).count() == 1


def test_who_stands_twice_at_another_edition_is_taken_over_once(beijing: House, secretariat: Client) -> None:
    doha, by = edition("doha-2028", "doha", 2028), Secretary(beijing.people["secretariat"])
    Membership.objects.create(edition=doha, person=beijing.people["secretariat"], role="secretariat")
    inviting.draft_invitations(by, doha, [], date(2028, 1, 1), listed=[everybody()["kr"]])
    inviting.enter_body(by, doha, "rok", "state", multilingual("en", en="Republic of Korea"), "m@korea.example", "en")
    inviting.draft_invitations(by, doha, [Body.objects.get(slug="rok")], date(2028, 1, 1))

    secretariat.post(INVITE, {"like": str(doha.pk), **DAY})

    assert invited() == {"republic-of-korea"}
    assert Body.objects.get(series=beijing.edition.series, slug="republic-of-korea").listed == "kr"


def test_only_editions_that_one_knows_are_offered_to_copy(beijing: House, secretariat: Client) -> None:
    doha = edition("doha-2028", "doha", 2028)
    secretariat.get(INVITE)
    answer = secretariat.forged(INVITE, {"like": str(doha.pk), **DAY})

    assert (answer.status_code, invited()) == (422, set())


def table(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("invite.csv", "\n".join(lines).encode(), content_type="text/csv")


def preview(client: Client, *lines: str) -> str:
    client.post(f"/en/{E}/files/import/invited/", {"file": table(*lines), "language": "en"})
    number = Edition.objects.get(slug=E).imports.latest("pk").pk
    return f"/en/{E}/files/import/{number}/"


def test_a_file_names_bodies_by_code_or_in_any_language(secretariat: Client) -> None:
    page = preview(secretariat, "Body,E-mail address", "KR,mission@korea.example", "Российская Федерация,", "国际电联,")
    secretariat.post(f"{page}carry-out/", page=page)

    assert invited() == {"republic-of-korea", "russian-federation", "international-telecommunication-union"}
    assert Body.objects.get(listed="kr").email == "mission@korea.example"


def test_an_unknown_name_is_refused_with_what_may_be_meant(secretariat: Client) -> None:
    page = secretariat.get(preview(secretariat, "Body", "Republic of Koreaa", "Slovnia")).content.decode()

    assert "2 refused" in page
    assert "Is one of these meant: Republic of Korea" in page
    assert "Slovenia" in page


def test_a_code_that_stands_for_two_is_not_guessed(secretariat: Client) -> None:
    page = secretariat.get(preview(secretariat, "Body", "AU")).content.decode()

    assert "stands for several: " in page
    assert "African Union" in page
    assert "Australia" in page
    assert invited() == set()


def test_a_long_file_of_something_else_is_read_in_no_time(beijing: House) -> None:
    lines = [f"Nowhere {number}" for number in range(3_000)]
    before = process_time()
    rows = imports.read("invited", "\n".join(["Body", *lines, "x" * 30_000]).encode(), beijing.edition, "en")

    assert {row["state"] for row in rows} == {"refused"}
    assert process_time() - before < 10


def test_a_body_twice_in_a_file_is_refused(secretariat: Client) -> None:
    page = secretariat.get(preview(secretariat, "Body", "KR", "大韩民国")).content.decode()

    assert "stands in line 2 already" in page
