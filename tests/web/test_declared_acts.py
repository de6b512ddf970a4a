"""Acts are declared beside what they do: who does them, what the form asks for, and a name that leads to one act."""

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from nadwa.acts.by import By
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands import accrediting, credentials, recovering
from nadwa.delegations.views import accrediting as applications
from nadwa.delegations.views import credentials as letters
from nadwa.delegations.views import recovering as recoveries
from nadwa.editions.capacities import Chair
from nadwa.floor import parts
from nadwa.floor.commands import sittings, speakers
from nadwa.record.models import Act
from nadwa.texts.commands import bracketing, deciding, positions, proposing, revising, voting
from nadwa.texts.commands import facilitating as facilitating_acts
from nadwa.texts.views import bracketing as brackets
from nadwa.texts.views import deciding as deciding_pages
from nadwa.texts.views import facilitating
from nadwa.texts.views import proposing as proposing_pages
from nadwa.web.declaring import DeclaredAct, act, declared, of_each
from nadwa.web.forms import ReasonForm
from tests.buttons import TEMPLATES, buttons

ADDRESSES = (
    deciding_pages.ACTS,
    facilitating.TEXT_ACTS,
    facilitating.ACTS,
    proposing_pages.ACTS,
    *brackets.ACTS.values(),
    *(pages.DECISIONS for pages in (applications, letters, recoveries)),
)
LINK = re.compile(r"{% url '([a-z-]+)' [^%]*'([a-z-]+)' *%}")


def as_chair(by: Chair, meeting: int) -> Act:
    raise AssertionError(by, meeting)


def for_a_reason(by: Chair, meeting: int, why: str) -> Act:
    raise AssertionError(by, meeting, why)


def by_anybody(by: By, meeting: int) -> Act:
    raise AssertionError(by, meeting)


def by_a_name(by: str, meeting: int) -> Act:
    raise AssertionError(by, meeting)


def by_a_delegate_or_anybody(by: Delegate | By, meeting: int) -> Act:
    raise AssertionError(by, meeting)


def of_nobody(meeting: int, item: int) -> Act:
    raise AssertionError(meeting, item)


def test_an_act_that_does_not_take_what_its_form_asks_for_is_not_declared() -> None:
    with pytest.raises(TypeError, match=r"adjourn: the form asks for \['reason'\], which the act does not take"):
        act("adjourn", "Adjourn", ReasonForm)(as_chair)


def test_an_act_that_needs_what_its_form_does_not_ask_for_is_not_declared() -> None:
    with pytest.raises(TypeError, match=r"adjourn: the act needs \['why'\], which the form does not ask for"):
        act("adjourn", "Adjourn")(for_a_reason)


@pytest.mark.parametrize("function", [by_anybody, by_a_name, by_a_delegate_or_anybody, of_nobody])
def test_an_act_that_does_not_say_by_whom_it_is_done_is_not_declared(function: Callable[..., Act]) -> None:
    with pytest.raises(TypeError, match=f"{function.__name__} does not say by whom it is done"):
        act("adjourn", "Adjourn")(function)


def test_acts_of_those_of_whom_no_rule_says_who_they_are_are_not_offered() -> None:
    with pytest.raises(TypeError, match=r"open-list: no rule says who acts as .*Chair"):
        of_each({Delegate: parts.PARTS[Delegate]}, speakers)
    with pytest.raises(TypeError, match=r"open-list: no rule says who acts as .*Chair"):
        declared(speakers, to=[Delegate])


def test_the_acts_of_a_meeting_are_offered_to_those_who_do_them_and_to_nobody_else() -> None:
    offered = {actor: set(acts) for actor, acts in parts.ACTS.items()}

    assert {"ask", "point", "withdraw"} <= offered[Delegate]
    assert {"open", "call", "open-list"} <= offered[Chair]
    assert not offered[Chair] & {"ask", "point", "hands"}


def test_no_two_acts_have_one_name() -> None:
    twice = ModuleType("twice")
    for each in ("first", "second"):
        made = act("adjourn", "Adjourn")(as_chair)
        made.command.__module__ = "twice"
        setattr(twice, each, made)

    with pytest.raises(TypeError, match="two acts of one name"):
        declared(twice, to=[Chair])
    with pytest.raises(TypeError, match="two acts of one name"):
        of_each({Chair: parts.PARTS[Chair]}, twice)


@pytest.mark.parametrize(
    "module",
    [
        accrediting,
        credentials,
        recovering,
        deciding,
        voting,
        revising,
        facilitating_acts,
        proposing,
        positions,
        bracketing,
        sittings,
        speakers,
    ],
)
def test_every_act_that_a_module_declares_has_an_address(module: ModuleType) -> None:
    offered = [*ADDRESSES, *(acts for acts in parts.ACTS.values())]
    found = {each for acts in offered for each in acts.values()}

    own = [each for each in vars(module).values() if isinstance(each, DeclaredAct)]
    assert own
    assert [each.name for each in own if each not in found] == []


def test_every_act_in_a_meeting_and_on_what_is_in_a_text_has_a_button_or_a_link() -> None:
    linked = {pair for path in TEMPLATES for pair in LINK.findall(path.read_text())}
    there = linked | {(button.view, button.act) for button in buttons()}

    acts = {
        (view, name)
        for view, of_one in (
            *zip(("preside", "count", "take-part"), parts.ACTS.values(), strict=True),
            *zip(("bracket-act", "unbracket"), brackets.ACTS.values(), strict=True),
            ("alternative-act", proposing_pages.ACTS),
            ("facilitate", facilitating.ACTS),
        )
        for name in of_one
    }
    assert sorted(acts - there) == []
