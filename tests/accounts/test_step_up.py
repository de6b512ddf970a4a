"""What weighs needs a factor given within five minutes; what was sent waits until it has been given again."""

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import URLPattern, URLResolver, get_resolver

from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import parts
from nadwa.floor.models import Ballot, Request
from nadwa.texts.commands import voting
from nadwa.texts.views import deciding
from nadwa.web.declaring import weighing
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN, code, sign_in, with_password
from tests.factories import House, sitting
from tests.forms import Client

BALLOT = "/en/beijing-2016/texts/outcome/decision/ballot/"
AGAIN = "/en/account/again/"
SECRET = generate_totp_secret()
FRESH = {
    *("decide", "vote-on", "table-package", "take-in-package", "alternative-act"),
    *("preside", "count", "take-part"),
    *("submit-credentials", "decide-credentials", "name-focal-point", "correct-focal-point", "end-focal-point"),
    *("register", "replace-delegate", "withdraw-delegate"),
    *("ask-recovery", "decide-recovery"),
    *("appoint", "end-function", "withdraw-appointment", "show-link", "lay-down", "answer-appointment"),
    *("keep", "hand-over-mail"),
    *("propose", "approve", "withdraw-proposal", "tokens"),
    *("answer-offer", "issue-release", "embargo", "plan-next", "carry-out-import", "issue-planned-document"),
}


@pytest.fixture
def voter(beijing: House) -> Client:
    """A delegate with one-time codes who signed in some time ago, while a roll call is under way."""
    sitting(beijing)
    voting.open_vote_on(Chair(beijing.chair), beijing.text.paragraphs.get(number=2).alternatives.get(number=2))
    client = Client()
    sign_in(client, with_password(beijing.aldora))
    grow_old(client)
    TOTP.activate(beijing.aldora, SECRET)
    return client


def grow_old(client: Client) -> None:
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 301
    session.save()


def ballots(house: House) -> list[str]:
    return list(Ballot.objects.filter(delegation=house.delegations["aldora"]).values_list("choice", flat=True))


def test_a_ballot_waits_until_a_factor_has_been_given_again(beijing: House, voter: Client) -> None:
    asked = voter.post(BALLOT, {"choice": "yes"})
    before = ballots(beijing)

    done = voter.post(asked["Location"], {"code": code(SECRET)})

    assert (asked["Location"].startswith(f"{AGAIN}second-factor/"), before, done.status_code) == (True, [], 302)
    assert ballots(beijing) == ["yes"]


def test_a_wrong_code_casts_no_ballot(beijing: House, voter: Client) -> None:
    asked = voter.post(BALLOT, {"choice": "yes"})

    voter.post(asked["Location"], {"code": "000000"})

    assert ballots(beijing) == []


def test_whoever_has_just_signed_in_is_not_asked_again(beijing: House, voter: Client) -> None:
    client = Client()
    client.post(sign_in(client, beijing.aldora), {"code": code(SECRET)})

    client.post(BALLOT, {"choice": "no"})

    assert ballots(beijing) == ["no"]


def test_a_living_page_is_led_to_the_question(voter: Client) -> None:
    answer = voter.post(BALLOT, {"choice": "yes"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"].startswith(AGAIN)) == (204, True)


def test_asking_for_the_floor_needs_no_factor(beijing: House, voter: Client) -> None:
    meeting = f"/en/beijing-2016/meetings/{beijing.meeting.number}/"
    voter.post(f"{meeting}floor/ask/", page=f"{meeting}now/")

    assert Request.objects.filter(delegation=beijing.delegations["aldora"]).count() == 1


def test_every_view_that_weighs_asks_for_a_factor() -> None:
    assert {pattern.name for pattern in patterns(get_resolver()) if getattr(pattern.callback, "fresh", False)} == FRESH


def test_all_that_is_counted_and_decided_weighs() -> None:
    """Of what these views do, nothing is left out that their declarations do not name."""
    decided = {**deciding.ACTS, **parts.ACTS[Secretary | Chair]}

    assert weighing(decided) == decided.keys()
    assert weighing(parts.ACTS[Chair]) == {"put", "put-decision", "close-roll-call", "discontinue", "decide"}
    assert weighing(parts.ACTS[Delegate]) == {"answer"}


def patterns(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def test_whoever_knows_a_name_cannot_lock_the_person_out(beijing: House) -> None:
    person = with_password(beijing.belmara)
    for _ in range(7):
        refused = Client(REMOTE_ADDR="192.0.2.1").post(SIGN_IN, {"login": person.username, "password": "guess"})
    from_elsewhere = Client(REMOTE_ADDR="192.0.2.2").post(SIGN_IN, {"login": person.username, "password": PASSWORD})

    assert "Too many" in refused.content.decode()
    assert from_elsewhere["Location"] == "/en/"


def test_addresses_of_one_network_are_counted_together(beijing: House) -> None:
    """Whoever has one address of IPv6 has all that begin with the same 64 bits."""
    name = beijing.belmara.username
    guesses = [
        Client(REMOTE_ADDR=f"2001:db8:0:1::{number}").post(SIGN_IN, {"login": name, "password": "guess"})
        for number in range(1, 7)
    ]
    from_elsewhere = Client(REMOTE_ADDR="2001:db8:0:2::1").post(SIGN_IN, {"login": name, "password": "guess"})

    assert ["Too many" in guess.content.decode() for guess in (*guesses, from_elsewhere)] == [*[False] * 5, True, False]
