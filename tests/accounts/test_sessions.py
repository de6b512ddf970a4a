"""Sessions end when idle, when old, when told to; nothing of them stays in the browser or in other hands."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nadwa.accounts.duties import end_streams_of_what_is_over
from nadwa.accounts.enrolment import begin_again
from nadwa.accounts.sessions import end_sessions
from nadwa.live import tickets
from nadwa.live.channels import person_topic
from nadwa.live.hub import Hub
from nadwa.live.signed_in import LONGEST
from tests.accounts.test_sign_in import PASSWORD, code, sign_in, with_password
from tests.factories import House
from tests.forms import Client
from tests.live.test_hub import run, ticket

OWN = "/en/account/data/"


def test_an_idle_session_ends_after_four_hours(signed_in: Client) -> None:
    assert signed_in.get(OWN).status_code == 200

    left = Session.objects.get().get_decoded()
    assert left["seen"]
    assert signed_in.session.get_expiry_age() == timedelta(hours=4).total_seconds()


def test_use_makes_it_last_longer(time: Any, signed_in: Client) -> None:
    signed_in.get(OWN)
    first = Session.objects.get().get_decoded()["seen"]
    time.advance(601)
    signed_in.get(OWN)

    assert Session.objects.get().get_decoded()["seen"] > first + 600


def test_after_a_day_it_ends_however_much_it_is_used(time: Any, signed_in: Client) -> None:
    for _ in range(24):
        assert signed_in.get(OWN).status_code == 200
        time.advance(3600)
    time.advance(3601)

    assert signed_in.get(OWN).status_code == 302


def test_signing_in_makes_a_new_session(beijing: House) -> None:
    client = Client()
    client.get("/en/account/sign-in/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, with_password(beijing.aldora))

    assert client.session.session_key != before
    assert len(client.session.session_key or "") >= 32


def test_a_session_is_of_no_use_after_signing_out(signed_in: Client) -> None:
    key = signed_in.cookies["sessionid"].value
    signed_in.post("/en/account/sign-out/")
    signed_in.cookies["sessionid"] = key

    assert signed_in.get(OWN).status_code == 302
    assert not Session.objects.filter(session_key=key).exists()


def test_no_get_signs_anybody_in_or_out(signed_in: Client, beijing: House) -> None:
    signed_in.get("/en/account/sign-out/")
    Client().get(f"/en/account/sign-in/?login={beijing.aldora.username}&password={PASSWORD}")

    assert signed_in.get(OWN).status_code == 200
    assert Session.objects.count() == 1


def test_one_sees_where_one_is_signed_in_and_ends_the_other_sessions(beijing: House, signed_in: Client) -> None:
    elsewhere = Client(headers={"User-Agent": "A browser left open"})
    sign_in(elsewhere, beijing.aldora)
    page = signed_in.get("/en/account/sessions/").content.decode()
    asked = signed_in.post("/en/account/sessions/")
    signed_in.post(asked["Location"], {"password": PASSWORD})

    assert "A browser left open" in page
    assert asked["Location"].startswith("/en/account/again/")
    assert (signed_in.get(OWN).status_code, elsewhere.get(OWN).status_code) == (200, 302)


def test_a_new_password_ends_the_other_sessions(beijing: House, signed_in: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(beijing.aldora)
    before = elsewhere.get(OWN).status_code
    new = PASSWORD + " and more"
    signed_in.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (before, signed_in.get(OWN).status_code, elsewhere.get(OWN).status_code) == (200, 200, 302)


def test_a_new_password_needs_the_old_one(beijing: House, signed_in: Client) -> None:
    new = PASSWORD + " and more"
    signed_in.post("/en/account/password/", {"oldpassword": "wrong horse", "password1": new, "password2": new})

    beijing.aldora.refresh_from_db()
    assert beijing.aldora.check_password(PASSWORD)


def test_browsers_keep_no_page_of_somebody_signed_in(signed_in: Client) -> None:
    assert signed_in.get(OWN)["Cache-Control"] == "no-store"
    assert "no-store" not in Client().get("/en/trust/").headers.get("Cache-Control", "")


def test_browsers_forget_what_they_kept_when_a_session_ends(signed_in: Client) -> None:
    kept = signed_in.get(OWN).headers.get("Clear-Site-Data")
    forgotten = signed_in.post("/en/account/sign-out/").headers.get("Clear-Site-Data")

    assert (kept, forgotten) == (None, '"storage"')


def test_who_gives_the_browser_back_leaves_there_what_the_one_before_had_typed(signed_in: Client) -> None:
    """The page that says that somebody else has signed in since: tests/journeys/test_another_sign_in.py."""
    answer = signed_in.forged("/en/account/sign-out/", {"handed-back": "1"})

    assert answer.headers.get("Clear-Site-Data") is None
    assert "_auth_user_id" not in signed_in.session


def test_a_ticket_in_other_hands_opens_no_stream(beijing: House, signed_in: Client) -> None:
    own = signed_in.session.session_key
    held = tickets.Ticket("floor.now", str(beijing.meeting.pk), "en", beijing.aldora.pk, tickets.mark(own))
    public = ticket(beijing)

    assert tickets.is_carried_by(held, own)
    assert not tickets.is_carried_by(held, None)
    assert not tickets.is_carried_by(held, "another session")
    assert tickets.is_carried_by(public, None)


def test_the_hub_asks_for_the_session(beijing: House, signed_in: Client) -> None:
    held = tickets.Ticket("floor.now", str(beijing.meeting.pk), "en", beijing.aldora.pk, tickets.mark("mine"))
    scope = {"query_string": f"ticket={tickets.issue(held)}".encode(), "headers": [(b"cookie", b"sessionid=theirs")]}
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    run(Hub()(scope, receive, send))

    assert sent[0]["status"] == 403


def signed_out(client: Client, house: House) -> None:
    client.post("/en/account/sign-out/")


def ended_elsewhere(client: Client, house: House) -> None:
    elsewhere = Client()
    sign_in(elsewhere, house.aldora)
    elsewhere.post(elsewhere.post("/en/account/sessions/")["Location"], {"password": PASSWORD})


def ended_by_us(client: Client, house: House) -> None:
    end_sessions(house.aldora)


def recovered(client: Client, house: House) -> None:
    begin_again(house.aldora, "aldora@example.org", house.edition.slug)


def password_changed_elsewhere(client: Client, house: House) -> None:
    secret, elsewhere, new = generate_totp_secret(), Client(), PASSWORD + " and more"
    TOTP.activate(house.aldora, secret)
    elsewhere.post(sign_in(elsewhere, house.aldora), {"code": code(secret)})
    elsewhere.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


def out_of_use(client: Client, house: House) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    end_streams_of_what_is_over()


ENDINGS = [
    signed_out,
    ended_elsewhere,
    ended_by_us,
    recovered,
    password_changed_elsewhere,
    out_of_use,
]


@pytest.mark.parametrize("end", ENDINGS)
def test_streams_end_with_the_session_and_none_opens_beside_it_again(
    beijing: House, signed_in: Client, end: Any
) -> None:
    key = signed_in.session.session_key
    held = tickets.Ticket("floor.now", str(beijing.meeting.pk), "en", beijing.aldora.pk, tickets.mark(key))
    before = tickets.refused([held], key)

    with CaptureQueriesContext(connection) as queries:
        end(signed_in, beijing)

    assert (before, tickets.refused([held], key)) == ([], [held])
    assert [each for each in queries if "pg_notify" in each["sql"] and person_topic(beijing.aldora.pk) in each["sql"]]


def test_no_stream_opens_beside_a_session_that_is_too_old(time: Any, beijing: House, signed_in: Client) -> None:
    signed_in.get(OWN)
    key = signed_in.session.session_key
    held = tickets.Ticket("floor.now", str(beijing.meeting.pk), "en", beijing.aldora.pk, tickets.mark(key))
    before = tickets.refused([held], key)

    time.advance(LONGEST.total_seconds() + 1)

    assert (before, tickets.refused([held], key)) == ([], [held])


def test_no_stream_opens_beside_the_session_of_somebody_else(beijing: House, signed_in: Client) -> None:
    key = signed_in.session.session_key
    theirs = tickets.Ticket("floor.now", str(beijing.meeting.pk), "en", beijing.belmara.pk, tickets.mark(key))

    assert tickets.refused([theirs, ticket(beijing)], key) == [theirs]
