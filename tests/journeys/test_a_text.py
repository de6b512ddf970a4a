"""From a Word draft to an adopted outcome document in six languages, with its proof in the record."""

import re
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from nadwa.demo.player import Browser
from nadwa.record import nadwa_verify
from tests.journeys.conftest import NARROW, Enter, content, go_by
from tests.journeys.test_a_meeting import let_states_arrive, open_meeting
from tests.sites import Site

TEXT = "beijing-2016/texts/journey/"
LANGUAGES = ("ar", "zh-hans", "fr", "ru", "es")


def test_a_word_draft_becomes_an_adopted_text_in_six_languages(
    site: Site, enter: Enter, meeting: int, tmp_path: Path
) -> None:
    let_states_arrive(site, f"beijing-2016/meetings/{meeting}/", 17)
    podium = enter("chair", f"beijing-2016/meetings/{meeting}/podium/")
    open_meeting(podium)
    expect(podium.locator('[data-state="open"]')).to_be_visible()
    chair = enter("chair", "beijing-2016/texts/issue/document/")
    issue(chair, tmp_path)

    neighbour = enter("belmara-head", TEXT, "zh-hans", NARROW)
    delegate = enter("aldora-head", f"{TEXT}2/propose/")
    delegate.locator("textarea").fill("Decides that States shall cooperate in good faith;")
    delegate.locator("main form .btn-primary").click()
    delegate.locator('a[href$="/3/table/"]').click()
    expect(delegate.locator("main")).to_contain_text("Everybody sees it")
    delegate.locator("main form .btn-primary").click()
    expect(neighbour.locator("ins", has_text="in good faith")).to_be_visible(timeout=3000)

    chair.goto(f"/en/{TEXT}decision/")
    chair.locator('a[href$="/2/3/vote/"]').click()
    expect(chair.locator("main")).to_contain_text("is published with the text, even if the meeting is closed")
    go_by(chair.locator("main form .btn-primary"))
    neighbour.goto(f"/zh-hans/{TEXT}decision/")
    delegate.goto(f"/en/{TEXT}decision/")
    delegate.locator('button[value="no"]').click()
    expect(neighbour.locator("[data-count=no]")).to_have_text("1", timeout=3000)
    chair.goto(f"/en/{TEXT}decision/close/")
    chair.locator("main form .btn-primary").click()
    expect(neighbour.locator(".tag", has_text="已驳回")).to_be_visible(timeout=3000)
    expect(delegate.locator('button[value="no"]')).to_have_count(0, timeout=3000)

    chair.goto(f"/en/{TEXT}packages/")
    chair.locator("[name=freeze-2]").select_option("2")
    chair.locator("main form[method=get] .btn-primary").click()
    chair.locator('a[href*="/packages/table/?"]').first.click()
    expect(chair.locator("main")).to_contain_text("Everybody sees it, without signing in.")
    expect(chair.locator("main")).to_contain_text("No answer is not agreement")
    chair.locator("main form .btn-primary").click()
    chair.locator('a[href$="/take-in/"]').click()
    go_by(chair.locator("main form .btn-primary"))
    chair.goto(f"/en/{TEXT}decision/")
    expect(chair.locator(".alert-warning:not(.crowded)")).to_contain_text("PP1 lacks ar, zh-hans, fr, ru, es")
    translate(site)

    chair.goto(f"/en/{TEXT}decision/")
    chair.locator('a[href$="/question/"]').click()
    chair.locator("main form .btn-primary").click()
    chair.locator('a[href$="/gavel/"]').click()
    chair.locator("main form .btn-primary").click()
    expect(chair.locator(".tag", has_text="adopted").first).to_be_visible()
    outcome = wait_for_documents(chair)

    with chair.expect_download() as saved:
        chair.locator('a[href$="/outcome/ar.docx"]').click()
    assert sha256(content(chair, saved.value)).hexdigest() in outcome
    bundle = tmp_path / "bundle.zip"
    assert site.command("record", "export", "beijing-2016", "--out", str(bundle)).returncode == 0
    command = [sys.executable, nadwa_verify.__file__, str(bundle)]
    verified = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert verified.returncode == 0
    assert re.search(rb"[1-9] roll-call votes counted again", verified.stdout)


def issue(chair: Page, folder: Path) -> None:
    document = Document()
    document.add_paragraph("Recalling the Charter,")
    document.add_paragraph("1. Decides that States should cooperate [Corvania: closely];")
    document.add_paragraph("2. Requests a report.")
    document.save(str(folder / "draft.docx"))
    chair.locator("[name=file]").set_input_files(folder / "draft.docx")
    chair.locator("[name=title]").fill("Journey")
    chair.locator("[name=slug]").fill("journey")
    chair.locator("[name=item]").select_option(index=3)
    chair.locator("[name=public]").check()
    chair.locator("main form .btn-primary").click()
    expect(chair.locator('a[href$="/texts/journey/"]')).to_be_visible()


def translate(site: Site) -> None:
    with closing(Browser(site.address, "en", "interpreter")) as interpreter:
        for paragraph, alternative in ((1, 1), (2, 2), (3, 1)):
            for language in LANGUAGES:
                place = f"{TEXT}{paragraph}/{alternative}/versions/{language}/"
                interpreter.get(place)
                interpreter.post(place, wording=f"{paragraph} {language}", checked="on")


def wait_for_documents(page: Page) -> str:
    for _ in range(20):
        if page.locator('a[href$="/outcome/ar.docx"]').count():
            break
        page.wait_for_timeout(500)
        page.reload()
    return page.locator("table").inner_text()
