"""What nobody can take back asks first, on whom and what follows, and does nothing until it is confirmed."""

import ast
import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import get_resolver, reverse

import nadwa
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands import badges
from nadwa.delegations.models import Badge
from nadwa.editions.capacities import Chair, Secretary
from nadwa.record.models import Act
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands import bracketing, positions
from nadwa.texts.commands import proposing as proposing_acts
from nadwa.texts.models import Alternative
from nadwa.texts.views import proposing
from nadwa.web.declaring import DeclaredAct, nothing
from nadwa.web.languages import plain
from tests.buttons import buttons
from tests.factories import House
from tests.forms import Client

pytestmark = pytest.mark.django_db
ROOT = Path(nadwa.__file__).parent
E = "beijing-2016"
FORMS = {"Nothing", "EmptyForm"}

UNDONE = {
    "consultations.views.moderating.accept": "a statement that was accepted can be rejected",
    "consultations.views.results.run": "a consultation is opened and closed again",
    "delegations.views.accrediting.withdraw_objection": "a State objects again, within the same window",
    "delegations.views.badges.issue": "each badge can be revoked",
    "delegations.views.registering.answer_offer": "who has a seat is withdrawn, who declined is offered one again",
    "delegations.views.registering.withdraw_offer": "the seat is offered again",
    "editions.views.appointing.answer": "who has a function lays it down, who declined is offered it again",
    "editions.views.pages.finish_task": "a task that is done is reopened",
    "floor.views.arrive": "the secretariat records who has left",
    "programme.views.documents.correct": "a corrigendum that is planned is dropped",
    "texts.views.facilitating.take_up": "what was taken up is withdrawn like any wording offered",
    "texts.views.proposing.propose_deletion": "it makes a draft, which is discarded",
}
ASKED_OTHERWISE = {
    "delegations.views.recovering.decide": "a confirmation only begins a hold of twelve hours, in which it is stopped",
    "editions.views.pages.approve": "the page shows all that would be done, and the approval is of what it shows",
    "exchange.views.exchanging.carry_out": "its preview is the question: what each line would do",
}
HARMLESS = {
    "accounts.views.keeping.try_mail": "a mail to oneself",
    "consultations.views.voting.consent": "an author's answer to a question that was put to the author alone",
    "exchange.views.handing_on.ask_for_archive": "the archive that is there stays until the new one is made",
    "programme.views.meetings.finish_step": "a mark on the chair's own list, which nothing follows from",
    "demo.views.play": "the demo's own exercise, which is reset",
    "demo.views.adopt": "the demo's own exercise, which is reset",
}
TYPED = {  # they have fields: what is typed is the confirmation
    "consultations.views.moderating.reject",
    "editions.views.pages.propose",
    "floor.views.begin_procedure",
}


def views() -> Iterator[tuple[str, Any]]:
    """Every function of a view that is only posted to, by name; and every one that asks first."""
    for path in sorted([*ROOT.glob("*/views.py"), *ROOT.glob("*/views/*.py")]):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            marks = {ast.unparse(mark).partition("(")[0] for mark in node.decorator_list}
            if marks & {"require_POST", "asks_first"}:
                yield f"{module}.{node.name}", getattr(importlib.import_module(f"nadwa.{module}"), node.name)


def test_every_act_without_input_asks_first_or_is_undone_or_says_why_not() -> None:
    known = UNDONE | ASKED_OTHERWISE | HARMLESS
    plain = {name for name, view in views() if not hasattr(view, "asks_first")}

    assert sorted(plain - known.keys() - TYPED) == []
    assert sorted(known.keys() - {name for name, _ in views()}) == [], "a reason for what there is no more"
    assert len([name for name, view in views() if hasattr(view, "asks_first")]) > 12


def test_acts_of_the_floor_and_on_texts_that_have_no_form_can_be_undone() -> None:
    from nadwa.floor import parts
    from nadwa.texts.views import bracketing as brackets
    from nadwa.texts.views import deciding, facilitating

    asks = "it is a page of its own, to which a link leads"
    tables: dict[str, Mapping[str, DeclaredAct[...]]] = {
        "chair": parts.ACTS[Chair],
        "delegate": parts.ACTS[Delegate],
        "text": deciding.ACTS,
        "readings": facilitating.TEXT_ACTS,
        "paragraph": facilitating.ACTS,
        "wording": proposing.ACTS,
        "brackets": {name: act for acts in brackets.ACTS.values() for name, act in acts.items()},
    }
    bare = {
        f"{table}:{name}": act
        for table, acts in tables.items()
        for name, act in acts.items()
        if act.form.__name__ in FORMS
    }
    undone = {
        "chair:open": asks,
        "chair:take-chair": "it is returned",
        "chair:return-chair": "it is taken again",
        "chair:resume": "it is suspended again",
        "chair:open-list": "it is closed again",
        "chair:close-list": "it is opened again",
        "chair:end": "the delegation is entered on the list again",
        "chair:pause": "it runs again",
        "chair:run": "it is stopped again",
        "chair:call-again": "it only calls",
        "chair:close-roll-call": asks,
        "chair:withdraw-proposal": "it is proposed again",
        "delegate:object": asks,
        "delegate:withdraw-objection": "the delegation objects again",
        "delegate:ask": "it is withdrawn",
        "delegate:reply": "it is withdrawn",
        "delegate:appeal": "it is withdrawn",
        "delegate:withdraw-point": "it is raised again",
        "text:question": "it is withdrawn",
        "text:withdraw": "it is put again",
        "text:vote": asks,
        "text:gavel": asks,
        "text:close": asks,
        "readings:reading": asks,
        "paragraph:agree": asks,
        "paragraph:reopen": "it is agreed again",
        "wording:table": asks,
        "wording:discard": asks,
        "wording:withdraw": asks,
        "wording:drop-position": asks,
        "wording:cosponsor": "it is withdrawn",
        "brackets:support": "they are left again",
        "brackets:leave": "they are supported again",
        "brackets:keep": asks,
        "brackets:take-out": asks,
    }

    assert sorted(bare.keys() ^ undone.keys()) == []
    assert [name for name, how in undone.items() if how == asks and not bare[name].asks] == []


def test_no_page_has_a_button_that_does_at_once_what_a_page_of_its_own_explains() -> None:
    """Of these there are links; but where nothing follows for others, a meeting is suspended, and the floor given, at
    once."""
    from nadwa.floor import parts
    from nadwa.texts.views import bracketing as brackets
    from nadwa.texts.views import deciding, facilitating

    acts: dict[str, Mapping[str, DeclaredAct[...]]] = {
        "preside": parts.ACTS[Chair],
        "take-part": parts.ACTS[Delegate],
        "decide": deciding.ACTS,
        "facilitate": facilitating.ACTS,
        "alternative-act": proposing.ACTS,
        "unbracket": brackets.ACTS[Facilitator | Chair],
    }
    explained = {(view, name) for view, each in acts.items() for name, act in each.items() if explains(act.says)}
    explained |= {("text-act", name) for name in facilitating.TEXT_ACTS}

    assert len(explained) > 17
    assert posted_at_once() & explained == {("preside", "suspend"), ("preside", "call")}


def explains(says: Any) -> bool:
    return says is not nothing


def posted_at_once() -> set[tuple[str, str]]:
    """The acts that forms in templates post to, by the names of views and acts."""
    return {(button.view, button.act) for button in buttons() if button.at_once}


@pytest.mark.parametrize("act", proposing.ACTS)
def test_no_act_on_a_wording_is_done_by_opening_its_address(beijing: House, act: str) -> None:
    """A foreign page can make a browser open it."""
    own = beijing.delegations["aldora"]
    proposed = Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=2, number=2)
    if act in ("table", "discard"):
        proposing_acts.propose_wording(beijing.delegate("aldora"), proposed.paragraph, "en", "Other words.")
        proposed = Alternative.objects.get(proposer=own, state="draft")
    elif act == "withdraw":
        proposing_acts.cosponsor(beijing.delegate("aldora"), proposed)
    elif act == "drop-position":
        positions.take_position(beijing.delegate("aldora"), proposed, "reservation", 1, "own")
    client = Client()
    client.force_login(beijing.aldora)
    address = reverse("alternative-act", args=[E, "outcome", proposed.paragraph.number, proposed.number, act])
    before = Act.objects.count()

    status = client.get(address).status_code
    assert (status, Act.objects.count()) == (200 if proposing.ACTS[act].asks else 405, before)
    if proposing.ACTS[act].asks:
        assert client.forged(address, {"confirmed": "1"}).status_code == 409, "confirmed unseen"
        assert client.post(address).status_code == 302
    else:
        assert client.forged(address).status_code == 302
    assert Act.objects.count() == before + 1


@pytest.mark.parametrize(
    ("role", "view", "arguments"),
    [
        ("aldora", "bracket-act", [4, 1, "support"]),
        ("aldora", "bracket-act", [4, 1, "leave"]),
        ("chair", "facilitate", [1, "reopen"]),
        ("chair", "facilitate", [1, "no-such-act"]),
    ],
)
def test_what_is_a_button_elsewhere_has_no_page(beijing: House, role: str, view: str, arguments: list[Any]) -> None:
    bracketing.bracket(Chair(beijing.chair), beijing.text.paragraphs.get(number=4), "should")
    client = Client()
    client.force_login(getattr(beijing, role))
    before = Act.objects.count()

    address = reverse(view, args=[E, "outcome", *arguments])
    answer = client.get(address)
    assert answer.status_code == 405
    if view == "bracket-act":
        assert f"?next={address}" not in unquote(answer.content.decode()), (
            "nobody is led back to where there is no page"
        )
    assert Act.objects.count() == before


def test_no_page_has_a_button_that_does_at_once_what_asks_first() -> None:
    """A form in a template never leads to a view that asks: a link does."""
    resolver = get_resolver()
    asking = {
        name
        for name in resolver.reverse_dict
        if isinstance(name, str) and getattr(_view(name), "asks_first", None) is True
    }
    found = [f"{one.template}: {one.view}" for one in buttons() if one.at_once and one.view in asking]

    assert len(asking) > 10
    assert {one.view for one in buttons() if one.asks} & asking
    assert found == []


def _view(name: str) -> Any:
    return next((one.callback for one in _patterns(get_resolver().url_patterns) if one.name == name), None)


def _patterns(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def test_a_badge_is_revoked_only_when_it_has_been_confirmed(beijing: House) -> None:
    badges.issue_badges(Secretary(beijing.secretariat), beijing.edition)
    badge = Badge.objects.get(person=beijing.aldora)
    client = Client()
    client.force_login(beijing.secretariat)
    address = reverse("revoke-badge", args=[E, badge.pk])

    asked = client.get(address).content.decode()
    assert badge.person.name in asked
    client.forged(address, {"submission": "1"})
    badge.refresh_from_db()
    assert badge.revoked_at is None

    client.post(address)
    badge.refresh_from_db()
    assert badge.revoked_at is not None


@pytest.mark.parametrize(
    ("kind", "said"),
    [("wording", "Take into the text"), ("deletion", "Delete the paragraph"), ("move", "Move the paragraph")],
)
def test_the_question_is_called_what_its_link_was_called(beijing: House, kind: str, said: str) -> None:
    paragraph = beijing.text.paragraphs.get(number=1)
    if kind == "wording":
        proposing_acts.propose_wording(beijing.delegate("aldora"), paragraph, "en", "Other words.")
    elif kind == "deletion":
        proposing_acts.propose_deletion(beijing.delegate("aldora"), paragraph)
    else:
        proposing_acts.propose_move(beijing.delegate("aldora"), paragraph, 2)
    proposed = paragraph.alternatives.latest("number")
    proposing_acts.table(beijing.delegate("aldora"), proposed)
    client = Client()
    client.force_login(beijing.chair)
    address = reverse("take-in", args=[E, "outcome", 1, proposed.number])

    client.get(reverse("paragraph", args=[E, "outcome", 1]))
    link = page_of(client).find(f".//a[@href='{address}']")
    client.get(address)
    asked = page_of(client)
    assert [link.text.strip(" …"), asked.find(".//h1").text, asked.findall(".//form")[-1].find(".//button").text] == [
        said
    ] * 3


def page_of(client: Client) -> Any:
    assert client.page
    return client.page[1]


def test_what_is_taken_into_the_text_names_both_wordings_and_waits_for_a_yes(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.chair)
    page = reverse("paragraph", args=[E, "outcome", 2])
    address = reverse("take-in", args=[E, "outcome", 2, 2])
    proposed = Alternative.objects.get(paragraph__text=beijing.text, paragraph__number=2, number=2)
    standing = Alternative.objects.get(paragraph=proposed.paragraph, state="current")
    assert f'href="{address}"' in client.get(page).content.decode()

    asked = client.get(address).content.decode()
    client.forged(address, {"submission": "1"})
    proposed.refresh_from_db()
    assert (plain(proposed.wording) in asked, plain(standing.wording) in asked, proposed.state) == (
        True,
        True,
        "tabled",
    )

    client.get(address)
    client.post(address)
    proposed.refresh_from_db()
    assert proposed.state == "current"
