"""The invented delegations act over HTTP, as people would."""

import re

from tests.journeys.conftest import Enter, Site


def test_the_exercise_is_played_from_the_command_line(site: Site) -> None:
    done = site.command("exercise", "play", "--site", site.address, "--minutes", "0.15", "--speed", "10")

    assert done.returncode == 0
    assert int(re.findall(r"(\d+) acts performed", done.stdout)[0]) > 20


def test_one_button_brings_a_living_meeting(enter: Enter) -> None:
    page = enter(None, "enter/")

    page.locator('button[name="with-chair"]').click()

    page.locator('[data-state="open"]').wait_for(timeout=30_000)
    page.locator(".queue li[data-delegation]").first.wait_for(timeout=30_000)


def test_a_site_that_does_not_answer_is_named(site: Site) -> None:
    done = site.command("exercise", "play", "--site", "http://127.0.0.1:9", "--minutes", "0.1")

    assert done.returncode == 1
    assert "http://127.0.0.1:9 does not answer" in " ".join(done.stderr.split())
