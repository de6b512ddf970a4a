"""A commitment is confirmed by its partners, published by all hosts, reported on; a late report is recalled."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from nadwa.cooperation import duties
from nadwa.cooperation.commands import commitments
from nadwa.cooperation.models import Commitment
from nadwa.delegations.capacities import Delegate
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.languages import written
from tests.conftest import Clock
from tests.factories import House, approved, proposed
from tests.forms import Client

E = "beijing-2016"


def drafted(house: House, *partners: str) -> Commitment:
    facts: dict[str, Any] = {
        "title": written("en", "Train response teams"),
        "text": written("en", "Three courses of six weeks."),
        "measure": written("en", "teams trained"),
        "target": 3,
        "due": date(2018, 7, 1),
        "dollars": 90_000,
    }
    named = [house.delegations[partner] for partner in partners]
    commitments.draft_commitment(house.delegate("aldora"), named, None, **facts)
    return Commitment.objects.latest("pk")


def publish(house: House, commitment: Commitment) -> Commitment:
    proposed(house, "cooperation.publish", str(commitment.number))
    approved(house)
    commitment.refresh_from_db()
    return commitment


def report(house: House, commitment: Commitment, reached: int) -> None:
    own = house.delegations["aldora"]
    commitments.report_progress(Delegate(house.aldora, own), commitment, reached, "Courses held", "en")
    commitment.refresh_from_db()


def test_the_hosts_publish_what_all_partners_have_confirmed(beijing: House, time: Clock) -> None:
    commitment = drafted(beijing, "belmara")
    with pytest.raises(Refused, match="Not every partner has confirmed"):
        proposed(beijing, "cooperation.publish", str(commitment.number))
    commitments.confirm_partnership(beijing.delegate("belmara"), commitment)

    assert publish(beijing, commitment).state == "published"


@pytest.mark.parametrize(("viewer", "status"), [(None, 404), ("corvia", 404), ("belmara", 200), ("officer_un", 200)])
def test_a_draft_is_read_by_those_it_names_and_by_the_hosts(beijing: House, viewer: str | None, status: int) -> None:
    commitment = drafted(beijing, "belmara")
    client = Client()
    if viewer:
        client.force_login(beijing.people[viewer])

    assert client.get(reverse("commitment", args=[E, commitment.number])).status_code == status


def test_what_has_been_published_stands_in_the_public_record(beijing: House, time: Clock) -> None:
    publish(beijing, drafted(beijing))

    public = Act.objects.filter(log__audience="public", kind__startswith="cooperation.")
    assert [act.kind for act in public] == ["cooperation.published"]


def test_partners_confirm_a_changed_draft_again(beijing: House) -> None:
    commitment = drafted(beijing, "belmara")
    commitments.confirm_partnership(beijing.delegate("belmara"), commitment)
    commitments.change_commitment(beijing.delegate("aldora"), commitment, [beijing.delegations["belmara"]], target=5)

    assert commitment.partners.get().confirmed_at is None


def test_progress_towards_the_target_is_reported_until_it_is_reached(beijing: House, time: Clock) -> None:
    commitment = publish(beijing, drafted(beijing))
    report(beijing, commitment, 1)
    between = commitment.state
    report(beijing, commitment, 3)

    assert (between, commitment.state) == ("published", "fulfilled")


def test_a_fulfilled_commitment_is_not_reported_on_any_more(beijing: House, time: Clock) -> None:
    commitment = publish(beijing, drafted(beijing))
    report(beijing, commitment, 3)

    with pytest.raises(Refused, match="not ended"):
        report(beijing, commitment, 4)


def test_an_overdue_report_is_recalled_once(beijing: House, time: Clock) -> None:
    beijing.aldora.email = "head@aldora.example"
    beijing.aldora.save()
    publish(beijing, drafted(beijing))
    before = duties.recall_overdue_reports()
    time.advance(timedelta(days=366).total_seconds())

    assert [before, duties.recall_overdue_reports(), duties.recall_overdue_reports()] == [0, 1, 0]
    assert Mail.objects.get().subject == "A report is due"


def test_a_report_that_comes_begins_a_new_year(beijing: House, time: Clock) -> None:
    commitment = publish(beijing, drafted(beijing))
    time.advance(timedelta(days=300).total_seconds())
    report(beijing, commitment, 1)
    time.advance(timedelta(days=300).total_seconds())

    assert duties.recall_overdue_reports() == 0


def test_giving_up_says_why_in_public(beijing: House, time: Clock) -> None:
    commitment = publish(beijing, drafted(beijing))
    commitments.abandon(beijing.delegate("aldora"), commitment, "No trainers")

    act = Act.objects.get(kind="cooperation.abandoned")
    assert (act.facts["reason"], act.log.audience) == ("No trainers", "public")


def test_a_delegation_that_is_not_named_confirms_nothing(beijing: House) -> None:
    with pytest.raises(Refused, match="not asked to confirm"):
        commitments.confirm_partnership(beijing.delegate("corvia"), drafted(beijing, "belmara"))
