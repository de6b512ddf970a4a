"""Who speaks: named when the floor is asked for or later, changed until called; in the record there is no name."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from django.urls import reverse
from django.utils.translation import override

from nadwa.accounts import personal, retention
from nadwa.accounts.models import Person
from nadwa.editions.capacities import Chair
from nadwa.floor.commands import naming, speakers
from nadwa.floor.models import Request, Speaker
from nadwa.programme import journal
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"
LATER = datetime(2099, 1, 1, tzinfo=UTC)
NAMED = {"title": "H.E. Ms.", "name": "Ada Lume", "function": "Minister of Research"}


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(name: str, client: Client | None = None, **of: Any) -> str:
    return str((client or Client()).get(reverse(name, args=[E, 1]), of).content.decode())


def asked(made: House, state: str = "aldora") -> Request:
    speakers.ask_for_floor(made.delegate(state), made.meeting)
    return Request.objects.get(delegation=made.delegations[state], state="waiting")


def own(request: Request) -> str:
    return reverse("own-speaker", args=[E, 1, request.pk])


@pytest.mark.django_db(transaction=True)
def test_the_floor_is_asked_for_by_one_press_and_the_name_follows(beijing: House) -> None:
    sitting(beijing)
    client = as_(beijing.aldora)
    client.get(reverse("now", args=[E, 1]))
    assert client.post(reverse("take-part", args=[E, 1, "ask"])).status_code == 302
    request = Request.objects.get()
    assert own(request) in page("now", client)

    assert client.post(own(request), NAMED).status_code == 302

    assert "Ada Lume" in page("now")
    assert "Minister of Research" in page("screen")
    assert "Ada Lume" in page("podium", as_(beijing.chair))
    assert "Ada Lume" in page("texts", as_(beijing.interpreter))


def test_who_asks_can_say_at_once_who_will_speak(beijing: House) -> None:
    sitting(beijing)
    client = as_(beijing.aldora)
    address = reverse("ask-and-name", args=[E, 1])
    assert address in page("now", client)

    assert client.post(address, NAMED).status_code == 302

    assert Request.objects.get().named.called == "H.E. Ms. Ada Lume"
    assert [act.kind for act in Act.objects.order_by("-pk")[:2]] == ["floor.speaker-named", "floor.floor-asked"]


def test_a_delegation_chooses_one_of_its_delegates_and_nobody_elses(beijing: House) -> None:
    sitting(beijing)
    request, client = asked(beijing), as_(beijing.aldora)
    seat = beijing.delegations["aldora"].delegates.get()
    foreign = beijing.delegations["belmara"].delegates.get()

    assert client.post(own(request), {"delegate": foreign.pk}).status_code == 422
    assert client.post(own(request), {"delegate": seat.pk}).status_code == 302

    assert Speaker.objects.get().person == beijing.aldora
    assert beijing.aldora.name in page("now")


def test_the_record_has_no_name_and_what_it_has_can_be_opened(beijing: House) -> None:
    sitting(beijing)
    naming.name_own_speaker(beijing.delegate("aldora"), beijing.meeting, asked(beijing), **NAMED)
    speaker = Speaker.objects.get()
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, speaker.request)

    said = rfc8785.dumps(["H.E. Ms.", "Ada Lume", "Minister of Research"])
    stands = sha256(bytes(speaker.salt) + said).hexdigest()
    acts = [Act.objects.get(kind=f"floor.speaker-{what}") for what in ("named", "called")]
    assert [act.facts["speaker"] for act in acts] == [stands, stands]
    assert not any(word in str(act.facts) for act in Act.objects.all() for word in ("Lume", "H.E.", "Research"))


def test_a_call_of_nobody_named_says_what_it_always_said(beijing: House) -> None:
    sitting(beijing)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, asked(beijing))

    assert "speaker" not in Act.objects.get(kind="floor.speaker-called").facts


def test_it_is_changed_until_the_delegation_is_called(beijing: House) -> None:
    sitting(beijing)
    request, client = asked(beijing), as_(beijing.aldora)
    client.post(own(request), NAMED)
    client.post(own(request), NAMED | {"name": "Bela Orn"})
    assert ("Bela Orn" in page("now"), "Ada Lume" in page("now")) == (True, False)
    client.get(own(request))
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, request)

    late = client.post(own(request), {"name": "Cyd Late"})

    assert late.status_code == 422
    assert "not waiting for the floor" in late.content.decode()
    assert "Bela Orn" in page("now")


def test_of_two_of_a_delegation_the_second_sees_whom_the_first_named(beijing: House) -> None:
    sitting(beijing)
    request = asked(beijing)
    first, second = as_(beijing.aldora), as_(beijing.aldora)
    second.get(own(request))
    first.post(own(request), NAMED)

    answer = second.post(own(request), {"name": "Bela Orn"})

    assert answer.status_code == 409
    assert "Ada Lume" in answer.content.decode()
    assert Speaker.objects.get().name == "Ada Lume"


def test_nobody_names_who_speaks_for_another_delegation(beijing: House) -> None:
    sitting(beijing)
    request = asked(beijing)

    assert as_(beijing.belmara).get(own(request)).status_code == 404
    with pytest.raises(Refused, match="not a request of your delegation"):
        naming.name_own_speaker(beijing.delegate("belmara"), beijing.meeting, request, **NAMED)


def test_the_chair_enters_a_delegation_with_its_speaker_and_corrects_the_name(beijing: House) -> None:
    sitting(beijing)
    client = as_(beijing.chair)
    entering = reverse("preside", args=[E, 1, "enter"])
    client.post(entering, NAMED | {"delegation": beijing.delegations["corvia"].pk}, page=entering)
    request = Request.objects.get()
    assert request.named.name == "Ada Lume"
    address = reverse("speaker", args=[E, 1, request.pk])
    assert address in page("podium", client)

    assert client.post(address, {"name": "Ada Lumen"}).status_code == 302

    assert "Ada Lumen" in page("now")
    assert Act.objects.latest("pk").facts["by"]["as"] == "chair"


def test_a_function_alone_names_nobody(beijing: House) -> None:
    sitting(beijing)
    answer = as_(beijing.aldora).post(own(asked(beijing)), {"function": "Minister"})

    assert answer.status_code == 422
    assert "Type the name, too." in answer.content.decode()


def test_who_replies_is_named_too_and_stands_with_the_times(beijing: House) -> None:
    sitting(beijing)
    speakers.ask_for_reply(beijing.delegate("aldora"), beijing.meeting)
    request = Request.objects.get()
    as_(beijing.aldora).post(own(request), NAMED)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, request)
    speakers.end_speech(Chair(beijing.chair), beijing.meeting)

    assert "Ada Lume" in page("speaking-times")
    assert "Ada Lume" in page("now")


def test_who_was_chosen_is_told_of_it_and_is_forgotten_with_the_account(beijing: House) -> None:
    sitting(beijing)
    seat = beijing.delegations["aldora"].delegates.get()
    naming.name_own_speaker(beijing.delegate("aldora"), beijing.meeting, asked(beijing), seat)
    assert personal.held(beijing.aldora)["speaker"][0]["name"] == beijing.aldora.name

    Person.objects.get(pk=beijing.aldora.pk).delete()

    assert (Speaker.objects.count(), Request.objects.count()) == (0, 1)


def test_names_are_kept_for_a_year_and_those_of_an_exercise_stay(beijing: House) -> None:
    sitting(beijing)
    naming.name_own_speaker(beijing.delegate("aldora"), beijing.meeting, asked(beijing), **NAMED)
    [kept] = [kept for kept in retention.classes() if kept.name == "speakers"]
    year = beijing.edition.ends_on.replace(year=2017)
    ended = datetime.combine(year, time(), UTC)
    assert [kept.over(ended - timedelta(days=one)).count() for one in (400, -1)] == [0, 1]
    beijing.edition.exercise = True
    beijing.edition.save()
    assert kept.over(ended + timedelta(days=1)).count() == 0


def test_the_journal_names_who_spoke_and_on_whose_behalf_while_that_is_kept(
    beijing: House, sequenced: Callable[[], int]
) -> None:
    sitting(beijing)
    corvia = beijing.delegations["corvia"]
    speakers.ask_and_name(beijing.delegate("aldora"), beijing.meeting, delegations=[corvia], **NAMED)
    speakers.call_speaker(Chair(beijing.chair), beijing.meeting, Request.objects.get())
    sequenced()
    assert Act.objects.get(kind="floor.speaker-called").facts["for"] == ["corvia"]

    def lines() -> str:
        return " ".join(one.words for one in journal._held(beijing.edition, (datetime.min.replace(tzinfo=UTC), LATER)))

    with override("en"):
        assert "Aldora [en] – H.E. Ms. Ada Lume (Minister of Research) – on behalf of Corvia [en]" in lines()
        Speaker.objects.all().delete()
        assert ("Lume" in lines(), "on behalf of Corvia" in lines()) == (False, True)
