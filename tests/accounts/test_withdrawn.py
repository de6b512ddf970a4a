"""Who loses an account or a role loses at once what it opened: pages, streams, keys; and can get the account back."""

import asyncio
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from nadwa.accounts.commands import readmit, withdraw
from nadwa.acts.by import THE_PLATFORM
from nadwa.delegations.commands.seating import unseat_delegate
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.roles import end_role
from nadwa.exchange import tokens
from nadwa.live import tickets
from nadwa.live.hub import Hub
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.accounts.test_sign_in import sign_in, with_password
from tests.factories import House
from tests.forms import Client
from tests.live.test_hub import run, ticket

OWN = "/en/account/data/"


def status(client: Client, address: str = OWN) -> int:
    return client.get(address).status_code


def test_a_withdrawn_account_has_no_session_any_more(beijing: House) -> None:
    phone, desk, person = Client(), Client(), with_password(beijing.aldora)
    for client in (phone, desk):
        sign_in(client, person)
    before = [status(phone), status(desk)]

    withdraw(THE_PLATFORM, beijing.aldora)

    assert (before, [status(phone), status(desk)]) == ([200, 200], [302, 302])
    assert not Session.objects.exists()


def test_the_sessions_of_others_go_on(beijing: House) -> None:
    other = Client()
    sign_in(other, with_password(beijing.belmara))

    withdraw(THE_PLATFORM, beijing.aldora)

    assert status(other) == 200


def test_a_withdrawn_account_has_no_key_to_the_api(beijing: House) -> None:
    client = Client(headers={"Authorization": f"Bearer {tokens.make(beijing.aldora, 'laptop', 'read', 1)}"})
    closed = f"/api/v1/editions/beijing-2016/meetings/{beijing.closed_meeting.number}/floor"
    before = status(client, closed)

    withdraw(THE_PLATFORM, beijing.aldora)

    assert (before, status(client, closed)) == (200, 404)


def test_an_account_is_restored(beijing: House) -> None:
    withdraw(THE_PLATFORM, beijing.aldora)
    readmit(THE_PLATFORM, beijing.aldora)

    assert sign_in(Client(), with_password(beijing.aldora)) == "/en/"
    with pytest.raises(Refused):
        readmit(THE_PLATFORM, beijing.aldora)


def test_a_role_that_ended_opens_no_page_any_more(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)
    podium = f"/en/beijing-2016/meetings/{beijing.meeting.number}/podium/"
    before = status(client, podium)

    end_role(beijing.chair, beijing.edition, "chair", beijing.host_officer("united-nations"))

    assert (before, status(client, podium)) == (200, 404)


def ended_streams(house: House, act: Act) -> list[bool]:
    """Whether the streams of Aldora's delegate and of Belmara's have ended once the hub has heard of the act."""

    async def told() -> list[bool]:
        hub = Hub()
        clients = [hub._enter([ticket(house, person=person)]) for person in (house.aldora, house.belmara)]
        hub.changed(act.topics)
        await asyncio.sleep(0)
        return [not client.queue.empty() and client.queue.get_nowait() is None for client in clients]

    return run(told())


def withdrawn(house: House) -> Act:
    return withdraw(THE_PLATFORM, house.aldora)


def unseated(house: House) -> Act:
    return unseat_delegate(Secretary(house.secretariat), house.delegations["aldora"].delegates.get())


@pytest.mark.parametrize("loses", [withdrawn, unseated])
def test_live_streams_end_at_once(beijing: House, loses: Any) -> None:
    act = loses(beijing)

    assert ended_streams(beijing, act) == [True, False]


@pytest.mark.parametrize("loses", [withdrawn, unseated])
def test_no_ticket_opens_another_stream(beijing: House, loses: Any) -> None:
    held = ticket(beijing, "floor.now", person=beijing.aldora)
    closed = tickets.Ticket(held.channel, str(beijing.closed_meeting.pk), "en", beijing.aldora.pk)
    before = tickets.admits(closed)

    loses(beijing)

    assert (before, tickets.admits(closed)) == (True, False)
