"""Acts are declared beside what they do: the form asks for what the act takes, and a name leads to one act."""

import re

import pytest
from django import forms

from nadwa.delegations.commands import accrediting, credentials, recovering
from nadwa.floor import commands as floor
from nadwa.floor.commands.acting import Actor
from nadwa.record.models import Act
from nadwa.texts.commands import deciding, revising, voting
from nadwa.web.declaring import DeclaredAct, act, declared
from nadwa.web.forms import Form
from tests.buttons import TEMPLATES, buttons

LINK = re.compile(r"{% url '([a-z-]+)' [^%]*'([a-z-]+)' *%}")
MODULES = (accrediting, credentials, recovering, deciding, voting, revising)


class ReasonForm(Form):
    reason = forms.CharField()


def test_an_act_that_does_not_take_what_its_form_asks_for_is_not_declared() -> None:
    def adjourn(why: str) -> Act:
        raise AssertionError(why)

    with pytest.raises(TypeError, match=r"adjourn: the form asks for \['reason'\], which the act does not take"):
        act("adjourn", "Adjourn", Actor.CHAIR, ReasonForm)(adjourn)


@pytest.mark.parametrize("module", MODULES)
def test_no_two_acts_of_a_module_have_one_name(module: object) -> None:
    own = [each for each in vars(module).values() if isinstance(each, DeclaredAct)]

    assert len(own) == len(declared(module))  # type: ignore[arg-type]


def test_no_two_acts_of_one_actor_on_the_floor_have_one_name() -> None:
    of_each = [declared(floor, actor) for actor in Actor]

    assert sum(map(len, of_each)) == len([each for each in vars(floor).values() if isinstance(each, DeclaredAct)])
    assert min(map(len, of_each)) > 1


def test_every_act_in_a_meeting_has_a_button_or_a_link() -> None:
    linked = {pair for path in TEMPLATES for pair in LINK.findall(path.read_text())}
    there = linked | {(button.view, button.act) for button in buttons()}
    views = {"preside": Actor.CHAIR, "count": Actor.SECRETARY, "take-part": Actor.DELEGATE}

    acts = {(view, name) for view, actor in views.items() for name in declared(floor, actor)}
    assert sorted(acts - there) == []
