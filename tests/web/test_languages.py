"""Pages and content in six languages, right to left where the language is."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CharField, TextField
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext_lazy
from lxml import html

import nadwa
from nadwa.editions.capacities import Chair
from nadwa.texts.commands import bracketing, facilitating
from nadwa.texts.models import Bracket
from nadwa.web.declaring import served
from nadwa.web.languages import (
    OFFICIAL,
    MultilingualField,
    check,
    listed,
    marked,
    multilingual,
    sentence,
    shown,
    typed,
    version,
)
from tests.exchange.test_whatever_is_written import NOT_OF_TEXT, ROOMS
from tests.factories import House
from tests.forms import Client
from tests.matrix.every_row import ROWS
from tests.matrix.roles import ROLES, E, Row, get
from tests.matrix.world import addressed, known_at, signed_in, viewers_of


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("zh-hans", "ltr"), ("en", "ltr"), ("ru", "ltr")])
def test_a_page_says_its_language_and_direction(beijing: House, code: str, direction: str) -> None:
    page = Client().get(f"/{code}/beijing-2016/programme/").content.decode()

    assert f'<html lang="{code}" dir="{direction}">' in page


@pytest.mark.parametrize("page", ["/zh-hans/beijing-2016/search/?words=en/fr", "/ar/beijing-2016/nothing/of/the/kind/"])
def test_every_page_leads_to_itself_in_six_languages(beijing: House, page: str) -> None:
    shown = Client().get(page).content.decode()

    rest = page[1:].partition("/")[2]
    assert re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', shown) == [
        (code, f"/{code}/{rest}") for code in OFFICIAL
    ]


def test_only_arabic_pages_use_the_right_to_left_sheet(beijing: House) -> None:
    sheets = [b"bootstrap.rtl.min.css" in Client().get(f"/{code}/").content for code in ("ar", "zh-hans", "en")]

    assert sheets == [True, False, False]


def test_content_is_shown_in_the_readers_language(beijing: House) -> None:
    assert "Title of beijing-2016 [zh-hans]" in Client().get("/zh-hans/beijing-2016/").content.decode()


def test_content_missing_in_a_language_is_marked_with_the_one_it_is_in() -> None:
    with translation.override("en"):
        assert str(marked(*version(multilingual("ar", ar="سلام")))) == '<bdi lang="ar" dir="rtl">سلام</bdi>'


def test_content_needs_its_original() -> None:
    with pytest.raises(ValidationError):
        check({"original": "fr", "versions": {"en": {"text": "Peace", "state": "draft"}}})


@pytest.mark.django_db
def test_the_root_leads_to_the_language_that_the_browser_asks_for() -> None:
    answer = Client().get("/", headers={"Accept-Language": "fr"})

    assert answer["Location"] == "/fr/"


def test_what_people_typed_is_marked_as_of_no_known_language_or_of_its_own() -> None:
    """Else a screen reader reads it in the page's language, and its direction spills over: reasons, rulings, notes."""
    typed = re.compile(
        r"(.{0,120})\{\{ [a-z_.]+\.(?:reason|ruling|remark|purpose|contact|note)(?:\|linebreaksbr)? \}\}"
    )
    root = Path(nadwa.__file__).parent
    bare = [
        f"{path.name}: {found[0]}"
        for path in sorted(root.glob("*/templates/**/*.html"))
        for found in typed.finditer(path.read_text())
        if not re.search(r'<(bdi|p|span|pre)[^<>]* ?(lang|dir)="[^"]*"[^<>]*>$', found[1])
    ]

    assert bare == []


def test_names_within_sentences_of_templates_stand_for_themselves() -> None:
    within = re.compile(r"{% blocktranslate with [^%]*=[a-z_.]+\.name(?: [^%]*)?%}")
    templates = sorted(Path(nadwa.__file__).parent.glob("*/templates/**/*.html"))

    assert [(path.name, found) for path in templates for found in within.findall(path.read_text())] == []


ARABIC, GEORGIAN, ARMENIAN = "سلام", "მშვიდობა", "Անի"  # content in one language; words of none that is known; names
CODES = NOT_OF_TEXT | {"symbol", "sha256", "digest", "media_type", "subject", "given_as", "named_as"}
TEXT_ALONE = {"title", "option", "textarea", "label", "script"}  # of which a part can have no language of its own


@pytest.mark.django_db
def test_no_page_has_words_that_people_typed_in_the_voice_of_the_page(beijing: House, elsewhere: House) -> None:
    """Above all no question, whose sentences name what they are about: each of them is put."""
    clients = {role: signed_in(person) for role, person in viewers_of(beijing, elsewhere).items()}
    known = known_at(beijing)
    bracketing.support_bracket(beijing.delegate("aldora"), Bracket.objects.get())
    in_other_tongues()
    rows = [(row, role) for row in ROWS for role in who_opens(row)[:1] if not row.name.startswith("api:")]
    asking = {addressed(each, known): role for row, role in rows for each in questions(row, known)}
    addresses = {addressed(row, known): role for row, role in rows} | asking
    addresses[addressed(get("table-package", [E, "outcome"], {}), known) + "?choice=2-2"] = "chair"
    opened = {address: clients[role].get(address) for address, role in addresses.items()}
    put = {address for address, answer in opened.items() if is_question(answer)}

    assert [(address, words) for address, answer in opened.items() for words in in_the_voice_of_the_page(answer)] == []
    assert [(address, text) for address, answer in opened.items() for text in markup_as_text(answer)] == []
    assert asking.keys() - put == set()
    assert len(put) > 45


def in_other_tongues() -> None:
    """All over the database, what people typed is in other languages than the page's."""
    ours = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    for column in (column for model in ours for column in model._meta.local_concrete_fields):
        if words := other_words(column):
            filled = column.model._default_manager.exclude(**{column.attname: None if column.null else ""})
            with suppress(IntegrityError), transaction.atomic():  # it has a form of its own
                filled.update(**{column.attname: words})


def other_words(column: Any) -> Any:
    if isinstance(column, MultilingualField):
        return multilingual("ar", ar=f"{ARABIC} {ARABIC}")
    if not isinstance(column, CharField | TextField) or column.choices or column.unique or column.name in CODES:
        return None
    if column.model is Bracket:
        return ARABIC  # they are words of the wording
    return (ARMENIAN if column.name in {"name", "signatory"} else GEORGIAN)[: column.max_length]


def who_opens(row: Row) -> list[str]:
    return [role for role in ("secretariat", "chair", "aldora", *ROLES[1:]) if row.statuses[role] != 404]


def questions(row: Row, known: dict[str, Any]) -> list[Row]:
    """The questions that an address puts; one for several acts puts those of all that ask."""
    if hasattr(resolve(addressed(row, known)).func, "asks_first"):
        return [row]
    acts = served(row.name)
    of_this = acts.get(str(row.arguments[-1])) if acts else None
    alike = [name for name, act in acts.items() if act.asks and of_this and act.actor == of_this.actor]
    return [row._replace(arguments=[*row.arguments[:-1], act]) for act in alike]


def is_question(answer: Any) -> bool:
    return "web/asked.html" in {template.name for template in answer.templates}


def in_the_voice_of_the_page(answer: Any) -> list[str]:
    """Words of other languages in elements that are not marked with theirs; names only have to stand for themselves."""
    return [text for text in tree(answer).xpath("//body//text()") if not is_marked(text)]


def markup_as_text(answer: Any) -> list[str]:
    """Marks of languages where a page can have none: in its title and in attributes; or escaped."""
    page = tree(answer)
    return [*page.xpath("//title//bdi/text()"), *(text for text in page.xpath("//@* | //text()") if "<bdi" in text)]


def tree(answer: Any) -> html.HtmlElement:
    is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    return html.fromstring(answer.content.decode() if is_page else "<p>")


def is_marked(text: Any) -> bool:
    inside = text.getparent().getparent() if text.is_tail else text.getparent()
    spoken = next(one for one in (inside, *inside.iterancestors()) if "lang" in one.attrib)
    if inside.tag in TEXT_ALONE:
        return True
    if ARABIC in text:
        return bool(spoken.get("lang") == "ar")
    if ARMENIAN in text:
        return bool(text.strip() == ARMENIAN)  # else it is within a sentence
    return GEORGIAN not in text or spoken.tag != "html"


HOSTILE = "<script>alert('1')</script> \"& %(name)s"


def test_a_sentence_marks_what_is_said_and_escapes_all_of_it() -> None:
    said = {"what": shown(multilingual("ar", ar=HOSTILE)), "who": listed([typed(HOSTILE), HOSTILE])}
    escaped = "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &quot;&amp; %(name)s"

    assert sentence(gettext_lazy("<b> %(what)s %(who)s 100%%"), **said) == (
        f'&lt;b&gt; <bdi lang="ar" dir="rtl">{escaped}</bdi> <bdi lang="">{escaped}</bdi>; {escaped} 100%'
    )


@pytest.mark.django_db
def test_a_wording_is_no_markup_on_a_question(beijing: House) -> None:
    facilitating.offer_wording(Chair(beijing.chair), beijing.text.paragraphs.get(number=1), "fr", HOSTILE)
    client = signed_in(beijing.chair)
    asked = client.get(f"/en/{E}/texts/outcome/1/2/take-in/").content.decode()

    assert "<script>alert" not in asked
    assert (
        '<bdi lang="fr" dir="ltr">&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &quot;&amp; %(name)s</bdi>' in asked
    )
