"""Accessible in six languages, and whole on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from nadwa.web.languages import OFFICIAL
from tests.journeys.conftest import NARROW, WIDE, Enter

MEETING = "beijing-2016/meetings/1"
PAGES: dict[str | None, list[str]] = {
    None: [
        "",
        "account/sign-in/",
        "enter/",
        "beijing-2016/",
        "beijing-2016/programme/",
        "beijing-2016/programme/?by=topic",
        "beijing-2016/programme/?by=person",
        "beijing-2016/participants/",
        "beijing-2016/documents/",
        "beijing-2016/files/",
        "beijing-2016/search/?words=a",
        "beijing-2016/cooperation/",
        "beijing-2016/cooperation/2/",
        "beijing-2016/cooperation/commitments/1/",
        "beijing-2016/press/",
        "beijing-2016/press/releases/2/",
        "beijing-2016/press/accreditation/",
        "account/enrol/MQ/no-token/",
        "account/sign-in/",
        "account/forgotten/",
        "beijing-2016/accreditation/apply/",
        "beijing-2016/consultations/",
        "beijing-2016/consultations/vtaiwan-uberx/",
        "beijing-2016/consultations/general-assembly/?group=B",
        "beijing-2016/consultations/exercise/moderation/log/",
        "beijing-2016/consultations/exercise/statements/1/",
        "beijing-2016/texts/",
        "beijing-2016/texts/outcome/",
        "beijing-2016/texts/outcome/?view=clean",
        "beijing-2016/texts/outcome/?view=compilation",
        "beijing-2016/texts/outcome/?view=concordance",
        "beijing-2016/texts/outcome/?view=projection",
        "beijing-2016/texts/outcome/compare/",
        "beijing-2016/texts/outcome/compare/?left_language=ar&right_language=zh-hans",
        "beijing-2016/texts/outcome/31/",
        "beijing-2016/texts/outcome/31/similar/",
        "beijing-2016/texts/outcome/decision/",
        "states/",
        "states/73/6073/",
        "beijing-2016/record/",
        "beijing-2016/record/check/",
        "trust/",
        f"{MEETING}/screen/",
    ],
    "chair": [
        f"{MEETING}/podium/",
        f"{MEETING}/podium/limit/",
        f"{MEETING}/podium/move/",
        f"{MEETING}/podium/item/",
        f"{MEETING}/podium/adjourn/",
        f"{MEETING}/podium/put/",
        f"{MEETING}/vote/",
        f"{MEETING}/vote/hands/",
        f"{MEETING}/times/",
        f"{MEETING}/presence/",
        "beijing-2016/texts/issue/",
        "beijing-2016/texts/issue/document/",
        "beijing-2016/texts/outcome/packages/",
        "beijing-2016/texts/outcome/bridging/",
        "beijing-2016/texts/outcome/packages/?drop=14-2&drop=27-2&trade-off=1",
        "beijing-2016/texts/outcome/facilitate/reissue/",
        "beijing-2016/texts/outcome/31/split/",
        "beijing-2016/texts/outcome/31/bracket/",
        "beijing-2016/texts/outcome/31/merge/",
        "account/second-factor/",
        "account/second-factor/on/",
    ],
    "aldora-head": [
        f"{MEETING}/now/",
        f"{MEETING}/statement/",
        "beijing-2016/accreditation/list/",
        "beijing-2016/cooperation/new/",
        "beijing-2016/cooperation/2/letters/aldora/",
        "beijing-2016/cooperation/commitments/new/",
        "beijing-2016/consultations/exercise/vote/",
        "beijing-2016/consultations/exercise/submit/",
        "beijing-2016/texts/outcome/positions/",
        "beijing-2016/texts/outcome/linkages/",
        "beijing-2016/texts/outcome/positions/import/",
        "beijing-2016/texts/outcome/new/",
        "beijing-2016/texts/outcome/7/",
        "beijing-2016/texts/outcome/7/propose/",
        "beijing-2016/texts/outcome/7/propose-move/",
        "beijing-2016/texts/outcome/7/2/position/",
    ],
    "officer-china": [
        "beijing-2016/approvals/",
        "beijing-2016/desk/",
        "beijing-2016/preparation/",
        "beijing-2016/preparation/new/",
        "beijing-2016/invitations/",
        "beijing-2016/next/",
        "beijing-2016/next/plan/",
    ],
    "norvania-focal": [
        "account/data/",
        "beijing-2016/delegation/",
        "beijing-2016/invitations/norvania/answer/",
        "beijing-2016/next/consent/",
    ],
    "press": ["beijing-2016/press/", "beijing-2016/press/releases/3/"],
    "interpreter": [
        f"{MEETING}/texts/",
        "beijing-2016/texts/outcome/versions/",
        "beijing-2016/texts/outcome/versions/fr/import/",
        "beijing-2016/texts/outcome/7/2/versions/fr/",
    ],
    "secretariat": [
        "beijing-2016/procedure/",
        "beijing-2016/desk/",
        "beijing-2016/mails/",
        "beijing-2016/invitations/new/",
        "beijing-2016/invitations/norvania/",
        "beijing-2016/invitations/norvania/focal-points/",
        "beijing-2016/bodies/new/",
        "beijing-2016/delegations/aldora/",
        "beijing-2016/delegations/aldora/register/",
        "beijing-2016/credentials/",
        "beijing-2016/participants/order/",
        "beijing-2016/accreditation/",
        "beijing-2016/accreditation/open/",
        "beijing-2016/badges/",
        "beijing-2016/recoveries/",
        "beijing-2016/recoveries/new/",
        "beijing-2016/files/import/participants/",
        "beijing-2016/files/import/openslides/",
        "beijing-2016/begin-consultation/",
        "beijing-2016/programme/agenda/new/",
        "account/passkeys/",
        "tokens/",
        "beijing-2016/programme/arrangement/",
        "beijing-2016/documents/plan/",
        "beijing-2016/documents/plan/new/",
        "beijing-2016/programme/new/",
        "beijing-2016/programme/1/",
        "beijing-2016/programme/1/run/",
        "beijing-2016/programme/1/run/new/",
        f"{MEETING}/door/",
        "beijing-2016/participants/quotas/",
        "beijing-2016/press/draft/",
        "beijing-2016/press/releases/3/embargo/",
        "beijing-2016/press/media/",
        "beijing-2016/consultations/exercise/",
        "beijing-2016/consultations/exercise/moderation/",
        "beijing-2016/consultations/exercise/moderation/reword/",
        "beijing-2016/consultations/exercise/health/",
    ],
}
# axe passes over the contrast of text that is only Arabic; as Latin letters it is looked at.
ARABIC_AS_LATIN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/[\\u0600-\\u06ff]/g, "x");
}"""


def violations(page: Page, **options: object) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"], **options})
    return [
        f"{page.url}: {violation['id']} {[node['html'][:160] for node in violation['nodes'][:3]]}"
        for violation in found.response["violations"]
    ]


SCRIPTS = ["ar", "zh-hans", "en"]  # the others have the script or the layout of English
EVERYBODY_IN_SIX = [(None, language) for language in ("fr", "ru", "es")]


@pytest.mark.parametrize(
    ("persona", "language"), [*((persona, language) for persona in PAGES for language in SCRIPTS), *EVERYBODY_IN_SIX]
)
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_a_telephone(
    enter: Enter, persona: str | None, language: str
) -> None:
    broken, too_wide = [], []
    page = enter(persona, "", language)
    for path in PAGES[persona]:
        page.set_viewport_size(WIDE)
        page.goto(f"/{language}/{path}")
        broken += violations(page)
        page.set_viewport_size(NARROW)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            too_wide.append(path)
        if language == "ar":
            page.evaluate(ARABIC_AS_LATIN)
            broken += violations(page, runOnly=["color-contrast"])

    assert (broken, too_wide) == ([], [])


@pytest.mark.parametrize("language", OFFICIAL)
def test_no_language_is_cut_off_on_a_telephone(enter: Enter, language: str) -> None:
    page = enter(None, "beijing-2016/", language, NARROW)

    assert page.locator("nav.languages").evaluate("nav => nav.scrollWidth <= nav.clientWidth")


@pytest.mark.parametrize("language", OFFICIAL)
def test_a_receipt_breaks_no_rule_of_accessibility(enter: Enter, language: str) -> None:
    page = enter(None, "beijing-2016/record/", language)
    page.locator("tbody a").first.click()

    assert violations(page) == []
