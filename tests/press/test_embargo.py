"""What is under embargo is read by accredited press, by those who write it, and before its minute by nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from nadwa.editions.capacities import Officer
from nadwa.press import commands, duties
from nadwa.press.models import Release
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.conftest import Clock
from tests.factories import House, proposed, words
from tests.forms import Client

E = "beijing-2016"
SECRET = "Secret title"
MINUTE = datetime(2016, 7, 12, 1, 30, tzinfo=UTC)
OUTSIDERS = [None, "chair", "interpreter", "aldora"]
PAGES = ["edition", "press-page", "feed", "programme", "participants", "record", "calendar", "negotiating-texts"]


def drafted(house: House, embargo: datetime | None = MINUTE) -> Release:
    by = Officer(house.spokesperson, "spokesperson")
    dates: dict[str, Any] = {"dated": datetime(2016, 7, 11, tzinfo=UTC).date(), "embargo_until": embargo}
    commands.draft_release(by, house.edition, "release", words(SECRET), words("Secret text"), **dates)
    return house.edition.releases.get(kind="release")  # type: ignore[no-any-return]


def issued(house: House, embargo: datetime | None = MINUTE) -> Release:
    release = drafted(house, embargo)
    commands.issue_release(Officer(house.spokesperson, "spokesperson"), release)
    release.refresh_from_db()
    return release


def as_seen_by(house: House, viewer: str | None) -> Client:
    client = Client()
    if viewer:
        client.force_login(house.people[viewer])
    return client


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("viewer", OUTSIDERS)
def test_before_its_minute_no_page_tells_anybody_else(
    beijing: House, time: Clock, viewer: str | None, language: str
) -> None:
    release = issued(beijing)
    proposed(beijing, "press.announce")
    time.time = MINUTE - timedelta(seconds=1)
    client = as_seen_by(beijing, viewer)

    with override(language):
        pages = [client.get(reverse(page, args=[E])) for page in PAGES]

    assert {page.status_code for page in pages} == {200}
    assert [page.request["PATH_INFO"] for page in pages if SECRET in page.content.decode()] == []
    assert client.get(reverse("release", args=[E, release.number])).status_code == 404
    assert client.get(reverse("release-pdf", args=[E, release.number])).status_code == 404


@pytest.mark.parametrize("viewer", OUTSIDERS)
def test_from_its_minute_on_everybody_reads_it_without_a_worker(
    beijing: House, time: Clock, viewer: str | None
) -> None:
    release = issued(beijing)
    time.time = MINUTE
    client = as_seen_by(beijing, viewer)

    assert SECRET in client.get(reverse("press-page", args=[E])).content.decode()
    assert SECRET in client.get(reverse("feed", args=[E])).content.decode()
    assert client.get(reverse("release", args=[E, release.number])).status_code == 200


@pytest.mark.parametrize("viewer", ["press", "spokesperson", "secretariat", "officer_un"])
def test_accredited_press_and_the_authors_read_it_before(beijing: House, time: Clock, viewer: str) -> None:
    release = issued(beijing)

    page = as_seen_by(beijing, viewer).get(reverse("release", args=[E, release.number])).content.decode()

    assert "under embargo until" in page


def test_the_feed_is_the_same_for_accredited_press_as_for_the_public(beijing: House, time: Clock) -> None:
    issued(beijing)

    assert SECRET not in as_seen_by(beijing, "press").get(reverse("feed", args=[E])).content.decode()


def test_press_of_another_edition_reads_nothing_under_embargo(beijing: House, elsewhere: House, time: Clock) -> None:
    release = issued(beijing)

    assert as_seen_by(elsewhere, "press").get(reverse("release", args=[E, release.number])).status_code == 404


@pytest.mark.parametrize("viewer", [*OUTSIDERS, "press"])
def test_a_draft_is_read_by_its_authors_only(beijing: House, time: Clock, viewer: str | None) -> None:
    release = drafted(beijing, None)

    assert as_seen_by(beijing, viewer).get(reverse("release", args=[E, release.number])).status_code == 404


def test_the_public_record_speaks_of_it_when_the_embargo_has_ended(beijing: House, time: Clock) -> None:
    issued(beijing)
    before = Act.objects.filter(log__audience="public", kind__startswith="press.").count()
    time.time = MINUTE

    assert [duties.publish_due_releases(), duties.publish_due_releases()] == [1, 0]
    published = Act.objects.get(log__audience="public", kind="press.published")
    assert (before, published.facts["sha256"]) == (0, Release.objects.get(kind="release").digest())


def test_an_embargo_that_is_lifted_ends_at_once(beijing: House, time: Clock) -> None:
    release = issued(beijing)
    commands.set_embargo(Officer(beijing.spokesperson, "spokesperson"), release, None)

    assert Client().get(reverse("release", args=[E, release.number])).status_code == 200


def test_nothing_is_issued_before_all_six_languages_exist(beijing: House) -> None:
    release = drafted(beijing)
    del release.title["versions"]["ar"], release.text["versions"]["zh-hans"]
    release.save()

    with pytest.raises(Refused, match="Still missing: Arabic, Chinese"):
        commands.issue_release(Officer(beijing.spokesperson, "spokesperson"), release)


def test_what_has_been_issued_cannot_be_changed(beijing: House) -> None:
    release = issued(beijing)

    with pytest.raises(Refused, match="stands as it is"):
        commands.discard_release(Officer(beijing.spokesperson, "spokesperson"), release)


def test_the_announcement_needs_the_hosts(beijing: House) -> None:
    with pytest.raises(Refused, match="binds the hosts"):
        commands.issue_release(Officer(beijing.spokesperson, "spokesperson"), beijing.edition.releases.get())


def test_an_embargo_is_typed_in_the_time_of_the_edition(beijing: House) -> None:
    client = as_seen_by(beijing, "spokesperson")
    typed = {f"{part}_{code}": SECRET for part in ("title", "text") for code in words("")["versions"]}
    typed |= {"kind": "advisory", "dated": "2016-07-11", "original": "zh-hans", "embargo_until": "2016-07-12T09:30"}

    answer = client.post(reverse("draft-release", args=[E]), typed)

    assert answer.status_code == 302
    assert Release.objects.get(kind="advisory").embargo_until == MINUTE


def test_a_release_without_its_original_says_where_it_is_missing(beijing: House) -> None:
    typed = {"kind": "release", "dated": "2016-07-11", "original": "fr", "title_fr": "Titre"}
    answer = as_seen_by(beijing, "spokesperson").post(reverse("draft-release", args=[E]), typed)

    assert answer.status_code == 422
    assert "Write it in its original language at least." in answer.content.decode()
    assert Release.objects.filter(kind="release").count() == 0
