"""Beijing 2016 as the demo loads it, and the pages that exist in demo mode only."""

import importlib

import pytest
from django.urls import clear_url_caches

import nadwa.urls
from nadwa.consultations.models import Consultation, OpinionVote
from nadwa.delegations.models import Delegation
from nadwa.demo import beijing as facts
from nadwa.demo import commands, personas
from nadwa.editions.models import Edition
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL
from tests.forms import Client

pytestmark = pytest.mark.django_db


def test_the_demo_loads_once_and_keeps_what_was_done() -> None:
    begun: list[str] = []
    assert commands.load(begun.append)
    assert begun == list(commands.PARTS)
    acts = Act.objects.count()
    edition = Edition.objects.get(slug="beijing-2016")
    kinds = list(Delegation.objects.filter(edition=edition).values_list("body__kind", flat=True))

    assert not commands.load()

    assert Act.objects.count() == acts
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "company": 3,
        "research": 3,
        "state": 30,
        "un": 3,
    }
    assert (edition.state, edition.exercise) == ("open", True)
    assert [host.slug for host in edition.hosts.all()] == ["china", "united-nations"]
    check_real_consultations()
    check_every_body_has_six_names(edition)


def check_real_consultations() -> None:
    vtaiwan = Consultation.objects.get(slug="vtaiwan-uberx")
    rejected = vtaiwan.statements.filter(state="rejected").count()
    assert (vtaiwan.statements.count(), rejected) == (197, 78)
    assert OpinionVote.objects.filter(statement__consultation__slug="general-assembly").count() == 1771


def check_every_body_has_six_names(edition: Edition) -> None:
    for delegation in edition.delegations.all():
        assert set(delegation.body.name["versions"]) == set(OFFICIAL)


def test_every_text_of_the_edition_exists_in_six_languages() -> None:
    texts = [value for value in vars(facts).values() if isinstance(value, dict) and "versions" in value]

    assert [set(text["versions"]) for text in texts] == [set(OFFICIAL)] * len(texts)


def test_one_click_enters_as_a_persona_on_the_page_where_one_was_if_it_is_open_to_that_persona() -> None:
    commands.load()
    first, text = "/en/beijing-2016/meetings/1/now/", "/en/beijing-2016/texts/outcome/3/"
    came_from = {
        "": first,
        f"?next={text}": text,
        "?next=//elsewhere.example/": first,
        "?next=/en/beijing-2016/meetings/1/podium/": first,
        "?next=/en/beijing-2016/texts/outcome/decision/gavel/": first,
    }
    for query, page in came_from.items():
        client = Client()

        answer = client.post(f"/en/enter/{query}", {"persona": "aldora-head"}, follow=True)

        assert answer.redirect_chain == [(page, 302)], query
        assert answer.context["user"].username == "aldora-head"


def test_the_page_where_one_enters_leads_to_the_pages_of_the_edition() -> None:
    commands.load()

    page = Client().get("/en/enter/").content.decode()

    assert 'href="/en/beijing-2016/programme/"' in page
    assert 'href="/en/beijing-2016/record/"' in page


def test_nobody_but_a_persona_can_be_entered_as() -> None:
    commands.load()
    from tests.factories import person

    person("outsider")

    assert Client().forged("/en/enter/", {"persona": "outsider"}).status_code == 404


@pytest.fixture
def not_in_demo_mode(settings):  # type: ignore[no-untyped-def]
    settings.DEMO = False
    importlib.reload(nadwa.urls)
    clear_url_caches()
    yield
    settings.DEMO = True
    importlib.reload(nadwa.urls)
    clear_url_caches()


@pytest.mark.parametrize("page", ["/en/enter/", "/en/enter/play/"])
def test_outside_demo_mode_there_is_no_way_to_enter(not_in_demo_mode: None, page: str) -> None:
    from tests.factories import house

    made = house("beijing-2016")

    answers = [Client().get(page).status_code, Client().forged(page, {"persona": made.chair.username}).status_code]

    assert answers == [404, 404]


def test_invented_names_differ() -> None:
    assert len({personas.invented_name(index) for index in range(500)}) == 500
