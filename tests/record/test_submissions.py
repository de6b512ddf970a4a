"""What is sent under one key is done once, and the key stands for what was sent: nothing else is answered with it."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from nadwa.acts.by import Unnamed
from nadwa.editions.capacities import Secretary
from nadwa.floor.commands import sittings, speakers
from nadwa.floor.models import Presence, Request
from nadwa.record.acts import Refused, append, command, log_for
from nadwa.record.models import Act, Submission
from nadwa.record.submissions import Sent, SentOtherwise, submitted
from tests.factories import House, sitting

pytestmark = pytest.mark.django_db


def sends(house: House, who: str = "aldora", key: str = "key", **content: str) -> Sent:
    return Sent(house.people[who], key, "/meetings/1/", {n: [v] for n, v in content.items()}, list(content.items()))


def arrive(house: House, state: str = "aldora") -> Act:
    return sittings.record_presence(Secretary(house.people[state]), house.meeting, house.delegations[state])


def asks(house: House) -> Act:
    return speakers.ask_for_floor(house.delegate("aldora"), house.meeting)


def withdraws(house: House) -> Act:
    return speakers.withdraw_request(house.delegate("aldora"), house.meeting)


def send(sent: Sent, act: Callable[[House], Act], house: House) -> Act:
    with submitted(sent):
        return act(house)


def test_the_same_twice_is_one_act(beijing: House) -> None:
    sitting(beijing)
    first, second = sends(beijing), sends(beijing)

    assert send(first, asks, beijing) == send(second, asks, beijing)
    assert (first.before, second.before) == (None, Submission.objects.get())
    assert Act.objects.filter(kind="floor.floor-asked").count() == 1


def test_other_content_under_the_same_key_is_refused_with_what_was_sent_before(beijing: House) -> None:
    done = send(sends(beijing, stance="support"), arrive, beijing)

    with pytest.raises(SentOtherwise) as refused:
        send(sends(beijing, stance="object"), arrive, beijing)

    assert (refused.value.act, refused.value.words) == (done, [("stance", "support")])
    assert Act.objects.count() == 1


def test_another_address_under_the_same_key_is_refused(beijing: House) -> None:
    sitting(beijing)
    send(sends(beijing), asks, beijing)
    elsewhere = sends(beijing)
    elsewhere.address = "/meetings/1/floor/withdraw/"

    with pytest.raises(SentOtherwise):
        send(elsewhere, withdraws, beijing)


def test_a_refusal_leaves_the_key_free_and_is_not_answered_by_a_success(beijing: House) -> None:
    with pytest.raises(Refused):
        send(sends(beijing), asks, beijing)
    sitting(beijing)
    send(sends(beijing, key="another"), asks, beijing)

    with pytest.raises(Refused, match="already"):
        send(sends(beijing, key="a third"), asks, beijing)
    assert Request.objects.count() == 1


def test_the_key_of_one_person_is_not_that_of_another(beijing: House) -> None:
    for state in ("aldora", "belmara"):
        with submitted(sends(beijing, state)):
            arrive(beijing, state)

    assert Act.objects.count() == 2


def test_a_command_inside_another_knows_of_no_key(beijing: House) -> None:
    @command
    def both(house: House) -> Act:
        arrive(house)
        return append(log_for("beijing-2016"), "floor.meeting-opened", {}, Unnamed("test"))

    act = send(sends(beijing), both, beijing)

    assert (Act.objects.count(), Submission.objects.get().act) == (2, act)
    assert send(sends(beijing), both, beijing) == act
    assert Act.objects.count() == 2


def test_one_submission_is_one_command(beijing: House) -> None:
    with submitted(sends(beijing)):
        arrive(beijing)
        with pytest.raises(RuntimeError, match="one command"):
            arrive(beijing, "belmara")

    assert Act.objects.count() == 1


def test_what_was_sent_cannot_be_read_without_the_key(beijing: House) -> None:
    send(sends(beijing, wording="our secret wording"), arrive, beijing)

    kept = Submission.objects.get()
    assert b"secret" not in bytes(kept.sealed)
    assert "key" not in (kept.key, kept.digest)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_act(beijing: House) -> None:
    together, acts = Barrier(2, timeout=30), []

    def one() -> None:
        together.wait()
        acts.append(send(sends(beijing), arrive, beijing))
        connection.close()

    threads: list[Any] = [Thread(target=one, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert (len(set(acts)), Act.objects.count(), Presence.objects.count()) == (1, 1, 1)
