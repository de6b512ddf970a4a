"""The life of an edition in real browsers: invited, admitted, at the door, in the meeting, committed, handed on."""

import re
import time
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from nadwa.web.languages import OFFICIAL
from tests.journeys.conftest import NARROW, Enter, content, go_by, sign_in
from tests.sites import Site
from tools.browser import find

E = "beijing-2016"
BEIJING = ZoneInfo("Asia/Shanghai")
LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the letter"}


def press(page: Page, path: str) -> None:
    """The button of the form that leads to a path."""
    go_by(page.locator(f'form[action$="{path}"] button').first)


def send(page: Page) -> None:
    go_by(page.locator("form.narrow button.btn-primary"))


def propose(page: Page, kind: str = "") -> None:
    """A host reads what would be done, and turns its key."""
    page.locator(f'a[href*="/approvals/propose/{kind}"]').first.click()
    expect(page.locator("dl.facts")).to_be_visible()
    page.locator("main form button.btn-primary").click()
    expect(page.locator(".alert-success")).to_be_visible()


def approve(enter: Enter) -> None:
    """The other host reads it, and turns its key."""
    other = enter("officer-un", f"{E}/approvals/", "fr")
    other.locator('form[action$="/approve/"] button').first.click()
    expect(other.locator(".alert-success")).to_be_visible()


@pytest.mark.parametrize(
    ("body", "language", "name"), [("norvania", "fr", "É. Delcourt"), ("quillea", "ar", "ليلى كويلار")]
)
def test_a_focal_point_brings_a_delegation_from_the_note_verbale_to_the_door(
    enter: Enter, body: str, language: str, name: str
) -> None:
    focal = enter(f"{body}-focal", f"{E}/delegation/", language, NARROW)
    focal.locator('a[href$="/answer/"]').click()
    focal.locator('input[name="answer"][value="accepted"]').check()
    focal.locator('select[name="level"]').select_option("3")
    send(focal)
    focal.goto(f"/{language}/{E}/delegation/")
    focal.locator('a[href$="/register/"]').click()
    focal.locator('input[name="name"]').fill(name)
    focal.locator('input[name="email"]').fill(f"head@{body}.example")
    focal.locator('select[name="role"]').select_option("head")
    send(focal)
    expect(focal.locator("tbody")).to_contain_text(name)
    focal.locator('a[href$="/credentials/"]').click()
    focal.locator('select[name="office"]').select_option("foreign")
    focal.locator('input[name="signatory"]').fill("R. Talvena")
    focal.locator('input[type="file"]').set_input_files([LETTER])
    send(focal)

    for officer in ("secretariat", "credentials"):
        desk = enter(officer, f"{E}/credentials/", "zh-hans")
        press(desk, f"/credentials/{body}/verify/")
    focal.goto(f"/{language}/{E}/participants/")
    expect(focal.locator("main")).to_contain_text(name)

    desk = enter("secretariat", f"{E}/badges/")
    press(desk, "/badges/issue/")
    code = code_of(desk, name)
    door = enter("usher", f"{E}/meetings/5/door/", language, NARROW)
    door.locator("#id_code").fill(code)
    door.locator("#door button.btn-primary").click()
    expect(door.locator('#answers [data-admitted="yes"]')).to_contain_text(name)
    door.locator("#id_code").fill(code)
    door.locator("#door button.btn-primary").click()
    expect(door.locator('#answers [data-admitted="no"]')).to_be_visible()


def code_of(desk: Page, name: str) -> str:
    """The code that stands on somebody's badge, as the sheet has it."""
    desk.goto(f"/en/{E}/badges/?name={name}")
    with desk.expect_download() as sheet:
        desk.evaluate(f"location.href = '/en/{E}/badges/print/?kind=delegate'")
    assert content(desk, sheet.value)[:5] == b"%PDF-"
    found = re.search(r"data-code=\"([A-Z0-9-]+)\"", desk.content())
    assert found
    return found[1]


def at_the_door(site: Site, browser: Browser, language: str, meeting: int) -> Page:
    """The usher's telephone; what its console says of a lost network is no complaint."""
    window = browser.new_context(viewport=NARROW, base_url=site.address, permissions=["camera"])
    sign_in(window, "usher", site.address)
    page = window.new_page()
    page.goto(f"/{language}/{E}/meetings/{meeting}/door/")
    return page


def some_code(enter: Enter, name: str) -> str:
    desk = enter("secretariat", f"{E}/badges/?name={name}&kind=delegate")
    return desk.locator("[data-code]").first.get_attribute("data-code") or ""


def test_a_scan_without_a_network_waits_and_admits_once(site: Site, enter: Enter, chromium: Browser) -> None:
    code = some_code(enter, "A")
    door = at_the_door(site, chromium, "zh-hans", 4)
    door.context.set_offline(True)
    door.locator("#id_code").fill(code)
    door.locator("#door button.btn-primary").click()
    expect(door.locator(".waits")).to_contain_text(code)
    door.context.set_offline(False)

    expect(door.locator('#answers [data-admitted="yes"]')).to_have_count(1, timeout=10_000)
    expect(door.locator(".waits")).to_have_count(0)
    door.context.close()


def test_the_camera_of_a_telephone_reads_a_badge(site: Site, enter: Enter, chromium: Browser, tmp_path: Path) -> None:
    video = tmp_path / "badge.y4m"
    video.write_bytes(filmed(some_code(enter, "B")))
    with_camera = chromium.browser_type.launch(
        executable_path=find(),
        args=[
            "--no-sandbox",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ],
    )
    with closing(with_camera):
        door = at_the_door(site, with_camera, "ar", 5)
        door.locator("#camera").click()

        expect(door.locator('#answers [data-admitted="yes"]')).to_be_visible(timeout=20_000)


def filmed(code: str, width: int = 640, height: int = 480) -> bytes:
    """A film of one frame that shows a badge's QR code (YUV4MPEG2, as Chromium's fake camera plays it)."""
    matrix = [list(row) for row in segno.make(code, error="m", micro=False).matrix_iter(scale=10, border=6)]
    top, left = (height - len(matrix)) // 2, (width - len(matrix[0])) // 2
    light = bytearray(b"\xeb" * width * height)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                light[(top + y) * width + left + x] = 16
    colour = b"\x80" * (width * height // 2)
    return f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + b"FRAME\n" + bytes(light) + colour


@pytest.mark.parametrize(("language", "name"), [("es", "Foro de Redes Abiertas"), ("zh-hans", "开放网络论坛")])
def test_an_organisation_is_accredited_over_a_window_without_objection(enter: Enter, language: str, name: str) -> None:
    applicant = enter(None, f"{E}/accreditation/apply/", language, NARROW)
    for field, value in {
        "name": name,
        "seat": "Orvel",
        "purpose": "Networks",
        "programme": "Item 4",
        "contact": "L. Maronda",
        "email": f"contact-{language}@forum.example",
    }.items():
        applicant.locator(f'[name="{field}"]').fill(value)
    applicant.locator('select[name="kind"]').select_option("ngo")
    send(applicant)
    desk = enter("secretariat", f"{E}/accreditation/", language)
    card = desk.locator("article", has_text=name)
    card.locator('a[href$="/evaluate/"]').click()
    desk.locator('[name="evaluation"]').fill("Sound")
    send(desk)
    desk.locator('a[href$="/accreditation/open/"]').click()
    ends = datetime.now(BEIJING) + timedelta(seconds=3)
    desk.locator("form.narrow").evaluate("form => { form.noValidate = true }")
    desk.locator('[name="window_until"]').fill(ends.strftime("%Y-%m-%dT%H:%M:%S"))
    send(desk)
    delegate = enter("aldora-head", f"{E}/accreditation/list/", "ar", NARROW)
    expect(delegate.locator("main")).to_contain_text(name)
    time.sleep(3.5)
    desk.reload()
    desk.locator("article", has_text=name).locator('a[href$="/grant/"]').click()
    send(desk)

    applicant.goto(f"/{language}/{E}/accreditation/apply/")
    listed = enter("secretariat", f"{E}/invitations/", "en")
    listed.goto(f"/{language}/{E}/accreditation/")
    expect(listed.locator("article", has_text=name).locator('a[href$="/grant/"]')).to_have_count(0)


def present(enter: Enter, meeting: int, members: int) -> None:
    desk = enter("secretariat", f"{E}/meetings/{meeting}/presence/")
    for _ in range(members):
        desk.locator("button.btn-outline-secondary").first.click()


def test_the_chair_runs_a_meeting_with_motions_and_a_roll_call(enter: Enter, meeting: int) -> None:
    language = "ru"
    present(enter, meeting, 16)
    chair = enter("chair", f"{E}/meetings/{meeting}/podium/", "en")
    chair.locator('a[href$="/podium/open/"]').click()
    send(chair)
    aldora = enter("aldora-head", f"{E}/meetings/{meeting}/now/", language, NARROW)
    aldora.locator("details:has(#motion) summary").click()
    aldora.locator("#motion").select_option("suspend")
    aldora.locator('form[action$="/floor/move/"] button').click()
    expect(chair.locator("[data-motion]")).to_contain_text("76")
    chair.locator('a[href$="/podium/put/"]').click()
    chair.locator('select[name="method"]').select_option("roll-call")
    send(chair)
    beside = enter("belmara-head", f"{E}/meetings/{meeting}/vote/", language, NARROW)
    beside.evaluate("window.opened = 'once'")
    aldora.locator('.ballot-now button[value="yes"]:visible').click()
    arkelia = enter("arkelia-head", f"{E}/meetings/{meeting}/now/", "zh-hans", NARROW)
    ballot = arkelia.locator(".ballot-now")
    expect(ballot.locator("button:visible").last).to_be_in_viewport(ratio=1)
    ballot.locator('button[value="yes"]:visible').click()
    expect(arkelia.locator("#notice .alert-success")).to_be_visible()
    expect(ballot.locator("strong:visible")).to_be_in_viewport()
    expect(ballot.locator("button:visible")).to_have_count(0)
    ballot.locator("summary").click()
    expect(ballot.locator("button:visible")).to_have_count(3)
    chair.goto(f"/en/{E}/meetings/{meeting}/podium/")
    chair.locator('a[href$="/close-roll-call/"]').click()
    send(chair)

    expect(aldora.locator('[data-state="suspended"]')).to_be_visible()
    expect(beside.locator("#vote .count")).to_contain_text("2")
    assert beside.evaluate("window.opened") == "once", "the page of the vote follows it without being loaded anew"


@pytest.mark.parametrize(("lead", "language"), [("celandra", "ru"), ("corvania", "ar")])
def test_a_commitment_is_drafted_published_and_reported_on(enter: Enter, lead: str, language: str) -> None:
    delegate = enter(f"{lead}-head", f"{E}/cooperation/commitments/new/", language, NARROW)
    title = f"Commitment of {lead}"
    for field, value in {
        "title": title,
        "text": "Two courses",
        "target": "2",
        "measure": "courses",
        "due": "2031-01-01",
    }.items():
        delegate.locator(f'[name="{field}"]').fill(value)
    send(delegate)
    delegate.goto(f"/{language}/{E}/cooperation/")
    delegate.locator("a", has_text=title).click()
    page = delegate.url.partition(f"/{language}/")[2]
    officer = enter("officer-china", page, "zh-hans")
    propose(officer)
    approve(enter)
    delegate.reload()
    delegate.locator('a[href$="/report/"]').click()
    delegate.locator('[name="reached"]').fill("1")
    delegate.locator('[name="text"]').fill("The first course")
    send(delegate)

    public = enter(None, page, "en")
    expect(public.locator("progress")).to_have_attribute("value", "1")


def test_the_hosts_hand_the_edition_on_and_announce_the_next(site: Site, enter: Enter) -> None:
    officer = enter("officer-china", f"{E}/next/plan/", "ar")
    for field, value in {
        "slug": "beijing-2018",
        "symbol": "EX/2018",
        "starts_on": "2031-07-09",
        "ends_on": "2031-07-10",
    }.items():
        officer.locator(f'[name="{field}"]').fill(value)
    officer.locator('[name="facilitator"]').select_option(index=1)
    for code in OFFICIAL:
        officer.locator(f'[name="title_{code}"]').fill(f"Third symposium ({code})")
        officer.locator(f'[name="city_{code}"]').fill("Beijing")
    send(officer)
    propose(officer)
    approve(enter)
    assert httpx.get(f"{site.address}/en/beijing-2018/").status_code == 404

    officer.goto("/zh-hans/beijing-2018/press/draft/")
    officer.locator('[name="kind"]').select_option("announcement")
    for code in OFFICIAL:
        officer.locator(f'[name="title_{code}"]').fill(f"Announced ({code})")
        officer.locator(f'[name="text_{code}"]').fill("Come.")
    send(officer)
    officer.goto("/zh-hans/beijing-2018/approvals/")
    propose(officer, "press.announce")
    other = enter("officer-un", "beijing-2018/approvals/", "fr")
    press(other, "/approve/")

    public = enter(None, "beijing-2018/", "ar", NARROW)
    expect(public.locator(".announcement")).to_contain_text("Announced (ar)")
    carried = enter("officer-un", "beijing-2018/cooperation/", "en")
    expect(carried.locator("main")).to_contain_text("Exercise: three response teams trained")


def test_the_archive_opens_from_a_disk_without_a_server(enter: Enter, chromium: Browser, tmp_path: Path) -> None:
    desk = enter("secretariat", f"{E}/next/", "en")
    press(desk, "/archive/ask/")
    link = desk.locator('a[href$="/archive/"]')
    for _ in range(300):  # a minute on a machine with nothing else to do
        desk.reload()
        if link.count() and not desk.locator(".alert-info").count():
            break
        time.sleep(1)
    with desk.expect_download() as offered:
        link.click()
    with zipfile.ZipFile(BytesIO(content(desk, offered.value))) as packed:
        packed.extractall(tmp_path)

    page = chromium.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    page.locator('a[lang="ar"]').click()
    expect(page.locator("h1")).to_have_text("ندوة قضايا الإنترنت، بيجين 2016")
    page.locator("nav.rooms a").first.click()
    page.locator('nav.languages a[lang="zh-hans"]').click()
    expect(page.locator("h1")).to_have_text("日程")
    assert page.url.startswith("file://")
    page.close()
