"""Names in addresses are plain, and mean nothing else: in forms, in the database, and where imports make them up."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.state import ProjectState
from django.urls import URLPattern, URLResolver, get_resolver

from nadwa.consultations.models import Consultation
from nadwa.delegations.models import Body, Constituency
from nadwa.editions.models import Edition, Host, Series
from nadwa.exchange.models import Plan
from nadwa.texts.models import NegotiatingText
from nadwa.web import names
from nadwa.web.names import OF_BODIES, OF_EDITIONS, OF_TEXTS, AddWhereItHolds, PlainName
from tests.factories import House
from tests.forms import Client

NAMED: tuple[Any, ...] = (Series, Edition, Plan, Host, Body, Constituency, Consultation, NegotiatingText)
OTHERS = ("Beijing", "beijing_2016", "пекин", "a b", "a.b", "a/b")
PLACES = {
    "": OF_EDITIONS,
    "<slug:edition>/texts": OF_TEXTS,
    **{f"<slug:edition>/{room}": OF_BODIES for room in ("invitations", "delegations", "credentials")},
    "<slug:edition>/consultations": (),
}
PLAN = "/en/beijing-2016/next/plan/"


def addresses(resolver: URLResolver, before: str = "") -> list[str]:
    found: list[str] = []
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern).removeprefix("en/")
        found += addresses(pattern, address) if isinstance(pattern, URLResolver) else [address]
        assert isinstance(pattern, URLResolver | URLPattern)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_what_stands_in_the_place_of_a_name_is_reserved(place: str) -> None:
    depth = place.count("/") + 1 if place else 0
    parts = [
        address.split("/") for address in addresses(get_resolver()) if address.startswith(f"{place}/" if place else "")
    ]
    fixed = {one[depth] for one in parts if len(one) > depth and one[depth] and "<" not in one[depth]}

    assert any(one[depth].startswith("<slug") for one in parts if len(one) > depth)
    assert fixed <= set(PLACES[place])


@pytest.mark.parametrize("name", [*OTHERS, *OF_EDITIONS])
def test_a_form_takes_no_other_name(name: str) -> None:
    with pytest.raises(ValidationError):
        PlainName(taken=OF_EDITIONS).clean(name)


def test_a_form_takes_a_plain_name() -> None:
    assert PlainName(taken=OF_EDITIONS).clean(" geneva-2018 ") == "geneva-2018"


def test_the_next_edition_is_not_called_like_a_page(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.officer_china)
    answer = client.post(PLAN, {"slug": "platform"})

    assert "means something else in addresses here" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("model", NAMED)
def test_the_database_holds_to_it(beijing: House, model: Any) -> None:
    if model is Plan:
        dates = {"starts_on": beijing.edition.starts_on, "ends_on": beijing.edition.ends_on}
        Plan.objects.create(edition=beijing.edition, slug="next", title={}, city={}, **dates)
    if model is Constituency:
        Constituency.objects.create(edition=beijing.edition, slug="east", name={})
    for name in OTHERS:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=model.objects.values("pk")[:1]).update(slug=name)


@pytest.mark.parametrize(("model", "taken"), [(Edition, OF_EDITIONS), (Body, OF_BODIES), (NegotiatingText, OF_TEXTS)])
def test_the_database_takes_no_name_that_means_something_else(
    beijing: House, model: Any, taken: tuple[str, ...]
) -> None:
    for name in taken:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=model.objects.values("pk")[:1]).update(slug=name)


def carried_out(rule: Any) -> bool:
    """Whether the migration has added the rule."""
    operation, before = AddWhereItHolds("edition", rule), ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        operation.database_forwards("editions", editor, before, before)
    return is_there(rule)


def taken_back(rule: Any) -> bool:
    operation, before = AddWhereItHolds("edition", rule), ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        operation.database_backwards("editions", editor, before, before)
    return is_there(rule)


def is_there(rule: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_constraint where conname = %s", [rule.name])
        return bool((cursor.fetchone() or [0])[0])


def test_a_database_with_other_names_keeps_them_and_says_so(beijing: House) -> None:
    [rule] = [one for one in Edition._meta.constraints if one.name.endswith(names.ENDING)]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table editions_edition drop constraint {rule.name}")
    Edition.objects.filter(pk=beijing.edition.pk).update(slug="beijing_2016")

    assert not carried_out(rule)
    assert list(names.not_plain()) == ["editions_edition: “beijing_2016” is no name for addresses"]
    Edition.objects.filter(pk=beijing.edition.pk).update(slug="beijing-2016")
    assert list(names.not_plain()) == []
    assert carried_out(rule)
    assert not taken_back(rule)
    assert not taken_back(rule)


@pytest.mark.parametrize(
    ("title", "name"), [("Issue", "issue-2"), ("Snake_case of\tnew_ideas", "snake-case-of-new-ideas"), ("…", "motion")]
)
def test_a_name_is_made_of_a_title(title: str, name: str) -> None:
    assert names.free(names.plain(title, "motion"), OF_TEXTS) == name
