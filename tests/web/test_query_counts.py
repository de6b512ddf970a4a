"""The number of queries does not grow with the length of the lists. Two are for stepping behind the wall and out."""

from collections.abc import Callable

import pytest

from nadwa.delegations.capacities import Delegate
from nadwa.floor.commands import speakers
from tests.factories import House, delegation, sitting
from tests.forms import Client

PAGES = [
    ("", 4),
    ("beijing-2016/", 11),
    ("beijing-2016/programme/", 7),
    ("beijing-2016/participants/", 9),
    ("beijing-2016/press/", 7),
    ("beijing-2016/documents/", 10),
    ("beijing-2016/cooperation/", 10),
    ("beijing-2016/search/?words=a", 22),
    ("beijing-2016/consultations/", 6),
    ("beijing-2016/consultations/views/", 5),
    ("beijing-2016/consultations/views/moderation/log/", 6),
    ("beijing-2016/texts/", 5),
    ("beijing-2016/texts/outcome/", 12),
    ("beijing-2016/texts/outcome/2/", 12),
    ("beijing-2016/texts/outcome/decision/", 14),
    ("beijing-2016/texts/outcome/compare/", 9),
    ("states/", 3),
    ("beijing-2016/record/", 9),
    ("beijing-2016/meetings/1/now/", 18),
    ("beijing-2016/meetings/1/screen/", 18),
]


def busy(house: House, more: int) -> None:
    names = [f"state-{number}" for number in range(more)]
    sent = [delegation(house, name, 20 + number, 4) for number, name in enumerate(names)]
    sitting(house)
    for name, one in zip(names, sent, strict=True):
        speakers.ask_for_floor(Delegate(house.people[name], one), house.meeting)


@pytest.mark.parametrize(("page", "most"), PAGES)
@pytest.mark.parametrize("more", [2, 12])
def test_a_list_page_needs_few_queries(
    beijing: House,
    sequenced: Callable[[], int],
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
    page: str,
    most: int,
    more: int,
) -> None:
    busy(beijing, more)
    sequenced()

    with django_assert_max_num_queries(most):
        answer = Client().get(f"/en/{page}")

    assert answer.status_code == 200


def test_the_desk_counts_what_waits_in_few_queries(
    beijing: House,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    client = Client()
    client.force_login(beijing.secretariat)

    with django_assert_max_num_queries(22):  # five of them for what is ready, while it is prepared
        answer = client.get("/en/beijing-2016/desk/")

    assert answer.status_code == 200
