"""The API shows what the pages show, to the holder of a token, acts through the same commands, and keeps to its own
description whatever it is sent."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from schemathesis import Case

from nadwa import clock
from nadwa.consultations.commands import running
from nadwa.consultations.models import OpinionVote
from nadwa.editions.capacities import Officer, Secretary
from nadwa.editions.models import Edition
from nadwa.exchange import tokens
from nadwa.exchange.api import api
from nadwa.floor.models import Request, Statement
from nadwa.press import commands as press
from nadwa.texts.models import Alternative
from tests.factories import House, house, sitting, words
from tests.forms import Client

ROOT = "/api/v1/editions/beijing-2016"
HERE = {"slug": "beijing-2016", "number": 1}
OPERATIONS = [(method, path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods]


application = cache(get_wsgi_application)


def reached(environ: dict[str, Any], start_response: Any) -> Any:
    """The application as a server passes requests on: with the address they came from."""
    return application()(environ | {"REMOTE_ADDR": "192.0.2.7"}, start_response)


def key(house: House, who: str, scope: str = "read", days: int = 30) -> str:
    return tokens.make(house.people[who], "test", scope, days)


def get(path: str, token: str = "", client: Client | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return (client or Client()).get(ROOT + path, headers=headers)


def post(path: str, token: str, **given: object) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().forged(ROOT + path, given, content_type="application/json", headers=headers)


def under_embargo(house: House) -> None:
    by = Officer(house.spokesperson, "spokesperson")
    dates: dict[str, Any] = {"dated": datetime.now(UTC).date(), "embargo_until": datetime.now(UTC) + timedelta(days=1)}
    press.draft_release(by, house.edition, "release", words("Secret title"), words("Text"), **dates)
    press.issue_release(by, house.edition.releases.get(number=2))


def test_everybody_reads_what_is_public(beijing: House) -> None:
    assert get("").json()["title"]["versions"]["fr"]["text"] == "Title of beijing-2016 [fr]"
    assert [one["body"] for one in get("/delegations").json()] == [
        "aldora",
        "belmara",
        "corvia",
        "drevania",
        "eskaria",
        "fenmark",
    ]


@pytest.mark.parametrize(("who", "status"), [("", 404), ("aldora", 200), ("press", 404), ("chair", 200)])
def test_a_closed_meeting_is_for_its_participants(beijing: House, who: str, status: int) -> None:
    assert get("/meetings/2/floor", key(beijing, who) if who else "").status_code == status


@pytest.mark.parametrize(("who", "there"), [("", False), ("aldora", False), ("chair", False), ("press", True)])
def test_embargoes_hold_here_too(beijing: House, who: str, there: bool) -> None:
    under_embargo(beijing)

    answer = get("/releases", key(beijing, who) if who else "")

    assert ("Secret title" in answer.content.decode()) == there


@pytest.mark.parametrize(("who", "status"), [("", 404), ("aldora", 200)])
def test_an_edition_that_is_not_announced_is_not_there_for_others(beijing: House, who: str, status: int) -> None:
    Edition.objects.update(announced_at=None)
    token = key(beijing, who) if who else ""

    assert get("/delegations", token).status_code == status
    assert len(Client().get("/api/v1/editions", headers={"Authorization": f"Bearer {token}"}).json()) == (status == 200)


def test_a_browsers_session_is_nobody_here(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)

    assert get("/meetings/2/floor", client=client).status_code == 404


def test_a_delegate_asks_for_the_floor_once_however_often_it_is_sent(beijing: House) -> None:
    sitting(beijing)
    token = key(beijing, "aldora", "write")
    answers = [post("/meetings/1/acts", token, act="ask", submission="one") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Request.objects.count() == 1


def test_a_wording_is_drafted_for_the_own_delegation(beijing: House) -> None:
    path = "/texts/outcome/paragraphs/2/proposals"
    answer = post(path, key(beijing, "belmara", "write"), language="fr", wording="Devrait coopérer")

    assert answer.json()["kind"] == "texts.drafted"
    drafted = Alternative.objects.get(state="draft")
    assert (drafted.proposer.body.slug, drafted.paragraph.number) == ("belmara", 2)  # type: ignore[union-attr]
    assert post(path, key(beijing, "press", "write"), language="fr", wording="Devrait").status_code == 404


def test_a_statement_is_handed_in_and_voted_on(beijing: House) -> None:
    token, path = key(beijing, "aldora", "write"), "/consultations/views"
    handed_in = post(f"{path}/statements", token, language="en", text="Cables are a common good.")
    cast = [post(f"{path}/votes", token, statement=1, value=value).status_code for value in (1, -1)]

    assert (handed_in.json()["kind"], cast) == ("consultations.statement-submitted", [200, 200])
    assert [vote.value for vote in OpinionVote.objects.all()] == [-1]
    assert post(f"{path}/votes", token, statement=99, value=1).status_code == 404


def test_nobody_votes_with_a_key_in_a_consultation_that_is_closed(beijing: House) -> None:
    running.close_consultation(Secretary(beijing.secretariat), beijing.consultation)

    assert post("/consultations/views/votes", key(beijing, "aldora", "write"), statement=1, value=1).status_code == 409


def test_a_key_to_read_does_not_write(beijing: House) -> None:
    sitting(beijing)

    assert post("/meetings/1/acts", key(beijing, "aldora"), act="ask").status_code == 401
    assert Request.objects.count() == 0


def test_what_is_not_possible_now_says_why(beijing: House) -> None:
    sitting(beijing, list_open=False)
    answer = post("/meetings/1/acts", key(beijing, "aldora", "write"), act="ask")

    assert (answer.status_code, answer.json()["detail"]) == (409, "The list of speakers is closed.")


def test_who_has_no_seat_does_not_take_part(beijing: House) -> None:
    sitting(beijing)

    assert post("/meetings/1/acts", key(beijing, "press", "write"), act="ask").status_code == 404


def test_a_statement_is_filed_under_embargo(beijing: House) -> None:
    token = key(beijing, "aldora", "write")
    answer = post("/meetings/1/statement", token, item=2, language="fr", text="Nos paroles")

    assert (answer.status_code, Statement.objects.get().released_at) == (200, None)


@pytest.mark.parametrize("text", ["a\x00b", "\x00", " \x00 ", "  "])
def test_what_postgresql_does_not_store_is_refused(beijing: House, text: str) -> None:
    answer = post("/consultations/views/statements", key(beijing, "aldora", "write"), language="en", text=text)

    assert answer.status_code == 422


def test_a_revoked_key_opens_nothing(beijing: House) -> None:
    token = key(beijing, "aldora")
    tokens.revoke(beijing.aldora.tokens.get())

    assert get("/meetings/2/floor", token).status_code == 404


def test_an_expired_key_opens_nothing(beijing: House) -> None:
    token = key(beijing, "aldora", days=1)
    with clock.reading(lambda: datetime.now(UTC) + timedelta(days=2)):
        assert get("/meetings/2/floor", token).status_code == 404


def test_a_key_is_shown_once_and_kept_as_a_hash(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    first = client.forged(reverse("tokens"), {"name": "script", "scope": "read", "days": 10}).content.decode()
    token = beijing.aldora.tokens.get()

    assert "nadwa_" in first
    assert "nadwa_" not in client.get(reverse("tokens")).content.decode()
    assert token.sha256 not in first


def test_nobody_revokes_the_key_of_another(beijing: House) -> None:
    key(beijing, "aldora")
    client = Client()
    client.force_login(beijing.belmara)

    assert (
        client.forged(reverse("revoke-token", args=[beijing.aldora.tokens.get().pk]), {"confirmed": "1"}).status_code
        == 404
    )


@pytest.mark.parametrize("query", ["limit=2", "limit=2&start=1"])
def test_long_lists_come_in_pages(beijing: House, query: str) -> None:
    first = 1 if "start" in query else 0
    assert [one["protocol"] for one in get(f"/delegations?{query}").json()] == [first + 1, first + 2]


@pytest.fixture(scope="module")
def committed_key(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A delegate's key, with an open meeting behind it; the server has to find both committed."""
    with django_db_blocker.unblock(), override("en"):
        made = house("beijing-2016")
        sitting(made)
        yield tokens.make(made.aldora, "schema", "write", 1)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def described() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", reached)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{method} {path}" for method, path in OPERATIONS])
@pytest.mark.parametrize("place", ["here", "anywhere"])
def test_every_operation_keeps_to_its_description(
    committed_key: str, described: Any, method: str, path: str, place: str
) -> None:
    """Here: at an edition, a meeting and a text that there are; anywhere: at names that nobody has given."""

    @given(case=described[path][method.upper()].as_strategy())
    @settings(max_examples=8, database=None, suppress_health_check=list(HealthCheck))
    def sent(case: Case) -> None:
        if place == "here":
            names = HERE | {"name": "views" if "consultations" in path else "outcome"}
            case.path_parameters |= {name: names[name] for name in case.path_parameters}
        case.call_and_validate(headers={"Authorization": f"Bearer {committed_key}"})

    sent()


@pytest.mark.parametrize(
    "address",
    [
        f"{ROOT}/entries?side=%00",
        "/api/v1/editions/%00",
        "/api/v1/editions/beijing%002016/meetings/1/floor",
        f"{ROOT}/texts/out%00come",
    ],
)
def test_an_address_with_what_no_text_can_hold_names_nothing(beijing: House, address: str) -> None:
    answer = Client().get(address)

    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_a_page_with_what_no_text_can_hold_in_its_address_is_none(beijing: House) -> None:
    assert Client().get("/en/tokens/%00/").status_code == 400


def test_a_submission_with_other_content_is_refused_with_both(beijing: House) -> None:
    token, path = key(beijing, "aldora", "write"), "/texts/outcome/paragraphs/2/proposals"
    first = post(path, token, language="en", wording="should", submission="one")
    answer = post(path, token, language="en", wording="shall", submission="one")

    assert (answer.status_code, answer.json()["done"]) == (409, first.json())
    assert (answer.json()["before"]["wording"], answer.json()["now"]["wording"]) == ("should", "shall")
    assert Alternative.objects.filter(state="draft").count() == 1


@pytest.mark.parametrize("body", ['{"item": true, "language": "en", "text": "x"}', '{"item": 2, "item": 1}'])
def test_a_loose_body_is_refused(beijing: House, body: str) -> None:
    headers = {"Authorization": f"Bearer {key(beijing, 'aldora', 'write')}"}
    path = f"{ROOT}/meetings/1/statement"

    assert Client().forged(path, body, content_type="application/json", headers=headers).status_code in {400, 422}


@pytest.mark.parametrize("value", [True, False, 1.0, "1", 2, None])
def test_a_vote_is_a_whole_number(beijing: House, value: object) -> None:
    token, path = key(beijing, "aldora", "write"), "/consultations/views/votes"

    assert post(path, token, statement=1, value=value).status_code == 422
    assert not OpinionVote.objects.exists()


def test_every_text_that_is_taken_has_a_limit() -> None:
    schemas = api.get_openapi_schema()["components"]["schemas"]
    taken = {
        content["schema"]["$ref"].rpartition("/")[2]
        for methods in api.get_openapi_schema()["paths"].values()
        for operation in methods.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
    }
    endless = [
        (name, field)
        for name in taken
        for field, said in schemas[name]["properties"].items()
        if said.get("type") == "string" and not {"maxLength", "enum"} & set(said)
    ]

    assert (len(taken), endless) == (5, [])


def test_a_statement_has_the_limit_of_the_page(beijing: House) -> None:
    token = key(beijing, "aldora", "write")

    assert post("/meetings/1/statement", token, item=2, language="en", text="x" * 60_001).status_code == 422
