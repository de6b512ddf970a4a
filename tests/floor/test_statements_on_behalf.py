"""A delegation speaks on behalf of others, with the longer time of the rules; who is named can say that it does not."""

from typing import Any

import pytest
from django.urls import reverse

from nadwa.delegations.models import Constituency
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import groups, naming, speakers
from nadwa.floor.models import Request
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting, words
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def now(person: Any = None) -> str:
    client = as_(person) if person else Client()
    return str(client.get(reverse("now", args=[E, 1])).content.decode())


def own(request: Request) -> str:
    return reverse("own-speaker", args=[E, 1, request.pk])


@pytest.fixture
def request_of_aldora(beijing: House) -> Request:
    sitting(beijing)
    speakers.ask_for_floor(beijing.delegate("aldora"), beijing.meeting)
    return Request.objects.get()


def lake_states(made: House, *members: str) -> Constituency:
    group = Constituency.objects.create(edition=made.edition, slug="lake-states", name=words("Lake States"))
    made.edition.delegations.filter(body__slug__in=members).update(constituency=group)
    return group


def called(made: House, request: Request) -> int:
    act = speakers.call_speaker(Chair(made.chair), made.meeting, request)
    return int(act.facts["limit"])


def test_a_statement_on_behalf_of_delegations_has_the_longer_time(beijing: House, request_of_aldora: Request) -> None:
    named = [beijing.delegations[one].pk for one in ("corvia", "belmara")]
    client = as_(beijing.aldora)
    assert client.post(own(request_of_aldora), {"delegations": named}).status_code == 302

    act = Act.objects.get(kind="floor.group-named")
    assert act.facts["for"] == ["belmara", "corvia"]
    assert "on behalf of" in now()
    assert "Corvia" in now().split("on behalf of")[1]
    assert called(beijing, request_of_aldora) == 420


def test_one_that_speaks_for_itself_has_what_it_had(beijing: House, request_of_aldora: Request) -> None:
    assert called(beijing, request_of_aldora) == 300


def test_a_group_of_the_edition_stands_for_its_members(beijing: House, request_of_aldora: Request) -> None:
    group = lake_states(beijing, "aldora", "corvia", "drevania")
    client = as_(beijing.aldora)
    client.post(own(request_of_aldora), {"constituency": group.pk, "delegations": [beijing.delegations["fenmark"].pk]})

    facts = Act.objects.get(kind="floor.group-named").facts
    assert (facts["for"], facts["constituency"]) == (["corvia", "drevania", "fenmark"], "lake-states")
    assert "Lake States" in now()
    shown = client.form(own(request_of_aldora), {}, page=own(request_of_aldora)).form_values()
    assert [value for name, value in shown if name == "delegations"] == [str(beijing.delegations["fenmark"].pk)]


def test_who_is_named_does_not_associate_itself_until_the_speaker_is_called(
    beijing: House, request_of_aldora: Request
) -> None:
    both = [beijing.delegations[one] for one in ("corvia", "belmara")]
    naming.name_own_speaker(beijing.delegate("aldora"), beijing.meeting, request_of_aldora, delegations=both)
    address = f"{reverse('take-part', args=[E, 1, 'dissociate'])}?request={request_of_aldora.pk}"
    client = as_(beijing.corvia)
    assert address in now(beijing.corvia)
    client.get(address)
    assert client.post(reverse("take-part", args=[E, 1, "dissociate"])).status_code == 302

    left = Act.objects.get(kind="floor.group-left").facts
    assert (left["delegation"], left["of"]) == ("corvia", "aldora")
    assert "not associated:" in now()
    naming.name_own_speaker(
        beijing.delegate("aldora"), beijing.meeting, request_of_aldora, name="Ada Lume", delegations=both
    )
    assert [one.body.slug for one in Request.objects.get().spoken_for] == ["belmara"], "it is not named again"
    assert called(beijing, request_of_aldora) == 420
    with pytest.raises(Refused, match="not waiting for the floor"):
        groups.dissociate(beijing.delegate("belmara"), beijing.meeting, request_of_aldora)


@pytest.mark.django_db(transaction=True)
def test_when_all_have_left_it_is_the_statement_of_one(beijing: House, request_of_aldora: Request) -> None:
    naming.name_own_speaker(
        beijing.delegate("aldora"), beijing.meeting, request_of_aldora, delegations=[beijing.delegations["corvia"]]
    )
    groups.dissociate(beijing.delegate("corvia"), beijing.meeting, request_of_aldora)

    assert called(beijing, request_of_aldora) == 300


def test_who_is_not_named_has_nothing_to_leave(beijing: House, request_of_aldora: Request) -> None:
    with pytest.raises(Refused, match="not on behalf of your delegation"):
        groups.dissociate(beijing.delegate("belmara"), beijing.meeting, request_of_aldora)


def test_a_group_without_others_on_the_roll_is_refused(beijing: House, request_of_aldora: Request) -> None:
    group = lake_states(beijing, "aldora")
    answer = as_(beijing.aldora).post(own(request_of_aldora), {"constituency": group.pk})

    assert answer.status_code == 422
    assert "no other delegation is on the roll" in answer.content.decode()


def test_the_chair_sets_both_limits_and_that_of_groups_is_never_shorter(
    beijing: House, request_of_aldora: Request
) -> None:
    address = reverse("preside", args=[E, 1, "limit"])
    naming.name_own_speaker(
        beijing.delegate("aldora"), beijing.meeting, request_of_aldora, delegations=[beijing.delegations["corvia"]]
    )
    chair = as_(beijing.chair)
    chair.post(address, {"minutes": "3", "group_minutes": "4"}, page=address)
    assert Act.objects.get(kind="floor.limit-set").facts["group-seconds"] == 240
    assert called(beijing, request_of_aldora) == 240
    speakers.end_speech(Chair(beijing.chair), beijing.meeting)
    speakers.ask_and_name(beijing.delegate("aldora"), beijing.meeting, delegations=[beijing.delegations["corvia"]])

    act = speakers.set_time_limit(Chair(beijing.chair), beijing.meeting, 9)

    assert "group-seconds" not in act.facts
    assert called(beijing, Request.objects.latest("pk")) == 540


def test_the_rules_name_the_longer_time(beijing: House) -> None:
    client = as_(beijing.secretariat)
    address = reverse("procedure", args=[E])
    assert "12 minutes" in client.get(address).content.decode()

    client.post(address, {"group_seconds": "600"})

    assert Act.objects.get(kind="floor.procedure-set").facts["group_seconds"] == 600
    sitting(beijing)
    speakers.ask_and_name(beijing.delegate("aldora"), beijing.meeting, delegations=[beijing.delegations["corvia"]])
    assert called(beijing, Request.objects.get()) == 600


def test_a_reply_is_on_nobody_elses_behalf(beijing: House, request_of_aldora: Request) -> None:
    speakers.ask_for_reply(beijing.delegate("aldora"), beijing.meeting)
    reply = Request.objects.get(kind="reply")

    assert 'name="delegations"' not in as_(beijing.aldora).get(own(reply)).content.decode()
