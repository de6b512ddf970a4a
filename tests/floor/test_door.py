"""At the door a badge is let in once, and whoever is inside makes the presence of delegations."""

from uuid import uuid4

import pytest
from django.urls import reverse

from nadwa.delegations.commands import badges, seating
from nadwa.delegations.models import Badge
from nadwa.editions.capacities import Officer, Secretary
from nadwa.editions.models import Membership
from nadwa.floor.commands import admitting
from nadwa.floor.models import Attendance
from nadwa.floor.queries import quorum, sitting_of
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, person
from tests.forms import Client

E = "beijing-2016"


def badge(house: House, who: str = "aldora") -> Badge:
    badges.issue_badges(Secretary(house.secretariat), house.edition)
    return Badge.objects.get(person=house.people[who], edition=house.edition, revoked_at=None)


def by(house: House) -> Officer:
    return Officer(house.secretariat, "usher")


def usher(house: House) -> Client:
    someone = person("usher")
    Membership.objects.create(edition=house.edition, person=someone, role="usher")
    client = Client()
    client.force_login(someone)
    return client


def present(house: House) -> int:
    return quorum(sitting_of(house.meeting)).present


def test_a_badge_that_comes_in_makes_its_delegation_present(beijing: House) -> None:
    admitting.let_in(by(beijing), beijing.meeting, badge(beijing).code)

    assert present(beijing) == 1
    assert Act.objects.filter(kind="floor.presence-recorded", log__audience="public").count() == 1


def test_a_badge_is_admitted_once(beijing: House) -> None:
    code = badge(beijing).code
    admitting.let_in(by(beijing), beijing.meeting, code)

    with pytest.raises(Refused, match="inside already"):
        admitting.let_in(by(beijing), beijing.meeting, code)


def test_a_scan_that_is_sent_again_after_the_network_was_lost_is_the_same_scan(beijing: House) -> None:
    client, scan = usher(beijing), {"code": badge(beijing).code, "submission": uuid4().hex}
    page = reverse("door", args=[E, 1])
    answers = [client.forged(page, scan, headers={"HX-Request": "true"}).content.decode() for _ in range(2)]

    assert ['data-admitted="yes"' in answer for answer in answers] == [True, True]
    assert Attendance.objects.count() == 1


def test_the_delegation_is_absent_when_its_last_delegate_leaves(beijing: House) -> None:
    second = person("second")
    beijing.delegations["aldora"].delegates.create(person=second, role="adviser", rank=6)
    first = badge(beijing)
    other = Badge.objects.get(person=second)
    for one in (first, other):
        admitting.let_in(by(beijing), beijing.meeting, one.code)

    admitting.let_out(by(beijing), beijing.meeting, first.code)
    between = present(beijing)
    admitting.let_out(by(beijing), beijing.meeting, other.code)

    assert (between, present(beijing)) == (1, 0)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{bare}"])
def test_a_code_may_be_typed_as_one_reads_it(beijing: House, typed: str) -> None:
    code = badge(beijing).code
    typed = typed.format(code, lower=code.lower(), bare=code.replace("-", ""))
    answer = usher(beijing).post(reverse("door", args=[E, 1]), {"code": typed}, headers={"HX-Request": "true"})

    assert "May enter" in answer.content.decode()


def test_a_badge_of_the_press_does_not_open_the_hall(beijing: House) -> None:
    with pytest.raises(Refused, match="does not open this door"):
        admitting.let_in(by(beijing), beijing.meeting, badge(beijing, "press").code)


def test_a_revoked_badge_opens_nothing(beijing: House) -> None:
    lost = badge(beijing)
    badges.revoke_badge(by(beijing), lost)

    with pytest.raises(Refused, match="has been revoked"):
        admitting.let_in(by(beijing), beijing.meeting, lost.code)


def test_a_badge_of_another_edition_opens_nothing(beijing: House, elsewhere: House) -> None:
    with pytest.raises(Refused, match="No badge of this edition"):
        admitting.let_in(by(beijing), beijing.meeting, badge(elsewhere).code)


def test_with_the_seat_ends_the_badge(beijing: House) -> None:
    code = badge(beijing).code
    seating.unseat_delegate(by(beijing), beijing.delegations["aldora"].delegates.get())

    with pytest.raises(Refused, match="has been revoked"):
        admitting.let_in(by(beijing), beijing.meeting, code)


def test_issuing_again_makes_badges_for_those_who_have_none_only(beijing: House) -> None:
    first = badge(beijing)
    again = badge(beijing)

    assert (first.pk, Badge.objects.count()) == (again.pk, Badge.objects.values("person").distinct().count())


def test_who_goes_in_and_out_does_not_stand_in_the_public_record(beijing: House) -> None:
    admitting.let_in(by(beijing), beijing.meeting, badge(beijing).code)

    assert Act.objects.get(kind="floor.let-in").log.audience == "hosts"


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_badges_are_printed_in_each_language(beijing: House, language: str) -> None:
    badge(beijing)
    client = Client()
    client.force_login(beijing.secretariat)

    assert client.get(f"/{language}/{E}/badges/print/").content[:5] == b"%PDF-"
