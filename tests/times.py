"""What a run took, said at its end: the ten slowest tests, and how much of the time went where; and what takes long."""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

SLOWEST = 10
# Left for `make test` by `make check`: what starts processes, tries many examples, computes much or opens all pages.
LONG = (
    "tests/accounts/test_no_enumeration.py",
    "tests/accounts/test_two_processes.py",
    "tests/acts/test_vocabulary.py",
    "tests/cli/",
    "tests/consultations/test_results.py",
    "tests/demo/",
    "tests/engine/",
    "tests/exchange/test_api.py",
    "tests/exchange/test_archive.py",
    "tests/exchange/test_polis.py",
    "tests/exchange/test_whatever_is_written.py",
    "tests/faults/",
    "tests/floor/test_every_act_has_its_page.py",
    "tests/live/test_hub.py",
    "tests/matrix/test_mixed.py",
    "tests/printing/test_faces.py",
    "tests/record/test_every_case.py",
    "tests/record/test_verifier.py",
    "tests/security/test_linear.py",
    "tests/security/test_parsers.py",
    "tests/security/test_reading_apart.py",
    "tests/security/test_requests.py",
    "tests/texts/test_at_once.py",
    "tests/texts/test_confidence.py",
    "tests/texts/test_deciding.py::test_a_printed_text_is_the_same_bytes_each_time",
    "tests/texts/test_deciding.py::test_the_akoma_ntoso_is_valid_by_its_schema",
    "tests/texts/test_similar.py",
    "tests/walks/",
    "tests/web/test_asking_first.py",
    "tests/web/test_catalogues.py",
    "tests/web/test_characters.py::test_a_table_is_read_again_as_it_was",
    "tests/web/test_confirmed_as_seen.py",
    "tests/web/test_health.py",
    "tests/web/test_languages.py",
    "tests/web/test_pressed_as_shown.py",
    "tests/web/test_query_counts.py",
    "tests/web/test_signs.py",
    "tests/web/test_words_of_ours.py",
)
ALL_PAGES = "walks"  # the fixture
MAKING, COMPUTING = "seconds in which the database was made", "seconds in which the process of the test computed"
MAKES_THE_DATABASE = {"django_db_setup", "inhabited"}
_making: list[float] = []
_computed = time.process_time()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Tests in a browser wait for most of their time, for streams and clocks: meanwhile one process more has work."""
    waits = "not browser" not in config.option.markexpr
    return (psutil.cpu_count(logical=False) or 1) + waits


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(LONG) or ALL_PAGES in getattr(item, "fixturenames", []):
            item.add_marker(pytest.mark.long)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Iterator[None]:
    """The database is made in the set-up of the test that needs it first."""
    begins = time.perf_counter()
    try:
        return (yield)
    finally:
        if fixturedef.argname in MAKES_THE_DATABASE:
            _making.append(time.perf_counter() - begins)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """What only the process of the test knows goes with its report to the process that sums up."""
    global _computed  # noqa: PLW0603 - since the report before
    report = yield
    now = time.process_time()
    report.user_properties += [(COMPUTING, now - _computed), (MAKING, sum(_making))]
    _computed = now
    _making.clear()
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [one for each in terminalreporter.stats.values() for one in each if isinstance(one, pytest.TestReport)]
    total = sum(one.duration for one in reports)
    if total < 1:
        return
    by_test: Counter[str] = Counter()
    for one in reports:
        by_test[one.nodeid] += one.duration  # with its set-up, in which it may have made what others use, too
    shares = {
        "setting up": sum(one.duration for one in reports if one.when == "setup"),
        "of it making the database": measured(reports, MAKING),
        "tests in a browser": sum(one.duration for one in reports if "browser" in one.keywords),
        "computing, not waiting for others": measured(reports, COMPUTING),
    }
    told = ", ".join(f"{what} {seconds / total:.0%}" for what, seconds in shares.items())
    terminalreporter.write_sep("=", f"{total:.0f} s of tests")
    terminalreporter.write_line(told)
    for name, seconds in by_test.most_common(SLOWEST):
        terminalreporter.write_line(f"{seconds:6.1f} s  {name}")


def measured(reports: list[pytest.TestReport], what: str) -> float:
    return sum(seconds for one in reports for name, seconds in one.user_properties if name == what)
