"""The invented delegations act over HTTP, as people would."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.journeys.conftest import Enter
from tests.sites import Site


@pytest.fixture(scope="module")
def site(new_demo: Callable[[str], Site]) -> Iterator[Site]:
    """A house of its own: in the exercise every delegation acts, at the meeting and in the consultation."""
    with new_demo("exercise") as served:
        yield served


def test_the_exercise_is_played_from_the_command_line(site: Site) -> None:
    done = site.command("exercise", "play", "--site", site.address, "--minutes", "0.15", "--speed", "10")

    assert done.returncode == 0
    assert int(re.findall(r"(\d+) acts performed", done.stdout)[0]) > 10


def test_one_button_brings_a_living_meeting(enter: Enter) -> None:
    page = enter(None, "enter/")

    page.locator('button[name="with-chair"]').click()

    page.locator('[data-state="open"]').wait_for(timeout=90_000)
    page.locator(".queue li[data-delegation]").first.wait_for(timeout=90_000)


def test_the_text_is_brought_to_adoption_through_a_silence(site: Site) -> None:
    done = site.command("exercise", "adopt", "--site", site.address, "--hours", "0.001")
    again = site.command("exercise", "adopt", "--site", site.address)
    page = httpx.get(f"{site.address}/en/beijing-2016/texts/outcome/decision/").text

    assert done.returncode == 0, done.stderr
    assert "smallest concession" in done.stdout
    assert 'data-text-state="adopted"' in page
    assert (again.returncode, "reset the demo" in " ".join(again.stderr.split())) == (1, True)


def test_a_site_that_does_not_answer_is_named(site: Site) -> None:
    done = site.command("exercise", "play", "--site", "http://127.0.0.1:9", "--minutes", "0.1")

    assert done.returncode == 1
    assert "http://127.0.0.1:9 does not answer" in " ".join(done.stderr.split())
