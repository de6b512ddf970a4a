"""What is shipped, to the last package and file, stands in the bill of materials."""

import json
from importlib.metadata import distributions

import pytest
from packaging.utils import canonicalize_name

from tools import audit


@pytest.fixture(scope="module")
def components() -> list[dict[str, object]]:
    bill = json.loads(audit.bill_of_materials([*audit.packages(), *audit.assets()]))
    return list(bill["components"])


def test_the_bill_has_every_package_of_the_lock_that_is_installed(components: list[dict[str, object]]) -> None:
    """The lock also names what other systems and versions of Python need."""
    billed = {canonicalize_name(str(each["name"])): each.get("version") for each in components}
    here = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    locked = {canonicalize_name(name) for name in audit.PINNED.findall(audit.LOCK.read_text())}
    shipped = {name: here[name] for name in locked & here.keys()}

    assert len(shipped) > 60
    assert shipped == {name: billed.get(name) for name in shipped}


def test_the_bill_has_every_file_that_browsers_are_given_with_its_hash(components: list[dict[str, object]]) -> None:
    billed = {each["name"]: each["hashes"][0]["content"] for each in components if each["type"] == "file"}  # type: ignore[index]

    assert len(billed) > 5
    assert billed == audit.vendored()


def test_advisories_that_could_not_be_asked_for_are_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    found = audit.known_weaknesses()

    assert (found.holds, "could not be asked for" in found.found) == (False, True)
