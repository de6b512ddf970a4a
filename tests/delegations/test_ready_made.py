"""The States and organisations that come ready made: complete, in six languages, each once.

Sizes of groups: https://www.un.org/dgacm/en/content/regional-groups (Türkiye takes part in two and is elected with one;
Kiribati is in none; the United States observes the last and is elected with it).
"""

import csv
import re
from collections import Counter
from datetime import date

import pytest
from django.conf import settings

from nadwa.delegations.ready_made import GROUPS, MEMBERS, Group, ReadyMade, everybody, folded, of_group
from nadwa.web.languages import OFFICIAL, plain

SCRIPTS = {
    "ar": r"[\u0600-\u06ff ()\-]+",
    "zh-hans": r"[\u4e00-\u9fff（）、]+",
    "ru": r"[А-Яа-яЁё «»()’,\-—]+",
    "en": r"[A-Za-zÀ-ÿ ()’,\-]+",
    "fr": r"[A-Za-zÀ-ÿ ()’,\-]+",
    "es": r"[A-Za-zÀ-ÿ ()’,\-]+",
}
STATES = [one for one in everybody().values() if one.group in {*MEMBERS, Group.OBSERVERS}]


def rows() -> list[dict[str, str]]:
    """The list of States as it is kept."""
    with (settings.DATA / "states" / "states.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(one: ReadyMade, language: str) -> list[str]:
    return [content["versions"][language]["text"] for content in (one.name, one.formal) if content]


def test_there_are_193_members_and_two_observer_states() -> None:
    observers = {one.code for one in of_group(Group.OBSERVERS)}

    assert (sum(len(of_group(group)) for group in MEMBERS), observers) == (193, {"va", "ps"})


def test_groups_have_the_sizes_that_the_united_nations_gives() -> None:
    sizes = {group: len(of_group(group)) for group in MEMBERS}

    assert sizes == {
        Group.AFRICAN: 54,
        Group.ASIA_PACIFIC: 53,  # 54 with Türkiye, which is elected with the last group
        Group.EASTERN_EUROPEAN: 23,
        Group.LATIN_AMERICAN_AND_CARIBBEAN: 33,
        Group.WESTERN_EUROPEAN_AND_OTHERS: 29,  # 28, and the United States, which is elected with it
        Group.NO_REGION: 1,
    }
    assert [row["iso2"] for row in rows() if row["also"]] == ["TR"]
    assert [one.code for one in of_group(Group.NO_REGION)] == ["ki"]
    assert {"il", "tr", "us"} < {one.code for one in of_group(Group.WESTERN_EUROPEAN_AND_OTHERS)}


@pytest.mark.parametrize("language", OFFICIAL)
def test_no_two_are_called_alike(language: str) -> None:
    counted = Counter(folded(plain(one.name, language)) for one in everybody().values())

    assert [name for name, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", OFFICIAL)
def test_each_name_is_written_in_the_script_of_its_language(language: str) -> None:
    written = [name for one in everybody().values() for name in names(one, language)]

    assert [name for name in written if not re.fullmatch(SCRIPTS[language], name)] == []


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("kr", "zh-hans", "大韩民国"),
        ("ru", "zh-hans", "俄罗斯联邦"),
        ("ru", "ar", "الاتحاد الروسي"),
        ("kr", "fr", "République de Corée"),
        ("tr", "en", "Türkiye"),
        ("ci", "en", "Côte d’Ivoire"),
        ("vn", "fr", "Viet Nam"),
        ("cz", "en", "Czechia"),
        ("bo", "en", "Bolivia (Plurinational State of)"),
        ("ae", "zh-hans", "阿拉伯联合酋长国"),
        ("cd", "ru", "Демократическая Республика Конго"),
        ("gb", "es", "Reino Unido de Gran Bretaña e Irlanda del Norte"),
    ],
)
def test_names_are_those_of_the_united_nations(code: str, language: str, name: str) -> None:
    assert plain(everybody()[code].name, language) == name


def test_the_days_of_membership_are_days_on_which_states_became_members() -> None:
    """51 in the first year, but for Czechoslovakia and Yugoslavia; none later than South Sudan."""
    days = [date.fromisoformat(row["member_since"]) for row in rows() if row["member_since"]]

    assert sum(day.year == 1945 for day in days) == 49
    assert (min(days), max(days)) == (date(1945, 10, 24), date(2011, 7, 14))


def test_every_group_has_words_and_somebody_in_it() -> None:
    assert [group for group in Group if group not in GROUPS or not of_group(group)] == []


def test_an_organisation_is_found_by_its_acronym_in_any_language() -> None:
    itu = everybody()["itu"]

    assert {"itu", "uit", "мсэ", "国际电联"} <= set(itu.words)
