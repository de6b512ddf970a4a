"""Of two who change the same at once, the second is shown what the first changed, and nobody's words are lost."""

import ast
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from nadwa.programme.models import Meeting
from tests.factories import House
from tests.forms import Client, filled

SOURCE = Path(__file__).parents[2] / "src" / "nadwa"
# Forms that begin something are filled with what it begins from, or carry the hash of what was looked at.
BEGIN = {
    "accounts/views/keeping.py:act",
    "consultations/views/moderating.py:reword",
    "consultations/views/voting.py:submit",
    "cooperation/views/commitments.py:draft",
    "cooperation/views/entries.py:enter",
    "delegations/views/credentials.py:decide",
    "delegations/views/inviting.py:name_focal_point",
    "delegations/views/registering.py:register",
    "delegations/views/registering.py:replace",
    "floor/views.py:_acts_of",
    "floor/views.py:statement",
    "floor/views.py:view",
    "texts/views/deciding.py:act",
    "texts/views/facilitating.py:_begun_with_what_stands",
    "texts/views/facilitating.py:_issue",
    "texts/views/facilitating.py:merge",
    "texts/views/positions.py:linkage",
    "texts/views/proposing.py:new_paragraph",
    "texts/views/proposing.py:propose",
}


def window(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def opened(client: Client, address: str) -> dict[str, Any]:
    return filled(client.form(address, {}), address, {})


@pytest.fixture
def change(beijing: House) -> str:
    return reverse("change-meeting", args=["beijing-2016", 1])


def test_the_second_of_two_windows_is_shown_what_the_first_changed(beijing: House, change: str) -> None:
    first, second = window(beijing.secretariat), window(beijing.second_officer)
    moved, corrected = opened(first, change), opened(second, change)
    first.forged(change, moved | {"starts_at": "2016-07-11T15:00", "ends_at": "2016-07-11T18:00"})

    answer = second.forged(change, corrected | {"title_en": "Corrected"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("not changed") == 2
    assert Meeting.objects.get(pk=beijing.meeting.pk).title["versions"]["en"]["text"] != "Corrected"

    assert second.post(change).status_code == 302
    meeting = Meeting.objects.get(pk=beijing.meeting.pk)
    assert (meeting.title["versions"]["en"]["text"], meeting.starts_at.hour) == ("Corrected", 7)


@pytest.mark.parametrize(("chosen", "expected"), [({}, "Mine"), ({"theirs": "title_en"}, "Theirs")])
def test_where_both_wrote_one_chooses(beijing: House, change: str, chosen: dict[str, str], expected: str) -> None:
    first, second = window(beijing.secretariat), window(beijing.second_officer)
    theirs, mine = opened(first, change), opened(second, change)
    first.forged(change, theirs | {"title_en": "Theirs"})
    answer = second.forged(change, mine | {"title_en": "Mine", "title_fr": "La mienne"})

    assert all(words in answer.content.decode() for words in ("Theirs", 'value="Mine"', 'value="La mienne"'))
    second.post(change, chosen)

    title = Meeting.objects.get(pk=beijing.meeting.pk).title["versions"]
    assert (title["en"]["text"], title["fr"]["text"]) == (expected, "La mienne")


def test_two_translators_do_not_overwrite_one_another(beijing: House) -> None:
    first, second = window(beijing.interpreter), window(beijing.secretariat)
    address = reverse("translate", args=["beijing-2016", "outcome", 2, 2, "fr"])
    one, other = opened(first, address), opened(second, address)
    first.forged(address, one | {"wording": "Les États doivent"})

    answer = second.forged(address, other | {"wording": "Les pays doivent"})

    alternative = beijing.text.paragraphs.get(number=2).alternatives.get(number=2)
    assert (answer.status_code, alternative.wording["versions"]["fr"]["text"]) == (409, "Les États doivent")
    assert all(words in answer.content.decode() for words in ("Les États doivent", "Les pays doivent"))


def test_both_may_save_the_same(beijing: House, change: str) -> None:
    windows = [window(person) for person in (beijing.secretariat, beijing.second_officer)]
    typed = [opened(client, change) | {"title_en": "The same"} for client in windows]

    answers = [client.forged(change, one).status_code for client, one in zip(windows, typed, strict=True)]

    assert answers == [302, 302]


@pytest.mark.parametrize("forge", [dict.pop, lambda sent, name: sent.update({name: "forged"})])
def test_a_form_of_change_says_what_it_was_filled_from(
    beijing: House, change: str, forge: Callable[[dict[str, Any], str], object]
) -> None:
    client = window(beijing.secretariat)
    sent = opened(client, change) | {"title_en": "Blind"}
    forge(sent, "filled")

    assert client.forged(change, sent).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_goes_first(beijing: House, change: str) -> None:
    windows = [window(person) for person in (beijing.secretariat, beijing.second_officer)]
    typed = [opened(client, change) | {"title_en": f"Title {number}"} for number, client in enumerate(windows)]
    together, statuses = Barrier(2, timeout=30), []

    def save(client: Client, sent: dict[str, Any]) -> None:
        together.wait()
        statuses.append(client.forged(change, sent).status_code)
        connection.close()

    threads = [Thread(target=save, args=pair, daemon=True) for pair in zip(windows, typed, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(statuses) == [302, 409]


def test_every_form_filled_from_what_stands_carries_it() -> None:
    given = set()
    for file in [*SOURCE.glob("*/views.py"), *SOURCE.glob("*/views/*.py")]:
        for function in ast.walk(ast.parse(file.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            if any(keyword.arg == "initial" for call in calls for keyword in call.keywords):
                given.add(f"{file.relative_to(SOURCE).as_posix()}:{function.name}")

    assert given == BEGIN
