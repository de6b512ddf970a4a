"""Nobody learns at sign-in who has an account: the same words, the same status, about the same time."""

import re
import time
from statistics import median

import pytest

from nadwa.accounts.models import Person
from tests.accounts.test_sign_in import SIGN_IN, with_password
from tests.factories import House
from tests.forms import Client

ONCE = re.compile(r'"[\w-]{32,}"|&quot;[\w-]{32,}&quot;|server-time" content="\d+')  # other on every page


@pytest.fixture
def names(beijing: House) -> list[str]:
    """An account with a password, one that has never been used, one that was withdrawn, and nobody."""
    person, withdrawn = with_password(beijing.aldora), with_password(beijing.belmara)
    beijing.corvia.set_unusable_password()
    beijing.corvia.save()
    Person.objects.filter(pk=withdrawn.pk).update(is_active=False)
    return [person.username, beijing.corvia.username, withdrawn.username, "nobody-at-all"]


def refused(name: str) -> tuple[int, str, float]:
    begun = time.thread_time()  # others on the machine do not count
    answer = Client().post(SIGN_IN, {"login": name, "password": "not the password"})
    took = time.thread_time() - begun
    return answer.status_code, ONCE.sub("", answer.content.decode()).replace(name, "NAME"), took


def test_a_wrong_password_and_a_wrong_name_get_the_same_answer(names: list[str]) -> None:
    answers = [refused(name)[:2] for name in names]

    assert answers[1:] == answers[:1] * 3


def test_a_wrong_name_takes_as_long_as_a_wrong_password(stretched: None, names: list[str]) -> None:
    """Hashing takes most of it; an answer that leaves it out would be ten times as fast."""
    times = [median(refused(name)[2] for _ in range(3)) for name in names]

    assert max(times) < 3 * min(times)
