"""Nothing happens off the record: what a room's commands offer records an act."""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import nadwa
from nadwa.acts import KINDS
from nadwa.record import acts
from nadwa.record.models import Act
from nadwa.web.declaring import DeclaredAct

SRC = Path(nadwa.__file__).parent
# What acts are made of: done within the transaction of a command, and by nothing that answers a request.
WITHIN = {
    "adjourn",
    "adopt",
    "confided",
    "discontinue",
    "issue",
    "on_commitment",
    "on_entry",
    "recorded",
    "register_together",
    "suspend",
}
# Modules of what commands of their room share, or bring to others.
SHARED = {"acting", "clocks", "decisions", "opening", "ordering", "places", "votes"}
MODULES = sorted(
    path.relative_to(SRC)
    for path in [*SRC.glob("*/commands.py"), *SRC.glob("*/commands/*.py")]
    if path.stem not in {"__init__", *SHARED}
)


def offered(module: ModuleType) -> list[FunctionType]:
    """Its public functions that answer with an act."""
    found = [(name, each.command if isinstance(each, DeclaredAct) else each) for name, each in vars(module).items()]
    own = [f for name, f in found if inspect.isfunction(f) and f.__module__ == module.__name__ and name[0] != "_"]
    return [f for f in own if inspect.signature(f).return_annotation is Act]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_every_command_is_one_transaction_that_answers_with_its_act(path: Path) -> None:
    module = import_module(".".join(["nadwa", *path.with_suffix("").parts]))
    commands = [f for f in offered(module) if f.__name__ not in WITHIN]

    assert commands
    assert [f.__name__ for f in commands if f.__code__ is not acts.command(f).__code__] == []


def called(path: Path) -> Iterator[str]:
    """What a module calls, or hands on, of modules of commands."""
    tree = ast.parse(path.read_text())
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "commands" in (node.module or "")]
    imported = {name.asname or name.name for node in found for name in node.names}
    yield from imported
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
            yield node.attr


def test_what_is_done_within_an_act_is_done_by_nothing_that_answers_a_request() -> None:
    places = ("*/views.py", "*/views/*.py", "*/api/*.py", "*/duties.py", "*/tasks.py")
    pages = [path for place in places for path in SRC.glob(place)]
    found = {name for path in pages for name in called(path)}

    assert {"record_presence", "submit_credentials", "take_in"} <= found
    assert found & WITHIN == set()


@pytest.mark.parametrize("path", sorted(SRC.glob("*/commands/__init__.py")), ids=lambda path: path.parent.parent.name)
def test_commands_are_imported_from_the_module_that_has_them(path: Path) -> None:
    [_docstring] = ast.parse(path.read_text()).body


def test_every_kind_of_act_has_a_name_for_its_readers() -> None:
    assert [name for name, kind in KINDS.items() if not str(kind.KIND.label)] == []
