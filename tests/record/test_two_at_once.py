"""Of two who do at once what can be done once, one has done it, and the other is told so: no page fails."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import IntegrityError, connection
from psycopg import conninfo

from nadwa.acts.by import Unnamed
from nadwa.editions.models import Topic
from nadwa.exchange.models import Consent
from nadwa.record.acts import Refused, append, command, log_for
from nadwa.record.models import Act
from tests.exchange.test_next_edition import focal_point
from tests.factories import House, house, words
from tests.forms import Client

CONSENT = "/en/beijing-2016/next/consent/"


@command
def begun_twice(edition: object, position: int) -> Act:
    """What a command does that is overtaken between looking and writing."""
    for _ in range(2):
        Topic.objects.create(edition=edition, position=position, title=words("Cables"))
    return append(log_for("beijing-2016"), "editions.done", {}, Unnamed("platform"))


def test_what_the_database_lets_through_once_is_refused_the_second_time(beijing: House) -> None:
    with pytest.raises(Refused, match="at the same moment"):
        begun_twice(beijing.edition, 7)

    assert not Topic.objects.filter(position=7).exists()
    assert not Act.objects.filter(kind="editions.done").exists()


def test_what_is_wrong_otherwise_still_fails(beijing: House) -> None:
    with pytest.raises(IntegrityError):
        begun_twice(beijing.edition, -1)


@contextmanager
def somebody_else(statement: str, *values: object) -> Iterator[psycopg.Connection]:
    """Another transaction, in which this has been written and nothing has been decided yet."""
    address = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    with psycopg.connect(address) as other:
        other.execute(statement, values)
        yield other


@pytest.mark.django_db(transaction=True)
def test_a_page_says_that_somebody_was_quicker() -> None:
    beijing = house("beijing-2016")
    someone, client = focal_point(beijing, "aldora"), Client()
    client.force_login(someone)
    written = "insert into exchange_consent (edition_id, person_id, at) values (%s, %s, now())"
    with somebody_else(written, beijing.edition.pk, someone.pk) as other:
        threading.Timer(1, other.commit).start()
        answer = client.post(CONSENT, follow=True)

    assert answer.status_code == 200
    assert "Somebody else did this at the same moment" in answer.content.decode()
    assert Consent.objects.count() == 1
