"""The verifier in Python says of every record what is known of it; in a browser: journeys/test_two_verifiers.py."""

import zipfile
from io import BytesIO

import pytest

from nadwa.record import bundles
from tools.verifiers.cases import Case
from tools.verifiers.comparing import LEVELS, all_cases, compared, sample
from tools.verifiers.containers import by_library
from tools.verifiers.forging import honest_members
from tools.verifiers.readers import in_python


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(all_cases(seed=8, number=30))


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_is_accepted_or_refused_as_it_must(cases: list[Case], level: str) -> None:
    few = [case for case in sample(cases, 200) if case.level == level]

    found = compared(few, in_python(few), [])

    assert (found.differences, found.surprises) == ([], [])
    assert found.cases[level] > 20


def test_every_lie_about_a_vote_is_named(cases: list[Case]) -> None:
    votes = [case for case in cases if case.level == "votes" and case.holds is False]

    assert {said for said, _ in in_python(votes)} == {11}


def test_a_bundle_is_packed_as_the_library_packed_it_before() -> None:
    members = honest_members()

    assert bundles.packed(members) == by_library(members, zipfile.ZIP_DEFLATED)


def test_any_program_for_zip_unpacks_a_bundle() -> None:
    members = honest_members()

    with zipfile.ZipFile(BytesIO(bundles.packed(members))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
