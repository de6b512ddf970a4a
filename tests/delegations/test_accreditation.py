"""Organisations are accredited when no State objects within the window, or when all hosts approve."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from nadwa.delegations.commands import accrediting
from nadwa.delegations.links import APPLICATION, number_in
from nadwa.delegations.models import Application, Delegation
from nadwa.editions.capacities import Secretary
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.conftest import Clock
from tests.factories import House, approved, proposed
from tests.forms import Client

E = "beijing-2016"
TYPED = {
    "kind": "ngo",
    "name": "Forum of Open Networks",
    "seat": "Orvel",
    "purpose": "Safe networks for all",
    "programme": "Item 2",
    "contact": "L. Maronda",
    "email": "maronda@forum.example",
}


def by(house: House) -> Secretary:
    return Secretary(house.secretariat)


def listed(house: House, time: Clock) -> Application:
    with override("fr"):
        Client().post(reverse("apply", args=[E]), TYPED)
    application = Application.objects.get()
    accrediting.evaluate(by(house), application, "Sound, and near the programme.")
    accrediting.open_list(by(house), house.edition, time.time + timedelta(days=2))
    application.refresh_from_db()
    return application


def closed(house: House, time: Clock) -> Application:
    application = listed(house, time)
    time.advance(timedelta(days=3).total_seconds())
    return application


def object_to(house: House, application: Application) -> Act:
    return accrediting.object_to_organisation(house.delegate("aldora"), application, "No mandate")


def status_page(application: Application) -> str:
    mail = Mail.objects.filter(about=f"application:{application.pk}").earliest("pk")
    [path] = re.findall(r"http://[^/]+(/\S+)", mail.body)
    return str(path)


def test_whoever_applies_follows_the_application_by_a_link_in_the_own_language(beijing: House) -> None:
    with override("fr"):
        Client().post(reverse("apply", args=[E]), TYPED)
    page = status_page(Application.objects.get())

    assert page.startswith("/fr/")
    assert "Forum of Open Networks" in Client().get(page).content.decode()


def test_without_an_objection_the_organisation_is_accredited_and_registers_its_people(
    beijing: House, time: Clock
) -> None:
    application = closed(beijing, time)
    accrediting.grant_accreditation(by(beijing), application)

    application.refresh_from_db()
    delegation = Delegation.objects.get(pk=application.delegation_id)
    assert (delegation.admission, delegation.body.kind) == ("full", "ngo")
    assert delegation.body.focal_points.get().person.email == "maronda@forum.example"


def test_nothing_is_decided_while_the_window_is_open(beijing: House, time: Clock) -> None:
    application = listed(beijing, time)

    with pytest.raises(Refused, match="may still object"):
        accrediting.grant_accreditation(by(beijing), application)


def test_an_objection_stands_on_the_record_of_the_participants(beijing: House, time: Clock) -> None:
    act = object_to(beijing, listed(beijing, time))

    assert (act.log.audience, act.facts["reason"]) == ("edition", "No mandate")


def test_with_an_objection_the_secretariat_does_not_accredit(beijing: House, time: Clock) -> None:
    application = listed(beijing, time)
    object_to(beijing, application)
    time.advance(timedelta(days=3).total_seconds())

    with pytest.raises(Refused, match="only all hosts together"):
        accrediting.grant_accreditation(by(beijing), application)


def test_both_hosts_accredit_despite_an_objection(beijing: House, time: Clock) -> None:
    application = listed(beijing, time)
    object_to(beijing, application)
    time.advance(timedelta(days=3).total_seconds())
    proposed(beijing, "delegations.accredit", str(application.number))
    approved(beijing)

    application.refresh_from_db()
    assert (application.state, application.reason) == ("accredited", "Tous les hôtes ont approuvé.")


def test_a_state_that_takes_its_objection_back_no_longer_stands_in_the_way(beijing: House, time: Clock) -> None:
    application = listed(beijing, time)
    object_to(beijing, application)
    accrediting.withdraw_objection(beijing.delegate("aldora"), application)
    time.advance(timedelta(days=3).total_seconds())
    accrediting.grant_accreditation(by(beijing), application)

    application.refresh_from_db()
    assert application.state == "accredited"


def test_after_the_window_nobody_objects(beijing: House, time: Clock) -> None:
    with pytest.raises(Refused, match="window for objections is closed"):
        object_to(beijing, closed(beijing, time))


def test_whoever_is_refused_reads_the_reason_and_appeals_once(beijing: House, time: Clock) -> None:
    application = closed(beijing, time)
    page = status_page(application)
    accrediting.refuse_organisation(by(beijing), application, "Hors du programme")
    client = Client()
    with override("en"):
        before = client.get(page).content.decode()
        client.post(page, {"appeal": "Le point 2 nous concerne"})
    accrediting.refuse_organisation(by(beijing), application, "Toujours hors du programme")

    application.refresh_from_db()
    assert "Hors du programme" in before
    assert (application.state, application.appeal_refused) == ("refused", True)
    with pytest.raises(Refused, match="time for an appeal is over"):
        accrediting.appeal(application, "Encore")


def test_an_appeal_comes_in_time_or_not_at_all(beijing: House, time: Clock) -> None:
    application = closed(beijing, time)
    accrediting.refuse_organisation(by(beijing), application, "Outside the programme")
    time.advance(timedelta(days=15).total_seconds())

    with pytest.raises(Refused, match="time for an appeal is over"):
        accrediting.appeal(application, "Please")


@pytest.mark.parametrize("viewer", [None, "press", "chair", "interpreter"])
def test_only_states_and_the_desk_read_the_list(beijing: House, time: Clock, viewer: Any) -> None:
    listed(beijing, time)
    client = Client()
    if viewer:
        client.force_login(beijing.people[viewer])

    assert client.get(reverse("list-of-organisations", args=[E])).status_code in {302, 404}


def test_the_public_record_names_no_organisation_before_it_is_accredited(beijing: House, time: Clock) -> None:
    application = listed(beijing, time)
    object_to(beijing, application)
    time.advance(timedelta(days=3).total_seconds())
    accrediting.refuse_organisation(by(beijing), application, "Objected to")

    assert not Act.objects.filter(log__audience="public").exists()


def test_the_window_closes_in_the_future(beijing: House) -> None:
    Client().post(f"/en/{E}/accreditation/apply/", TYPED)
    accrediting.evaluate(by(beijing), Application.objects.get(), "Sound.")

    with pytest.raises(Refused, match="in the future"):
        accrediting.open_list(by(beijing), beijing.edition, datetime(2016, 1, 1, tzinfo=UTC))


def applications_in(body: str) -> list[int]:
    """Which applications a mail leads to; the links of two mails differ by when they were written."""
    return [number_in(token, APPLICATION) for token in re.findall(r"/accreditation/status/([^/]+)/", body)]


def test_nobody_learns_which_organisation_has_applied(beijing: House, time: Clock) -> None:
    """Whoever applies with the address of another gets what anybody gets; the other is told, once a day."""
    Client().post(reverse("apply", args=[E]), TYPED)
    first = Mail.objects.get()
    addresses = (TYPED["email"], "nobody@elsewhere.example", TYPED["email"])
    answers = [Client().post(reverse("apply", args=[E]), TYPED | {"email": address}) for address in addresses]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [one.state for one in Application.objects.order_by("number")] == [
        "submitted",
        "refused",
        "submitted",
        "refused",
    ]
    told = [mail.body for mail in Mail.objects.filter(to=first.to).exclude(pk=first.pk)]
    [application] = applications_in(first.body)
    assert ["to apply again" in body and applications_in(body) == [application] for body in told] == [True]
