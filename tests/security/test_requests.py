"""What strangers send to be let in where they are not: it is refused or taken as text, and nothing fails here."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

import nadwa
from nadwa.accounts.models import Person
from nadwa.delegations.commands import inviting
from nadwa.editions.capacities import Secretary
from nadwa.floor.commands import speakers
from nadwa.floor.models import Statement
from nadwa.mail import outbox
from nadwa.mail.models import Mail
from nadwa.record.models import Act
from nadwa.texts.commands import proposing
from nadwa.texts.models import Paragraph
from tests.factories import House, sitting
from tests.forms import Client
from tests.matrix.every_row import ROWS
from tests.matrix.world import addressed, known_at, signed_in, viewers_of

EVIL = "https://evil.example/"
ELSEWHERE = [EVIL, "//evil.example", "\\\\evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
STATEMENT = "/en/beijing-2016/meetings/1/statement/"
LARGE = 2**63
OPEN = 200
ROOT = Path(nadwa.__file__).parent


@pytest.fixture
def delegate(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.aldora)
    return client


@pytest.mark.parametrize("to", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(beijing: House, to: str) -> None:
    beijing.aldora.set_password("correct horse battery")
    beijing.aldora.save()
    answer = Client().forged(
        f"/en/account/sign-in/?next={to}",
        {"login": beijing.aldora.username, "password": "correct horse battery", "next": to},
    )

    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/")


@pytest.mark.parametrize("to", ELSEWHERE)
@pytest.mark.parametrize("name", ["next", "back", "url", "redirect", "return"])
def test_no_page_leads_to_where_the_address_says(delegate: Client, name: str, to: str) -> None:
    pages = ["/en/beijing-2016/meetings/1/floor/ask/", STATEMENT, "/en/account/sign-out/", STATEMENT]
    answers = [delegate.forged(f"{page}?{name}={to}", {name: to}) for page in pages]

    places = [answer["Location"] for answer in answers if answer.status_code == 302]
    assert len(places) >= 2
    assert [place for place in places if not place.startswith("/en/")] == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8000@evil.example", "127.0.0.1.evil.example"])
def test_another_host_is_not_served(beijing: House, host: str) -> None:
    assert Client(HTTP_HOST=host).get("/en/").status_code == 400


def test_a_proxy_s_headers_from_a_stranger_change_no_address(beijing: House) -> None:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "666",
        "X-Original-URL": "/evil",
        "X-Real-IP": "::1",
    }
    page = Client(headers=forged).get("/en/beijing-2016/")
    Person.objects.filter(pk=beijing.aldora.pk).update(username="a@b.example", email="a@b.example")
    Client(headers=forged).forged("/en/account/forgotten/", {"email": "a@b.example"})

    assert "evil" not in page.content.decode()
    assert settings.ADDRESS in Mail.objects.get().body
    assert "evil" not in Mail.objects.get().body


def test_a_forged_sender_does_not_get_around_a_limit(beijing: House) -> None:
    """Without a trusted proxy the header means nothing; behind one, nginx replaces it (deploy/nginx)."""
    tried = [
        Client(headers={"X-Forwarded-For": f"192.0.2.{number}"}).forged(
            "/en/account/sign-in/", {"login": beijing.aldora.username, "password": "guess"}
        )
        for number in range(7)
    ]

    assert "Too many" in tried[-1].content.decode()


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "DEBUG"])
@pytest.mark.parametrize("page", ["/en/", STATEMENT, "/en/beijing-2016/meetings/1/podium/open/"])
def test_methods_that_nothing_here_knows_do_nothing(delegate: Client, method: str, page: str) -> None:
    before = Act.objects.count()

    answer = delegate.generic(method, page, headers={"X-Secret": "echo"})

    assert answer.status_code in {404, 405}
    assert b"echo" not in answer.content
    assert Act.objects.count() == before


@pytest.mark.parametrize(
    "page",
    [
        "/.git/config",
        "/static/",
        "/static/nadwa/",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/..%2f..%2fpyproject.toml",
        "/en/../../etc/passwd",
        "/var/secret",
        "/.env",
        "/admin/",
        "/__debug__/",
        "/en/beijing-2016/files/..%2f..%2fetc%2fpasswd/",
    ],
)
def test_no_file_and_no_folder_is_shown(beijing: House, page: str) -> None:
    assert Client().get(page, follow=True).status_code in {400, 404}


def test_what_monitoring_sees_is_hidden_without_its_token(beijing: House) -> None:
    assert Client().get("/en/metrics/").status_code == 404
    assert Client(headers={"Authorization": "Bearer "}).get("/metrics/", follow=True).status_code == 404


@pytest.mark.parametrize("number", [LARGE, 2**31, 10**30])
def test_numbers_that_no_column_holds_name_nothing(beijing: House, number: int) -> None:
    """In every address with a number in it."""
    known = known_at(beijing)
    client = Client()
    client.force_login(beijing.secretariat)
    failed = []
    for row in ROWS:
        values = [known.get(one, one) for one in row.arguments]
        for at, value in enumerate(values):
            if isinstance(value, int):
                address = reverse(row.name, args=[*values[:at], number, *values[at + 1 :]])
                with transaction.atomic():
                    status = client.generic(row.method.upper(), address).status_code
                    transaction.set_rollback(True)
                if status >= 500 or status == 200:
                    failed.append((address, status))

    assert failed == []


@pytest.mark.parametrize("value", ["9" * 40, "-1", "1e9", "NaN", "0x10", "١", "\x00", "1;drop table x", "' or 1=1 --"])
def test_numbers_in_forms_and_queries_that_are_none_are_refused(delegate: Client, value: str) -> None:
    answers = [
        delegate.get("/en/beijing-2016/record/", {"page": value}),
        delegate.get("/en/beijing-2016/search/", {"words": value, "q": value}),
        delegate.get("/en/beijing-2016/programme/", {"by": value}),
        delegate.get("/en/beijing-2016/cooperation/", {"side": value, "area": value, "kind": value}),
        delegate.get("/en/beijing-2016/texts/outcome/compare/", {"left": value, "right": value}),
        delegate.forged(STATEMENT, {"item": value, "language": value, "text": "x"}),
    ]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert answers[-1].status_code == 422


def test_no_page_fails_on_more_digits_than_python_reads(beijing: House, elsewhere: House) -> None:
    """In everything that any page reads from its query, opened by somebody who may."""
    viewers, known = viewers_of(beijing, elsewhere), known_at(beijing)
    read = re.compile(r"""\.(?:get|getlist)\(["']([a-z_-]+)["']""")
    names = {name for path in ROOT.rglob("*.py") for name in read.findall(path.read_text())} - {"next", "lang"}
    query = urlencode(dict.fromkeys(sorted(names), "9" * 5000))
    opened = {row.name: row for row in ROWS if row.method == "get" and OPEN in row.statuses.values()}
    failed = []
    for row in opened.values():
        client = signed_in(next(viewers[role] for role, status in row.statuses.items() if status == OPEN))
        with transaction.atomic():
            status = client.get(f"{addressed(row, known)}?{query}").status_code
            transaction.set_rollback(True)
        if status >= 500:
            failed.append((str(row), status))

    assert {"suppose", "drop", "best", "session", "entry"} <= names
    assert failed == []


@pytest.mark.parametrize(
    "words",
    ["'", "';--", '" or ""="', "%", "_", "\\", ".*", "(", "[a-", "a" * 3000, "\x00", "{0}", "%s", "${7*7}", "{{7*7}}"],
)
def test_a_search_takes_signs_as_signs(beijing: House, words: str) -> None:
    answer = Client().get("/en/beijing-2016/search/", {"words": words})

    assert answer.status_code in {200, 400, 422}
    assert "49" not in answer.content.decode().partition("<main")[2].replace(words, "").partition("</main")[0]


@pytest.mark.parametrize(
    "text", ["{{ settings.SECRET_KEY }}", "{% debug %}", "%(name)s {0} {name}", "${x}", "#{x}", "*bold* <i>x</i>"]
)
def test_what_looks_like_a_template_is_text(delegate: Client, text: str) -> None:
    delegate.forged(STATEMENT, {"item": "2", "language": "en", "text": text})

    page = delegate.get(STATEMENT).content.decode()
    assert Statement.objects.get().text == text
    assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_percent_that_was_escaped_twice_is_unescaped_once(beijing: House) -> None:
    assert Client().get("/en/beijing-2016/search/", {"words": "%2541"}).context["words"] == "%2541"
    assert Client().get("/en/%252e%252e/").status_code == 404


def test_a_link_that_is_a_script_is_refused(beijing: House) -> None:
    asked = {
        "kind": "ngo",
        "seat": "City",
        "purpose": "Safety",
        "programme": "2",
        "contact": "L. Maro",
        "email": "a@b.example",
    }
    answer = Client().forged("/en/beijing-2016/accreditation/apply/", {**asked, "website": "javascript:alert(1)"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["website"]


def test_a_name_with_a_line_break_makes_no_header_of_a_mail(beijing: House) -> None:
    clerk, hostile = Secretary(beijing.secretariat), "R. Talvena\r\nBcc: all@evil.example"
    answer = Client()
    answer.force_login(beijing.secretariat)
    typed = {"name": hostile, "email": "a@b.example\r\nBcc: x@evil.example", "language": "en"}
    inviting.draft_invitations(clerk, beijing.edition, [beijing.delegations["aldora"].body], beijing.edition.starts_on)
    refused = answer.forged("/en/beijing-2016/invitations/aldora/focal-points/", typed)
    with transaction.atomic():
        written = outbox.post("beijing-2016", "x", "a@b.example", "en", "Subject\r\nBcc: x@evil.example", hostile)

    assert refused.status_code == 422
    with pytest.raises(ValueError, match="newline"):
        outbox._message(written).message()


def test_only_the_fields_of_a_form_are_set(beijing: House, delegate: Client) -> None:
    more = {
        "delivered": "on",
        "delegation": beijing.delegations["belmara"].pk,
        "id": "99",
        "pk": "99",
        "at": "2000-01-01",
    }
    delegate.forged(STATEMENT, {"item": "2", "language": "en", "text": "Ours", **more})

    filed = Statement.objects.get()
    assert (filed.delegation, filed.pk == 99) == (beijing.delegations["aldora"], False)


def test_of_a_field_sent_twice_one_value_counts(beijing: House, delegate: Client) -> None:
    """The last of the body; what the address says does not count."""
    delegate.forged(f"{STATEMENT}?text=address", {"item": "2", "language": "en", "text": ["first", "last"]})

    assert Statement.objects.get().text == "last"


@pytest.mark.parametrize("sign", ["a", "\u202e", "𝕬", "\u0301", "<", "&", '"'])
def test_a_million_characters_are_refused_in_time(delegate: Client, sign: str) -> None:
    answer = delegate.forged(STATEMENT, {"item": "2", "language": "en", "text": sign * 10**6})

    assert answer.status_code in {400, 413, 422}
    assert not Statement.objects.exists()


def test_a_body_larger_than_any_file_is_not_read(delegate: Client) -> None:
    answer = delegate.forged(STATEMENT, data=b"x", content_type="text/plain", CONTENT_LENGTH=str(41 * 2**20))

    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "٣", "9" * 30])
def test_a_length_that_is_none_is_refused(delegate: Client, length: str) -> None:
    assert delegate.forged(STATEMENT, data=b"", content_type="text/plain", CONTENT_LENGTH=length).status_code in {
        400,
        413,
        422,
    }


def test_whatever_is_typed_comes_back_as_it_was(beijing: House, delegate: Client) -> None:
    """Any text that forms accept is stored in one canonical form and shown as text."""

    @given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60))
    @examples(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
    def typed(text: str) -> None:
        Statement.objects.all().delete()
        answer = delegate.forged(STATEMENT, {"item": "2", "language": "en", "text": text})
        assert answer.status_code in {302, 422}
        if answer.status_code == 302:
            assert delegate.get(STATEMENT).status_code == 200

    typed()


def test_steps_are_taken_in_their_order(beijing: House) -> None:
    """A draft is not adopted, a vote that is not open is not cast in, a recovery not carried out before its hold."""
    client = Client()
    client.force_login(beijing.aldora)
    before = Act.objects.count()
    answers = [
        client.forged("/en/beijing-2016/texts/outcome/decision/ballot/", {"choice": "yes"}),
        client.forged("/en/beijing-2016/meetings/1/floor/ask/"),
    ]

    assert all(answer.status_code in {302, 404, 409, 422} for answer in answers)
    assert Act.objects.count() == before


def test_an_act_that_fails_half_way_leaves_nothing(beijing: House) -> None:
    """The paragraph has its place before its words are looked at."""
    before = Paragraph.objects.count(), Act.objects.count()

    with pytest.raises(AttributeError):
        proposing.propose_paragraph(beijing.delegate("aldora"), beijing.text, 0, "operative", "en", None)  # type: ignore[arg-type]

    assert (Paragraph.objects.count(), Act.objects.count()) == before


def test_one_delegation_has_one_place_on_the_list(beijing: House) -> None:
    sitting(beijing)
    aldora = beijing.delegations["aldora"]
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    client = Client()
    client.force_login(beijing.aldora)
    client.forged("/en/beijing-2016/meetings/1/floor/ask/")

    assert aldora.requests.count() == 1


def test_there_is_no_account_that_nobody_made(db: None) -> None:
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("page", "times"), [("/en/account/forgotten/", 61), ("/en/beijing-2016/accreditation/apply/", 31)]
)
def test_what_anybody_may_send_has_a_limit(beijing: House, page: str, times: int) -> None:
    client = Client()
    answers = [client.forged(page, {"email": f"{number}@b.example"}) for number in range(times)]

    assert [answers[0].status_code in {200, 422}, answers[-1].status_code] == [True, 429]
    assert "too often" in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="192.0.2.9").forged(page, {"email": "x@b.example"}).status_code in {200, 422}


def test_a_refusal_is_noted_without_a_name(beijing: House, delegate: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "nadwa.security")
    delegate.get("/en/beijing-2016/meetings/1/podium/")

    [noted] = [record.noted for record in caplog.records if getattr(record, "noted", {}).get("event") == "refused"]
    assert noted["rule"].startswith("floor.")
    assert len(noted["person"]) == 16
    assert beijing.aldora.username not in str(noted)
