"""A text is handed over, and co-facilitated, by officers and delegates alike; it belongs to nobody for ever."""

from typing import Any

import pytest

from nadwa.editions.capacities import Chair, Secretary
from nadwa.editions.commands.roles import end_role, give_role
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands import handing
from nadwa.texts.models import CoFacilitator, NegotiatingText
from tests.factories import House, person
from tests.forms import Client

pytestmark = pytest.mark.django_db
E = "beijing-2016"
TEXT = f"/en/{E}/texts/outcome/"
PAGE = f"{TEXT}facilitators/"
FACILITATE = f"{TEXT}packages/"


@pytest.fixture
def led(beijing: House) -> House:
    """The text has a facilitator, who is one by function."""
    beijing.people["guide"] = person("guide")
    give_role(beijing.guide, beijing.edition, "facilitator", beijing.host_officer("china"))
    NegotiatingText.objects.filter(pk=beijing.text.pk).update(facilitator=beijing.guide)
    beijing.text.refresh_from_db()
    return beijing


def signed_in(someone: Any) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def status(someone: Any, address: str = FACILITATE) -> int:
    return signed_in(someone).get(address).status_code


@pytest.mark.parametrize(
    ("who", "capacity"), [("guide", "facilitator"), ("chair", "chair"), ("secretariat", "secretariat")]
)
def test_a_text_is_handed_over_to_a_delegate(led: House, who: str, capacity: str) -> None:
    assert PAGE in signed_in(led.people[who]).get(TEXT).content.decode()
    before = [status(led.guide), status(led.aldora)]

    signed_in(led.people[who]).post(f"{PAGE}hand-over/", {"person": led.aldora.pk})

    led.text.refresh_from_db()
    assert led.text.facilitator == led.aldora
    assert (before, [status(led.guide), status(led.aldora)]) == ([200, 404], [404, 200])
    act = Act.objects.latest("pk")
    assert (act.kind, act.facts["by"]["as"]) == ("texts.handed-over", capacity)
    assert set(act.topics) == {f"text:{led.text.pk}", f"person:{led.aldora.pk}", f"person:{led.guide.pk}"}
    assert led.aldora.name in signed_in(led.belmara).get(TEXT).content.decode()


def test_whoever_gets_a_text_is_told(led: House) -> None:
    led.aldora.email = "aldora@example.org"
    led.aldora.save()

    handing.hand_over(Facilitator(led.guide), led.text, led.aldora)

    assert PAGE in Mail.objects.get(to="aldora@example.org").body


def test_others_hand_nothing_over(led: House) -> None:
    handing.name_co_facilitator(Facilitator(led.guide), led.text, led.belmara)

    for someone in (led.aldora, led.belmara, led.interpreter, led.press):
        assert status(someone, PAGE) == 404
    assert signed_in(led.belmara).forged(f"{PAGE}hand-over/", {"person": led.belmara.pk}).status_code == 404


def test_a_co_facilitator_does_what_the_facilitator_does_until_it_ends(led: House) -> None:
    guide = signed_in(led.guide)
    guide.post(f"{PAGE}name/", {"person": led.belmara.pk})
    assert status(led.belmara) == 200
    assert led.belmara.name in guide.get(TEXT).content.decode()
    client = signed_in(led.belmara)
    client.get(f"{TEXT}1/facilitate/agree/")
    client.post(f"{TEXT}1/facilitate/agree/")
    assert Act.objects.latest("pk").facts["by"]["as"] == "facilitator"

    guide.get(PAGE)
    guide.post(f"{PAGE}{CoFacilitator.objects.get().pk}/end/")

    assert status(led.belmara) == 404
    assert Act.objects.latest("pk").kind == "texts.co-facilitator-ended"


def test_a_co_facilitator_reads_a_text_that_is_for_participants(led: House) -> None:
    usher = person("usher")
    for role in ("usher", "host"):
        host = led.edition.hosts.get(slug="china") if role == "host" else None
        give_role(usher, led.edition, role, led.host_officer("china"), host)
    NegotiatingText.objects.filter(pk=led.text.pk).update(public=False)
    handing.name_co_facilitator(Facilitator(led.guide), led.text, usher)
    end_role(usher, led.edition, "host", led.host_officer("united-nations"))

    assert status(usher, TEXT) == 200
    assert TEXT in signed_in(usher).get(f"/en/{E}/texts/").content.decode()
    handing.end_co_facilitator(Chair(led.chair), CoFacilitator.objects.get())
    assert status(usher, TEXT) == 404


def test_a_co_facilitator_who_gets_the_text_is_its_facilitator_alone(led: House) -> None:
    handing.name_co_facilitator(Facilitator(led.guide), led.text, led.belmara)
    handing.hand_over(Facilitator(led.guide), led.text, led.belmara)

    assert not CoFacilitator.objects.exists()
    for again in (handing.hand_over, handing.name_co_facilitator):
        with pytest.raises(Refused):
            again(Secretary(led.secretariat), led.text, led.belmara)


@pytest.mark.parametrize("who", ["press", "stranger"])
def test_only_officers_and_delegates_of_the_edition_get_a_text(led: House, elsewhere: House, who: str) -> None:
    someone = led.press if who == "press" else elsewhere.aldora
    offered = signed_in(led.guide).get(f"{PAGE}hand-over/").content.decode()

    assert f'value="{someone.pk}"' not in offered
    with pytest.raises(Refused):
        handing.hand_over(Facilitator(led.guide), led.text, someone)


def test_an_adopted_text_is_handed_over_no_more(led: House) -> None:
    NegotiatingText.objects.filter(pk=led.text.pk).update(state="adopted")

    with pytest.raises(Refused):
        handing.hand_over(Facilitator(led.guide), led.text, led.aldora)


def test_who_is_a_facilitator_by_function_issues_a_text(beijing: House) -> None:
    guide = person("guide")
    give_role(guide, beijing.edition, "facilitator", beijing.host_officer("china"))

    assert status(guide, f"/en/{E}/texts/issue/") == 200
