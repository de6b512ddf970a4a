"""Accessible in six languages, and whole on a telephone."""

from pathlib import Path

import pytest

from nadwa.web.languages import OFFICIAL
from tests.journeys.conftest import NARROW, WIDE, Enter, go_by
from tests.journeys.judging import DESCRIBE, Judge

MEETING = "beijing-2016/meetings/1"
SIGN_IN = "account/sign-in/"
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
        f"{MEETING}/speaker/",
        f"{MEETING}/floor/propose-swap/",
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
        "account/functions/",
        "beijing-2016/officers/",
        "beijing-2016/officers/appoint/",
        "beijing-2016/approvals/",
        "beijing-2016/desk/",
        "beijing-2016/particulars/",
        "beijing-2016/particulars/change/",
        "beijing-2016/particulars/hosts/china/",
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
        "beijing-2016/texts/outcome/facilitators/",
        "beijing-2016/texts/outcome/facilitators/hand-over/",
        "beijing-2016/procedure/",
        "beijing-2016/desk/",
        "beijing-2016/mails/",
        "beijing-2016/invitations/new/",
        "beijing-2016/constituencies/",
        "beijing-2016/constituencies/new/",
        "beijing-2016/bodies/",
        "beijing-2016/bodies/norvania/",
        "beijing-2016/files/import/invited/",
        "beijing-2016/programme/topics/1/",
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


# What somebody might do to a page that was whole, and the rule that it breaks.
BREAKS = {
    "color-contrast": "document.querySelector('main p').style.color = '#ccc'",
    "button-name": "document.querySelector('main button').textContent = ''",
    "document-title": "document.title = ''",
    "empty-heading": "document.querySelector('h1').textContent = ''",
    "heading-order": "document.querySelector('h1').insertAdjacentHTML('afterend', '<h4>Words</h4>')",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "html-lang-valid": "document.documentElement.lang = 'nowhere'",
    "label": "document.querySelector('main label + input').insertAdjacentHTML('afterend', '<input>')",
    "landmark-unique": "document.querySelector('main').innerHTML += '<nav aria-label=a></nav><nav aria-label=a></nav>'",
    "link-name": "document.querySelector('footer a').textContent = ''",
    "list": "document.querySelector('main').insertAdjacentHTML('beforeend', '<ul><p>Words</p></ul>')",
    "aria-valid-attr-value": "document.querySelector('main button').setAttribute('aria-expanded', 'words')",
    "meta-viewport": "document.querySelector('meta[name=viewport]').content = 'user-scalable=no'",
    "nested-interactive": "document.querySelector('main button').innerHTML = '<a href=x>Words</a>'",
    "scrollable-region-focusable": """
        const box = document.createElement('div');
        Object.assign(box.style, { height: '20px', overflow: 'auto' });
        box.innerHTML = '<p>Words</p><p>Words</p><p>Words</p><p>Words</p>';
        document.querySelector('main').append(box)""",
}


@pytest.fixture
def judge(shared: Path) -> Judge:
    return Judge(shared / "found whole")


SCRIPTS = ["ar", "zh-hans", "en"]  # the others have the script or the layout of English
EVERYBODY_IN_SIX = [(None, language) for language in ("fr", "ru", "es")]


@pytest.mark.parametrize(
    ("persona", "language"), [*((persona, language) for persona in PAGES for language in SCRIPTS), *EVERYBODY_IN_SIX]
)
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_a_telephone(
    enter: Enter, judge: Judge, persona: str | None, language: str
) -> None:
    broken, too_wide = [], []
    page = enter(persona, "", language)
    for path in PAGES[persona]:
        page.set_viewport_size(WIDE)
        page.goto(f"/{language}/{path}")
        broken += judge.violations(page)
        page.set_viewport_size(NARROW)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            too_wide.append(path)
        if language == "ar":
            page.evaluate(ARABIC_AS_LATIN)
            broken += judge.violations(page, runOnly=["color-contrast"])

    assert (broken, too_wide) == ([], [])


@pytest.mark.parametrize("language", OFFICIAL)
def test_no_language_is_cut_off_on_a_telephone(enter: Enter, language: str) -> None:
    page = enter(None, "beijing-2016/", language, NARROW)

    assert page.locator("nav.languages").evaluate("nav => nav.scrollWidth <= nav.clientWidth")


@pytest.mark.parametrize("language", OFFICIAL)
def test_a_receipt_breaks_no_rule_of_accessibility(enter: Enter, judge: Judge, language: str) -> None:
    page = enter(None, "beijing-2016/record/", language)
    go_by(page.locator("tbody a").first)

    assert judge.violations(page) == []


def test_what_is_broken_on_a_page_that_was_found_whole_is_found(enter: Enter, judge: Judge) -> None:
    page = enter(None, SIGN_IN)
    assert judge.violations(page) == []

    for rule, deed in BREAKS.items():
        page.reload()
        page.evaluate(f"() => {{ {deed} }}")
        assert rule in " ".join(judge.violations(page)), rule


def test_only_another_direction_of_writing_has_a_page_judged_again(enter: Enter) -> None:
    page = enter(None, SIGN_IN)
    built = {}
    for language in OFFICIAL:
        page.goto(f"/{language}/{SIGN_IN}")
        built[language] = page.evaluate(DESCRIBE)

    alike = {language: built[language] == built["en"] for language in OFFICIAL}
    assert alike == {language: language != "ar" for language in OFFICIAL}
