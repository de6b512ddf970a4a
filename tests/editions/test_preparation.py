"""The hosts divide what is to be prepared; what binds is settled with both keys."""

from datetime import date

import pytest
from django.urls import reverse

from nadwa.editions.commands import preparing
from nadwa.editions.models import Task
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import multilingual
from tests.factories import House, approved, proposed, words
from tests.forms import Client

E = "beijing-2016"


def task(house: House, kind: str = "rooms", dollars: int | None = None) -> Task:
    owner = house.edition.hosts.get(slug="china")
    by = house.host_officer("china")
    preparing.set_task(by, house.edition, kind, words("Halls"), owner, date(2016, 6, 1), dollars)
    return Task.objects.latest("pk")


def officer(house: House) -> Client:
    client = Client()
    client.force_login(house.officer_un)
    return client


def test_an_officer_adds_a_task_on_the_page(beijing: House) -> None:
    owner = beijing.edition.hosts.get(slug="china")
    typed = {"title": "Interpretation booths", "kind": "interpretation", "owner": owner.pk, "due": "2016-06-20"}
    officer(beijing).post(reverse("new-task", args=[E]), typed)

    page = officer(beijing).get(reverse("preparation", args=[E])).content.decode()
    assert "Interpretation booths" in page
    assert "overdue" in page


def test_changing_a_date_leaves_the_title_in_every_language(beijing: House) -> None:
    halls = task(beijing)
    halls.title = multilingual("en", en="Halls", fr="Salles", zh="会议厅")
    halls.save(update_fields=["title"])

    officer(beijing).post(f"/fr/{E}/preparation/{halls.number}/", {"due": "2016-06-21"})
    halls.refresh_from_db()
    assert (str(halls.due), halls.title) == ("2016-06-21", multilingual("en", en="Halls", fr="Salles", zh="会议厅"))

    officer(beijing).post(f"/fr/{E}/preparation/{halls.number}/", {"title": "Salles et cabines"})
    halls.refresh_from_db()
    assert halls.title["versions"]["fr"] == {"text": "Salles et cabines", "state": "checked"}
    assert halls.title["versions"]["zh-hans"] == {"text": "会议厅", "state": "draft"}


def test_an_amount_belongs_to_a_budget_line(beijing: House) -> None:
    owner = beijing.edition.hosts.get(slug="china")
    typed = {"title": "Halls", "kind": "rooms", "owner": owner.pk, "due": "2016-06-20", "dollars": 10}
    answer = officer(beijing).post(reverse("new-task", args=[E]), typed)

    assert answer.status_code == 422
    assert "Only a budget line has an amount." in answer.content.decode()


def test_what_each_host_has_taken_on_is_added_up(beijing: House) -> None:
    task(beijing, "budget", 120_000)
    task(beijing, "budget", 30_500)

    assert "150,500 $" in officer(beijing).get(reverse("preparation", args=[E])).content.decode()


def test_one_host_alone_does_not_settle_what_binds(beijing: House) -> None:
    agreement = task(beijing, "agreement")
    with pytest.raises(Refused, match="binds the hosts"):
        preparing.finish_task(beijing.host_officer("china"), agreement)

    proposed(beijing, "editions.settle", str(agreement.number))
    agreement.refresh_from_db()
    assert agreement.done_at is None


def test_both_hosts_settle_what_binds(beijing: House) -> None:
    agreement = task(beijing, "agreement")
    proposed(beijing, "editions.settle", str(agreement.number))
    page = officer(beijing).get(reverse("approvals", args=[E])).content.decode()
    approved(beijing)

    agreement.refresh_from_db()
    assert "Halls [en]" in page
    assert agreement.done_at is not None


@pytest.mark.parametrize("subject", ["", "99"])
def test_a_proposal_names_a_task_that_there_is(beijing: House, subject: str) -> None:
    with pytest.raises(Refused, match="Name a task"):
        proposed(beijing, "editions.settle", subject)


def test_a_task_that_is_done_can_be_reopened(beijing: House) -> None:
    rooms, by = task(beijing), beijing.host_officer("china")
    preparing.finish_task(by, rooms)
    preparing.reopen_task(by, rooms)

    rooms.refresh_from_db()
    assert rooms.done_at is None


def test_the_public_record_does_not_tell_of_the_preparation(beijing: House) -> None:
    task(beijing)

    assert set(Act.objects.values_list("log__audience", flat=True)) == {"hosts"}
