"""One host begins; it names the others, and they come in with officers of their own."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from nadwa.accounts import commands as accounts
from nadwa.accounts.capacities import InstallationOfficer
from nadwa.accounts.models import Charge, Person
from nadwa.acts.by import THE_PLATFORM
from nadwa.editions import two_key
from nadwa.editions.capacities import Beginner, HostOfficer
from nadwa.editions.commands import appointing, approving, beginning, hosting
from nadwa.editions.models import Edition, Host
from nadwa.editions.offices import acting_officers, hosts_for
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import written
from tests.forms import Client

HOSTS = "/en/geneva-2027/hosts/"
BEGUN: dict[str, Any] = {
    "series": written("fr", "Colloques de Genève"),
    "title": written("fr", "Colloque de Genève"),
    "slug": "geneva-2027",
    "city": written("fr", "Genève"),
    "starts_on": date(2027, 3, 1),
    "ends_on": date(2027, 3, 2),
    "time_zone": "Europe/Zurich",
    "exercise": False,
    "host": written("fr", "Suisse"),
    "in_secretariat": True,
}

pytestmark = pytest.mark.django_db


def entered(name: str) -> Person:
    return Person.objects.create(username=name, name=name, last_login=timezone.now())


@pytest.fixture
def begun() -> Edition:
    """From nothing: one account, and what it begins."""
    person = entered("first")
    Charge.objects.create(person=person, what="series", since=timezone.now())
    beginning.begin(Beginner(person), **BEGUN)
    return Edition.objects.get()


@pytest.fixture
def officer(begun: Edition) -> Client:
    client = Client()
    client.force_login(begun.hosts.get().officers.get().person)
    return client


def test_who_begins_is_officer_of_the_first_host_and_of_the_secretariat(begun: Edition) -> None:
    assert sorted(begun.memberships.values_list("role", "host__slug")) == [("host", "suisse"), ("secretariat", None)]
    assert not begun.exercise
    assert begun.series.slug == "colloques-de-geneve"
    assert Act.objects.filter(kind="editions.begun").get().log.edition == "geneva-2027"


def test_a_host_is_named_and_what_binds_waits_for_it(begun: Edition, officer: Client) -> None:
    officer.post(f"{HOSTS}add/", {"name": "日本", "language": "zh-hans"})

    page = officer.get(HOSTS).content.decode()
    assert "日本" in page
    assert "has no officer yet" in page
    own = HostOfficer.at(begun.hosts.get(slug="suisse").officers.get().person, begun)
    approving.propose(own, begun, "editions.open", "", two_key.to_be_seen("editions.open", begun))
    begun.refresh_from_db()
    assert begun.state == "prepared"


def test_what_was_named_by_mistake_is_removed(begun: Edition, officer: Client) -> None:
    officer.post(f"{HOSTS}add/", {"name": "Japan", "language": "en"})

    officer.get(f"{HOSTS}japan/remove/")
    officer.post(f"{HOSTS}japan/remove/")

    assert begun.hosts.get().slug == "suisse"


def test_a_host_for_which_somebody_was_appointed_stays_whatever_becomes_of_its_officer(begun: Edition) -> None:
    """Named, ended, removed, proposed, named again: one host did so alone what all had to approve."""
    own = HostOfficer.at(begun.hosts.get().officers.get().person, begun)
    hosting.add_host(own, begun, written("en", "Japan"))
    japan = begun.hosts.get(slug="japan")
    appointing.appoint(own, begun, "host", "B", "b@japan.example", "en", japan)
    appointing.end_function(own, japan.officers.get())

    with pytest.raises(Refused, match="it stays"):
        hosting.remove_host(own, japan)


def test_the_host_that_begins_stays(begun: Edition, officer: Client) -> None:
    officer.get(f"{HOSTS}suisse/remove/")

    answer = officer.post(f"{HOSTS}suisse/remove/", follow=True)

    assert "begins the symposium stays" in answer.content.decode()
    assert begun.hosts.count() == 1


def test_once_another_host_is_in_none_joins_or_leaves(begun: Edition, officer: Client) -> None:
    other = Host.objects.create(edition=begun, slug="japan", name=written("en", "Japan"))
    officer.get(f"{HOSTS}add/")
    begun.memberships.create(person=entered("second"), role="host", host=other)

    answer = officer.post(f"{HOSTS}add/", {"name": "Third", "language": "en"})

    assert "has signed in already" in answer.content.decode()
    assert begun.hosts.count() == 2
    assert "Add a host" not in officer.get(HOSTS).content.decode()


def test_a_host_whose_only_officer_is_shut_out_keeps_its_key(begun: Edition) -> None:
    """Else another host would appoint for it. The account is opened again instead, and is not erased on a page."""
    other = Host.objects.create(edition=begun, slug="japan", name=written("en", "Japan"))
    person = entered("second")
    begun.memberships.create(person=person, role="host", host=other)
    assert acting_officers(other)

    accounts.withdraw(THE_PLATFORM, person)

    assert acting_officers(other)
    assert other not in hosts_for(begun.hosts.get(slug="suisse").officers.get().person, begun)
    keeper = entered("keeper")
    Charge.objects.create(person=keeper, what="installation", since=timezone.now())
    with pytest.raises(Refused, match="last officer of a host"):
        accounts.erase(InstallationOfficer(keeper), person)


def test_two_series_of_different_hosts_do_not_see_one_another(begun: Edition) -> None:
    other = entered("other")
    Charge.objects.create(person=other, what="series", since=timezone.now())
    beginning.begin(Beginner(other), **(BEGUN | {"slug": "lima-2027", "title": written("es", "Simposio de Lima")}))
    client = Client()
    client.force_login(other)

    home = client.get("/en/").content.decode()

    assert "Simposio de Lima" in home
    assert "Colloque de Genève" not in home
    for page in ("", "hosts/", "ready/", "officers/", "desk/", "record/", "programme/", "participants/"):
        assert client.get(f"/en/geneva-2027/{page}").status_code == 404, page


def test_a_short_name_that_another_edition_has_is_refused(begun: Edition, officer: Client) -> None:
    answer = officer.post(
        "/en/account/begin/",
        {
            **dict.fromkeys(("host", "series", "title", "city"), "x"),
            "slug": "geneva-2027",
            "starts_on": "2027-03-01",
            "ends_on": "2027-03-02",
            "time_zone": "Europe/Zurich",
        },
    )

    assert answer.status_code == 422
    assert "There is an edition with this short name already." in answer.content.decode()
