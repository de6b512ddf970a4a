"""Nothing happens off the record: what a room's commands offer records an act."""

import inspect
from types import FunctionType, ModuleType

import pytest

from nadwa.accounts import commands as accounts
from nadwa.acts import KINDS
from nadwa.consultations import commands as consultations
from nadwa.cooperation import commands as cooperation
from nadwa.delegations import commands as delegations
from nadwa.editions import commands as editions
from nadwa.exchange import commands as exchange
from nadwa.floor import commands as floor
from nadwa.press import commands as press
from nadwa.programme import commands as programme
from nadwa.record import acts
from nadwa.record.models import Act
from nadwa.texts import commands as texts
from nadwa.web.declaring import DeclaredAct


def offered(module: ModuleType) -> list[FunctionType]:
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    found = [getattr(module, name) for name in names]
    functions = [each.command if isinstance(each, DeclaredAct) else each for each in found]
    return [f for f in functions if inspect.isfunction(f) and f.__module__.startswith(module.__name__)]


@pytest.mark.parametrize(
    "module", [accounts, editions, delegations, floor, consultations, texts, press, programme, cooperation, exchange]
)
def test_every_command_is_one_transaction_that_answers_with_its_act(module: ModuleType) -> None:
    commands = offered(module)

    assert commands
    assert [f.__name__ for f in commands if inspect.signature(f).return_annotation is not Act] == []
    assert [f.__name__ for f in commands if f.__code__ is not acts.command(f).__code__] == []


def test_every_kind_of_act_has_a_name_for_its_readers() -> None:
    assert [name for name, kind in KINDS.items() if not str(kind.KIND.label)] == []
