"""Times of a place become instants; an hour that the clocks leave out is refused, one that comes twice asked about."""

import importlib
import pkgutil
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

import nadwa
from nadwa.programme import journal
from nadwa.programme.models import Meeting
from nadwa.web import moments
from nadwa.web.forms import Form
from nadwa.web.moments import LocalMoment
from tests.factories import House
from tests.forms import Client

PARIS, SAO_PAULO, LORD_HOWE, KATHMANDU = "Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"
MISSING = [
    (PARIS, "2017-03-26T02:30", "02:30 does not exist on 26 March 2017 in Paris: the clocks go from 02:00 to 03:00."),
    (
        SAO_PAULO,
        "2017-10-15T00:15",
        "00:15 does not exist on 15 October 2017 in Sao Paulo: the clocks go from 00:00 to 01:00.",
    ),
    (
        LORD_HOWE,
        "2017-10-01T02:10",
        "02:10 does not exist on 1 October 2017 in Lord Howe Island: the clocks go from 02:00 to 02:30.",
    ),
]
TWICE = [
    (PARIS, "2016-10-30T02:10", "03:00 to 02:00", "2016-10-30T00:10Z", "2016-10-30T01:10Z"),
    (SAO_PAULO, "2017-02-18T23:30", "00:00 to 23:00", "2017-02-19T01:30Z", "2017-02-19T02:30Z"),
    (LORD_HOWE, "2017-04-02T01:45", "02:00 to 01:30", "2017-04-01T14:45Z", "2017-04-01T15:15Z"),
]
ZONES = st.sampled_from([PARIS, SAO_PAULO, LORD_HOWE, KATHMANDU, "UTC", "Africa/Casablanca", "Pacific/Apia"])


class One(Form):
    at = LocalMoment()


def typed(zone: str, at: str, which: str = "") -> One:
    form = One({"at": at, "at_which": which})
    form.fields["at"].in_zone(ZoneInfo(zone))  # type: ignore[attr-defined]
    return form


@pytest.mark.parametrize(("zone", "at", "said"), MISSING)
def test_an_hour_that_does_not_exist_is_said(zone: str, at: str, said: str) -> None:
    assert typed(zone, at).errors == {"at": [said]}


@pytest.mark.parametrize(("zone", "at", "change", "first", "second"), TWICE)
def test_an_hour_that_comes_twice_is_asked_about(zone: str, at: str, change: str, first: str, second: str) -> None:
    [asked] = typed(zone, at).errors["at"]
    assert f"comes twice on {int(at[8:10])}" in asked
    assert f"from {change}" in asked
    shown = str(typed(zone, at)["at"])
    assert f'value="{at}"' in shown
    assert f"the first {at[11:]}" in shown
    assert f"the second {at[11:]}" in shown
    for which, instant in (("first", first), ("second", second)):
        form = typed(zone, at, which)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["at"] == datetime.fromisoformat(instant)
        assert f'<option value="{which}" selected>' in str(form["at"])


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "9999-12-31T23:59Z"])
@pytest.mark.parametrize("zone", ["America/New_York", KATHMANDU, "UTC"])
def test_at_the_ends_of_the_calendar_there_is_no_moment(zone: str, at: str) -> None:
    form = typed(zone, at)

    assert form.errors == {"at": ["Enter a valid date/time."]}
    assert 'name="at"' in str(form["at"])


@given(ZONES, st.integers(0, 4 * 365 * 24 * 12))
@settings(max_examples=300, database=None)
def test_what_a_form_shows_comes_back_as_it_was(zone: str, steps: int) -> None:
    at = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * steps)
    local = at.astimezone(ZoneInfo(zone))
    form = typed(zone, local.strftime(moments.FORMAT), "second" if local.fold else "first")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == at
    shown = One(initial={"at": at})
    shown.fields["at"].in_zone(ZoneInfo(zone))  # type: ignore[attr-defined]
    assert f'value="{local.strftime(moments.FORMAT)}"' in str(shown["at"])
    twice = moments.comes_twice(local.replace(tzinfo=None), ZoneInfo(zone))
    assert ("at_which" in str(shown["at"])) == twice


def test_an_offset_that_is_typed_holds() -> None:
    form = typed(PARIS, "2017-03-26T02:30+05:00")
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2017, 3, 25, 21, 30, tzinfo=UTC)


def test_every_field_of_date_and_time_asks() -> None:
    """And none compares what stands on the clocks: values are in UTC."""
    for module in pkgutil.walk_packages(nadwa.__path__, "nadwa."):
        if module.name.endswith(".forms"):
            importlib.import_module(module.name)
    waiting, found = [forms.BaseForm], 0
    while waiting:
        kind: Any = waiting.pop()
        waiting += kind.__subclasses__()
        for field in getattr(kind, "base_fields", {}).values() if kind.__module__.startswith("nadwa.") else ():
            assert not isinstance(field, forms.TimeField | forms.SplitDateTimeField)
            assert not isinstance(field, forms.DateTimeField) or isinstance(field, LocalMoment)
            found += isinstance(field, LocalMoment)
    assert found >= 6


def at_paris(house: House) -> Client:
    house.edition.time_zone = PARIS
    house.edition.save()
    client = Client()
    client.force_login(house.secretariat)
    return client


def schedule(client: Client, house: House, begins: str, ends: str, **more: str) -> Any:
    address = reverse("schedule", args=["beijing-2016"])
    room = house.edition.rooms.get().pk
    typed = {
        "kind": "side",
        "starts_at": begins,
        "ends_at": ends,
        "room": str(room),
        "title_en": "Night",
        "original": "en",
    }
    return client.post(address, {**typed, **more})


def test_a_meeting_over_the_change_is_as_long_as_it_is(beijing: House) -> None:
    client = at_paris(beijing)
    assert "02:30 does not exist" in schedule(client, beijing, "2017-03-26T02:30", "2017-03-26T03:10").content.decode()
    assert schedule(client, beijing, "2017-03-26T01:30", "2017-03-26T03:10").status_code == 302

    meeting = Meeting.objects.get(starts_at=datetime(2017, 3, 26, 0, 30, tzinfo=UTC))
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=40)


def test_a_meeting_may_end_on_the_clocks_before_it_begins(beijing: House) -> None:
    client = at_paris(beijing)
    asked = schedule(client, beijing, "2016-10-30T02:50", "2016-10-30T02:10")
    assert asked.status_code == 422
    assert [f'name="{name}_which"' in asked.content.decode() for name in ("starts_at", "ends_at")] == [True, True]

    which = {"starts_at_which": "first", "ends_at_which": "second"}
    assert schedule(client, beijing, "2016-10-30T02:50", "2016-10-30T02:10", **which).status_code == 302
    meeting = Meeting.objects.get(starts_at=datetime(2016, 10, 30, 0, 50, tzinfo=UTC))
    assert meeting.ends_at == datetime(2016, 10, 30, 1, 10, tzinfo=UTC)
    schedule(client, beijing, "2016-10-30T02:50", "2016-10-30T02:10")
    wrong = {"starts_at_which": "second", "ends_at_which": "first"}
    assert (
        "It ends after it begins."
        in schedule(client, beijing, "2016-10-30T02:50", "2016-10-30T02:10", **wrong).content.decode()
    )


@pytest.mark.parametrize(("zone", "day", "hours"), [(PARIS, date(2017, 3, 26), 23), (PARIS, date(2016, 10, 30), 25)])
def test_a_journal_is_of_the_whole_day_and_of_no_other(beijing: House, zone: str, day: date, hours: int) -> None:
    beijing.edition.time_zone = zone
    begin, last = journal.span(beijing.edition, day)
    assert last - begin == timedelta(hours=hours) - timedelta(microseconds=1)
