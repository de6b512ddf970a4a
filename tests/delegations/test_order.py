"""Protocol order is alphabetical by names in a language, and begins at the letter drawn."""

from typing import Any

import pytest

from nadwa.delegations.models import Body, Delegation
from nadwa.delegations.ordering import key_in
from nadwa.delegations.ready_made import MEMBERS, everybody
from nadwa.record.models import Act
from nadwa.web.languages import multilingual, plain
from tests.factories import House
from tests.forms import Client

E = "beijing-2016"
ARRANGE = f"/en/{E}/participants/order/"


def in_order(language: str, codes: str) -> str:
    return " ".join(sorted(codes.split(), key=lambda code: key_in(language)(plain(everybody()[code].name, language))))


def test_chinese_names_are_in_the_order_of_pinyin() -> None:
    """阿尔巴尼亚 A, 巴西 B, 德国 D, 俄罗斯 E, 法国 F, 斐济 F, 美国 M, 瑙鲁 N, 瑞士 R, 中国 Z."""
    assert in_order("zh-hans", "cn us nr fj ru ch fr br al de") == "al br de ru fr fj us nr ch cn"


def test_arabic_names_are_in_order_without_their_article() -> None:
    """الأردن and الأرجنتين are under alif, البرازيل under ba, الصين under sad."""
    assert in_order("ar", "cn br jo ar de ye") == "ar jo de br cn ye"


def test_spanish_has_its_own_letter() -> None:
    assert sorted(["Nuevo", "Ñandú", "Oriental", "Nación"], key=key_in("es")) == [
        "Nación",
        "Nuevo",
        "Ñandú",
        "Oriental",
    ]


def test_french_looks_past_accents() -> None:
    """Égypte is between Danemark and Fidji, Îles Salomon between Honduras and Inde."""
    assert in_order("fr", "sb in hn fj eg dk") == "dk eg fj hn sb in"


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_letters_that_can_be_drawn_are_in_order_and_no_name_is_in_front_of_them(language: str) -> None:
    alphabet = "абвгдежзийклмнопрстуфхцчшщэюя" if language == "ru" else "abcdefghijklmnopqrstuvwxyz"
    key = key_in(language)
    keys: list[Any] = [key(letter) for letter in alphabet]
    names = [plain(one.name, language) for one in everybody().values() if one.group in MEMBERS]

    assert keys == sorted(keys)
    assert [name for name in names if key(name) < keys[0]] == []


@pytest.fixture
def secretariat(beijing: House) -> Client:
    client = Client()
    client.force_login(beijing.people["secretariat"])
    return client


def delegations(beijing: House) -> list[str]:
    found = Delegation.objects.filter(edition=beijing.edition).order_by("protocol")
    return list(found.values_list("body__slug", flat=True))


def test_the_order_is_drawn_by_names_in_the_chosen_language(beijing: House, secretariat: Client) -> None:
    names = {"aldora": "Щ", "belmara": "Б", "corvia": "Ж", "drevania": "Я", "eskaria": "А", "fenmark": "Е"}
    for slug, name in names.items():
        Body.objects.filter(slug=slug).update(name=multilingual("ru", ru=name, en=slug))
    secretariat.post(ARRANGE, {"language": "ru", "letter": "ж"})

    assert delegations(beijing) == ["corvia", "aldora", "drevania", "eskaria", "belmara", "fenmark"]
    assert Act.objects.get(kind="delegations.arranged").facts["language"] == "ru"
    page = secretariat.get(f"/en/{E}/participants/").content.decode()
    assert "by names in this language: Russian." in page


def test_english_is_not_said_in_the_record(beijing: House, secretariat: Client) -> None:
    secretariat.post(ARRANGE, {"language": "en", "letter": "d"})

    assert delegations(beijing)[0] == "drevania"
    assert "language" not in Act.objects.get(kind="delegations.arranged").facts


def test_who_has_no_name_in_the_language_comes_last(beijing: House, secretariat: Client) -> None:
    Body.objects.filter(slug="aldora").update(name=multilingual("en", en="Aldora"))
    secretariat.post(ARRANGE, {"language": "fr", "letter": "a"})

    assert delegations(beijing)[-1] == "aldora"


@pytest.mark.parametrize(
    ("language", "letter"), [("ru", "a"), ("en", "я"), ("ar", "x"), ("zh-hans", "中"), ("en", "1")]
)
def test_a_letter_of_another_alphabet_is_refused(
    beijing: House, secretariat: Client, language: str, letter: str
) -> None:
    answer = secretariat.post(ARRANGE, {"language": language, "letter": letter})

    assert answer.status_code == 422
    assert not Act.objects.filter(kind="delegations.arranged").exists()
