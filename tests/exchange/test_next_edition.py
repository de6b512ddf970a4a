"""One act of all hosts makes the next edition from what this one hands on, and nothing else."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from nadwa.cooperation.models import Commitment
from nadwa.delegations.models import FocalPoint, Quota
from nadwa.editions.capacities import Chair, Secretary
from nadwa.editions.models import Edition
from nadwa.exchange.commands import continuing
from nadwa.exchange.models import Plan
from nadwa.floor.models import Procedure
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands import bracketing, positions
from nadwa.texts.models import NegotiatingText, Position
from nadwa.web.languages import OFFICIAL
from tests.factories import House, approved, person, proposed, words
from tests.forms import Client

E = "beijing-2016"


def planned(house: House, **changes: Any) -> None:
    values: dict[str, Any] = {
        "slug": "beijing-2018",
        "title": words("Third symposium"),
        "city": words("City"),
        "time_zone": "Asia/Shanghai",
        "starts_on": date(2018, 7, 9),
        "ends_on": date(2018, 7, 10),
        "symbol": "SYMP/2018",
        "lessons": "Begin earlier.",
        "facilitator": house.secretariat,
    }
    continuing.plan_next(Secretary(house.secretariat), house.edition, **values | changes)


def made(house: House) -> Edition:
    planned(house)
    proposed(house, "exchange.continue")
    approved(house)
    return Edition.objects.get(slug="beijing-2018")


def focal_point(house: House, slug: str) -> Any:
    someone = person(f"{slug}-focal")
    FocalPoint.objects.create(edition=house.edition, body=house.delegations[slug].body, person=someone, place=1)
    return someone


def commitment(house: House, state: str = "published") -> Commitment:
    return Commitment.objects.create(
        edition=house.edition,
        number=Commitment.objects.count() + 1,
        lead=house.delegations["corvia"],
        title=words("Train"),
        text=words("Courses"),
        measure=words("teams"),
        target=3,
        due=date(2019, 1, 1),
        state=state,
        published_at=datetime(2016, 7, 12, tzinfo=UTC),
    )


def test_one_key_makes_nothing(beijing: House) -> None:
    planned(beijing)
    proposed(beijing, "exchange.continue")

    assert not Edition.objects.filter(slug="beijing-2018").exists()


def test_settings_go_on(beijing: House) -> None:
    Procedure.objects.create(edition=beijing.edition, speech_seconds=180)
    Quota.objects.create(edition=beijing.edition, kind="state", seats=5)
    following = made(beijing)

    assert Procedure.objects.get(edition=following).speech_seconds == 180
    assert following.quotas.get().seats == 5
    assert [host.slug for host in following.hosts.all()] == ["china", "united-nations"]
    assert following.agenda.count() == beijing.edition.agenda.count()


def test_the_next_edition_is_not_announced(beijing: House) -> None:
    made(beijing)

    assert Client().get(reverse("edition", args=["beijing-2018"])).status_code == 404


def test_focal_points_come_along_only_where_they_agree(beijing: House) -> None:
    agrees, _other = focal_point(beijing, "aldora"), focal_point(beijing, "belmara")
    continuing.consent(agrees, beijing.edition)

    assert [point.person for point in made(beijing).focal_points.all()] == [agrees]


def test_plans_from_before_that_choice_make_what_their_edition_is(beijing: House) -> None:
    """One that has been made says what it was made as."""
    migration = import_module("nadwa.exchange.migrations.0009_plans_of_exercises")
    following = made(beijing)
    Edition.objects.update(exercise=True)
    waiting = Plan.objects.create(
        edition=following,
        slug="beijing-2020",
        title=words("Fourth"),
        city=words("City"),
        time_zone="Asia/Shanghai",
        starts_on=date(2020, 7, 9),
        ends_on=date(2020, 7, 10),
        symbol="SYMP/2020",
    )
    migration.take_from_their_editions(apps, None)

    waiting.refresh_from_db()
    assert (waiting.exercise, Plan.objects.get(edition=beijing.edition).exercise) == (True, False)


def test_consent_can_be_taken_back(beijing: House) -> None:
    someone = focal_point(beijing, "aldora")
    client = Client()
    client.force_login(someone)
    for _ in range(2):
        client.post(reverse("consent-to-contact", args=[E]))

    assert made(beijing).focal_points.count() == 0


def test_who_came_is_invited_again_in_draft(beijing: House) -> None:
    invitations = made(beijing).invitations

    assert (invitations.count(), set(invitations.values_list("state", flat=True))) == (6, {"drafted"})


def test_what_was_not_agreed_stands_before_the_next_edition_with_its_brackets(beijing: House) -> None:
    bracketing.bracket(Chair(beijing.chair), beijing.text.paragraphs.get(number=4), "should")
    following = made(beijing)
    carried = NegotiatingText.objects.get(edition=following)
    proposal = carried.paragraphs.get(number=2).alternatives.get(number=2)

    assert (carried.symbol, carried.paragraphs.count()) == ("SYMP/2018/L.1", 4)
    assert (proposal.proposer.body.slug, proposal.proposer.edition) == ("belmara", following)
    assert carried.paragraphs.get(number=4).alternatives.get().brackets.get().words == "should"


def test_positions_stay_behind(beijing: House) -> None:
    alternative = beijing.text.paragraphs.get(number=2).alternatives.get(number=2)
    positions.take_position(beijing.delegate("aldora"), alternative, "red-line", 5, "own", "secret note")
    following = made(beijing)

    assert Position.objects.filter(alternative__paragraph__text__edition=following).count() == 0


def test_commitments_that_are_not_fulfilled_go_on_and_point_back(beijing: House) -> None:
    open_one, _done = commitment(beijing), commitment(beijing, "fulfilled")
    carried = made(beijing).commitments.get()

    assert (carried.continues, carried.lead.body.slug) == (open_one, "corvia")


def test_lessons_are_for_those_who_prepare(beijing: House) -> None:
    made(beijing)

    begun = Act.objects.get(kind="exchange.begun")
    assert (begun.facts["lessons"], begun.log.audience) == ("Begin earlier.", "hosts")


def test_it_is_made_once(beijing: House) -> None:
    made(beijing)

    with pytest.raises(Refused, match="has been made"):
        proposed(beijing, "exchange.continue")


def test_a_short_name_that_is_taken_is_refused(beijing: House, elsewhere: House) -> None:
    with pytest.raises(Refused, match="edition with this short name"):
        planned(beijing, slug="geneva-2018")


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_report_is_printed_in_each_language(beijing: House, language: str) -> None:
    commitment(beijing)
    planned(beijing)

    assert Client().get(f"/{language}/{E}/report/").content[:5] == b"%PDF-"


def test_what_is_not_ticked_stays_behind(beijing: House) -> None:
    Procedure.objects.create(edition=beijing.edition, speech_seconds=180)
    commitment(beijing)
    planned(beijing, comes_along=["officers", "rooms"])
    proposed(beijing, "exchange.continue")
    approved(beijing)

    following = Edition.objects.get(slug="beijing-2018")
    assert following.rooms.count() == beijing.edition.rooms.count()
    assert not following.texts.exists()
    assert not following.commitments.exists()
    assert not following.invitations.exists()
    assert not Procedure.objects.filter(edition=following).exists()


def test_a_real_edition_follows_an_exercise_and_its_chair_opens_the_first_meeting(beijing: House) -> None:
    """It was dead once: no chair, no room, an exercise for ever."""
    beijing.edition.exercise = True
    beijing.edition.save()
    following = made(beijing)
    assert not following.exercise
    secretary, podium = Client(), Client()
    secretary.force_login(beijing.secretariat)
    podium.force_login(beijing.chair)
    titles = {f"title_{language}": "First meeting" for language in OFFICIAL}
    secretary.post(
        "/en/beijing-2018/programme/new/",
        {
            "starts_at": "2018-07-09T10:00",
            "ends_at": "2018-07-09T13:00",
            "room": str(following.rooms.get().pk),
            "items": [str(following.agenda.earliest("number").pk)],
            **titles,
        },
    )

    podium.get("/en/beijing-2018/meetings/1/podium/open/")
    answer = podium.post("/en/beijing-2018/meetings/1/podium/open/", follow=True)

    assert "The meeting is open" in answer.content.decode()


def test_hosts_see_what_comes_along_before_they_approve(beijing: House) -> None:
    planned(beijing, comes_along=["rules"])
    officer = Client()
    officer.force_login(beijing.officer_china)

    page = officer.get("/en/beijing-2016/approvals/propose/exchange.continue/").content.decode()

    assert "rules for the floor, and quotas" in page
    assert "A symposium that will be held" in page


def test_texts_that_go_on_have_the_facilitator_that_the_plan_names(beijing: House) -> None:
    following = made(beijing)

    assert following.texts.get().facilitator == beijing.secretariat
    client = Client()
    client.force_login(beijing.secretariat)
    assert client.get("/en/beijing-2018/texts/outcome/packages/").status_code == 200


@pytest.mark.parametrize("who", [None, "aldora"])
def test_no_text_goes_on_without_a_facilitator_who_goes_on_too(beijing: House, who: str | None) -> None:
    planned(beijing, facilitator=who and beijing.people[who])

    assert continuing.CONTINUING.refusal(beijing.edition, "") is not None
    client = Client()
    client.force_login(beijing.secretariat)
    form = client.get("/en/beijing-2016/next/plan/").content.decode()
    assert f'value="{beijing.secretariat.pk}"' in form
    assert f'value="{beijing.aldora.pk}"' not in form
    answer = client.post("/en/beijing-2016/next/plan/", {"facilitator": ""})
    assert (answer.status_code, "Choose who facilitates" in answer.content.decode()) == (422, True)


def test_without_open_texts_nobody_is_asked_for_a_facilitator(beijing: House) -> None:
    NegotiatingText.objects.update(state="adopted")
    planned(beijing, facilitator=None)

    assert continuing.CONTINUING.refusal(beijing.edition, "") is None


def test_officers_who_go_on_are_given_their_functions_by_the_hosts(beijing: House) -> None:
    following = made(beijing)

    given = following.memberships.get(person=beijing.officer_china)
    assert (given.host.slug, given.given_as, given.since is None) == ("china", "hosts", False)
    recorded = Act.objects.filter(kind="editions.role-given", log__edition="beijing-2018")
    assert recorded.count() == following.memberships.count() > 4
