"""Nobody who has an account is made a delegate without consent: a seat that is offered gives nothing before."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from nadwa.accounts import parts
from nadwa.accounts.models import Person
from nadwa.delegations import capacities
from nadwa.delegations.commands import badges, importing, inviting, offering, seating
from nadwa.delegations.commands.importing import Registration
from nadwa.delegations.models import Delegate, FocalPoint, Invitation, Needs, Offer
from nadwa.editions.capacities import Secretary
from nadwa.exchange import participants, tokens
from nadwa.exchange.models import Token
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.web.tables import csv_file
from tests.factories import House, person
from tests.forms import Client

E = "beijing-2016"
SEATS = "/en/account/seats/"
OWN = f"/en/{E}/delegations/aldora/"
NAME, ADDRESS = "Jane Doe", "jane@example.org"
TYPED = {"name": NAME, "email": ADDRESS, "language": "en", "role": "adviser", "rank": 6, "function": "Counsel"}
VISA = {"visa": "on", "nationality": "Aldoran", "passport": "AL 4711", "born_on": "1980-02-29"}


def signed_in(someone: Any) -> Client:
    client = Client()
    client.force_login(someone)
    return client


@pytest.fixture
def focal(beijing: House) -> Client:
    someone = person("aldora-focal")
    FocalPoint.objects.create(edition=beijing.edition, body=beijing.delegations["aldora"].body, person=someone, place=1)
    return signed_in(someone)


@pytest.fixture
def jane(beijing: House) -> Person:
    """Accredited press, with a badge."""
    Person.objects.filter(pk=beijing.press.pk).update(name=NAME, email=ADDRESS, username=ADDRESS)
    badges.issue_badges(Secretary(beijing.secretariat), beijing.edition)
    return Person.objects.get(pk=beijing.press.pk)


def register(client: Client, **typed: Any) -> Any:
    return client.post(f"{OWN}register/", {**TYPED, **typed})


def replace(client: Client, seat: Delegate, name: str, email: str) -> Any:
    typed = {"name": name, "email": email, "language": "en"}
    return client.post(f"{OWN}{seat.pk}/replace/", typed, follow=True)


def imported(house: House, *people: tuple[str, str]) -> None:
    lines = [Registration("aldora", name, email, "en", "adviser", 6, "") for name, email in people]
    importing.import_delegates(Secretary(house.secretariat), house.edition, lines, b"table")


def answer(someone: Person, what: str) -> Any:
    return signed_in(someone).post(f"{SEATS}{Offer.objects.get().pk}/{what}/", page=SEATS)


def test_a_seat_gives_nothing_before_it_is_accepted(beijing: House, focal: Client, jane: Person) -> None:
    register(focal)
    client = signed_in(jane)

    assert not Delegate.objects.filter(person=jane).exists()
    assert client.get(OWN).status_code == 404
    assert NAME not in Client().get(reverse("participants", args=[E])).content.decode()
    assert beijing.edition.badges.get(person=jane, revoked_at=None).kind == "press"


def test_the_person_is_told_and_accepts(beijing: House, focal: Client, jane: Person) -> None:
    register(focal, **VISA)
    mail = Mail.objects.get(to=ADDRESS)
    page = signed_in(jane).get(SEATS).content.decode()
    answer(jane, "accept")

    seat = Delegate.objects.get(person=jane)
    assert "/account/seats/" in mail.body
    assert "Aldora [en]" in page
    assert (seat.delegation, seat.role, seat.function) == (beijing.delegations["aldora"], "adviser", "Counsel")
    assert Needs.objects.get(delegate=seat).passport == "AL 4711"
    assert not Offer.objects.exists()
    assert Act.objects.get(kind="delegations.seated").facts["by"]["as"] == "delegation:aldora"


def test_who_declines_is_asked_no_more_and_the_focal_point_sees_it(beijing: House, focal: Client, jane: Person) -> None:
    register(focal, **VISA)
    answer(jane, "decline")

    assert not Delegate.objects.filter(person=jane).exists()
    assert Offer.objects.get().needs == {}
    assert "has declined the seat" in focal.get(OWN).content.decode()
    assert "Nobody offers you a seat" in signed_in(jane).get(SEATS).content.decode()


def test_a_focal_point_takes_an_offer_back_and_touches_no_badge(beijing: House, focal: Client, jane: Person) -> None:
    badge = beijing.edition.badges.get(person=jane)
    register(focal)
    focal.post(f"{OWN}offers/{Offer.objects.get().pk}/withdraw/", page=OWN)
    badge.refresh_from_db()

    assert (Offer.objects.count(), badge.revoked_at) == (0, None)


@pytest.mark.parametrize("what", ["accept", "decline"])
def test_nobody_answers_for_somebody_else(beijing: House, focal: Client, jane: Person, what: str) -> None:
    register(focal)
    address = f"{SEATS}{Offer.objects.get().pk}/{what}/"

    assert [signed_in(one).forged(address).status_code for one in (beijing.belmara, beijing.secretariat)] == [404, 404]
    assert focal.forged(address).status_code == 404


def test_another_focal_point_takes_no_offer_back(beijing: House, focal: Client, jane: Person) -> None:
    register(focal)
    someone = person("belmara-focal")
    body = beijing.delegations["belmara"].body
    FocalPoint.objects.create(edition=beijing.edition, body=body, person=someone, place=1)
    number = Offer.objects.get().pk

    assert signed_in(someone).forged(f"{OWN}offers/{number}/withdraw/").status_code == 404
    assert signed_in(someone).forged(f"/en/{E}/delegations/belmara/offers/{number}/withdraw/").status_code == 404


def test_who_replaces_a_delegate_takes_the_seat_over_when_accepting(
    beijing: House, focal: Client, jane: Person
) -> None:
    head = beijing.delegations["aldora"].delegates.get()
    Needs.objects.create(delegate=head, passport="AL 1")
    focal.post(f"{OWN}{head.pk}/replace/", {"name": NAME, "email": ADDRESS, "language": "en"})
    before = [each.person for each in beijing.delegations["aldora"].delegates.all()]
    answer(jane, "accept")

    [seat] = beijing.delegations["aldora"].delegates.all()
    assert before == [beijing.aldora]
    assert (seat.person, seat.role) == (jane, "head")
    assert not Needs.objects.filter(passport="AL 1").exists()
    assert not beijing.edition.badges.filter(person=beijing.aldora, revoked_at=None).exists()


def test_a_seat_that_is_offered_counts_in_the_quota(beijing: House, focal: Client, jane: Person) -> None:
    seating.set_quota(Secretary(beijing.secretariat), beijing.edition, state=2)
    register(focal)
    full = register(focal, name="Another", email="another@aldora.example")

    assert "has registered all its 2 delegates" in full.content.decode()


def test_somebody_who_registers_the_own_person_is_not_asked(beijing: House) -> None:
    someone = Person.objects.create(username=ADDRESS, email=ADDRESS, name=NAME)
    FocalPoint.objects.create(edition=beijing.edition, body=beijing.delegations["aldora"].body, person=someone, place=1)
    register(signed_in(someone))

    assert Delegate.objects.get(person=someone).delegation == beijing.delegations["aldora"]


def test_who_has_taken_a_seat_elsewhere_meanwhile_is_not_seated_twice(
    beijing: House, focal: Client, jane: Person
) -> None:
    register(focal)
    Delegate.objects.create(delegation=beijing.delegations["belmara"], person=jane, role="adviser")
    said = signed_in(jane).post(f"{SEATS}{Offer.objects.get().pk}/accept/", page=SEATS, follow=True).content.decode()

    assert "belongs to a delegate of this edition" in said
    assert Delegate.objects.filter(person=jane).count() == 1


@pytest.mark.parametrize("what", ["accept", "decline"])
@pytest.mark.parametrize("terms", [{"role": "head"}, {"rank": 1}, {"function": "Minister"}, "the seat of the head"])
def test_an_offer_is_answered_as_it_was_seen(
    beijing: House, focal: Client, jane: Person, terms: Any, what: str
) -> None:
    """Who reads “adviser” does not find herself head of the delegation, nor in somebody's place."""
    head = beijing.delegations["aldora"].delegates.get()
    register(focal)
    client, address = signed_in(jane), f"{SEATS}{Offer.objects.get().pk}/{what}/"
    client.get(SEATS)
    if isinstance(terms, dict):
        Delegate.objects.filter(pk=head.pk).update(role="alternate")
        register(focal, **terms)
    else:
        replace(focal, head, NAME, ADDRESS)
    before = Offer.objects.values().get()

    assert "has changed since you opened the page" in client.post(address, follow=True).content.decode()
    assert (Offer.objects.values().get(), Delegate.objects.filter(person=jane).count()) == (before, 0)
    answer(jane, what)
    assert Delegate.objects.filter(person=jane).count() == (what == "accept")


def test_who_takes_a_seat_over_reads_in_whose_place(beijing: House, focal: Client, jane: Person) -> None:
    head = beijing.delegations["aldora"].delegates.get()
    replace(focal, head, NAME, ADDRESS)
    page = signed_in(jane).get(SEATS).content.decode()

    assert "In place of" in page
    assert head.person.name in page


def test_an_import_asks_those_who_have_an_account_too(beijing: House, jane: Person) -> None:
    imported(beijing, (NAME, ADDRESS), ("New One", "new@aldora.example"))

    assert Offer.objects.get().person == jane
    assert Delegate.objects.filter(role="adviser").get().person.email == "new@aldora.example"
    assert re.search(r"/account/seats/", Mail.objects.get(to=ADDRESS).body)


def test_one_seat_is_offered_to_one_person_at_a_time(beijing: House, focal: Client, jane: Person) -> None:
    """Else whoever accepts second would have a seat beside the first, not in its place."""
    head = beijing.delegations["aldora"].delegates.get()
    other = Person.objects.create(username="other@example.org", email="other@example.org", name="Other")
    replace(focal, head, NAME, ADDRESS)
    said = [replace(focal, head, *one).content.decode() for one in ((other.name, other.email), ("New", "n@x.example"))]

    assert ["This seat is offered to Jane Doe" in one for one in said] == [True, True]
    assert list(beijing.delegations["aldora"].delegates.all()) == [head]
    assert list(Offer.objects.values_list("person", "replaces")) == [(jane.pk, head.pk)]


@pytest.mark.parametrize("lowered", [True, False])
def test_no_offer_is_accepted_past_the_quota(beijing: House, focal: Client, jane: Person, lowered: bool) -> None:
    register(focal)
    offer = Offer.objects.get()
    if lowered:
        seating.set_quota(Secretary(beijing.secretariat), beijing.edition, state=1)

    if lowered:
        with pytest.raises(Refused, match="has no seat left: its quota of delegates is 1"):
            offering.accept_seat(jane, offer, offer.digest())
    else:
        offering.accept_seat(jane, offer, offer.digest())
    assert beijing.delegations["aldora"].delegates.count() == (1 if lowered else 2)


@pytest.mark.parametrize("declined", [True, False])
def test_an_import_leaves_offers_as_they_are(beijing: House, focal: Client, jane: Person, declined: bool) -> None:
    register(focal, **VISA)
    if declined:
        answer(jane, "decline")
    before = Offer.objects.values().get()
    imported(beijing, (NAME, ADDRESS))

    assert Offer.objects.values().get() == before
    assert Mail.objects.filter(to=ADDRESS).count() == 1


def test_the_preview_names_who_has_been_asked(beijing: House, focal: Client, jane: Person) -> None:
    register(focal)
    seating.set_quota(Secretary(beijing.secretariat), beijing.edition, state=2)
    header = ["Body", "Name", "E-mail address"]
    lines = [["aldora", NAME, ADDRESS], ["aldora", "New One", "new@aldora.example"]]
    rows = participants.read(csv_file(header, lines), beijing.edition, "en")

    assert [row["state"] for row in rows] == ["passed over", "refused"]
    assert rows[0]["problems"] == [["email", "has been asked already; to ask again, withdraw the offer first"]]
    assert rows[1]["problems"] == [["body", "this delegation would have 3 delegates; its quota is 2"]]


def test_an_offer_that_was_answered_meanwhile_is_not_withdrawn(beijing: House, focal: Client, jane: Person) -> None:
    register(focal)
    offer = Offer.objects.get()
    answer(jane, "accept")

    with pytest.raises(Refused, match="accepted or withdrawn meanwhile"):
        offering.withdraw_offer(Secretary(beijing.secretariat), offer)


@pytest.mark.parametrize("over", ["declined", "withdrawn", "gone with the delegation"])
def test_who_was_only_asked_keeps_no_keys_once_the_offer_is_over(beijing: House, focal: Client, over: str) -> None:
    one, by, delegation = person("jane-doe"), Secretary(beijing.secretariat), beijing.delegations["aldora"]
    Person.objects.filter(pk=one.pk).update(name=NAME, email=ADDRESS)
    tokens.make(one, "laptop", "read", 10)
    register(focal)
    offer = Offer.objects.get()
    seating.unseat_delegate(by, delegation.delegates.get())
    assert Token.objects.get().revoked_at is None, "the offer waits for an answer"

    if over == "declined":
        offering.decline_seat(one, offer, offer.digest())
    elif over == "withdrawn":
        offering.withdraw_offer(by, offer)
    else:
        now = datetime(2016, 6, 1, tzinfo=UTC)
        invitation = Invitation.objects.create(
            edition=beijing.edition,
            body=delegation.body,
            number=1,
            answer_by=date(2016, 7, 1),
            state="accepted",
            sent_at=now,
            answered_at=now,
        )
        point = FocalPoint.objects.get(body=delegation.body)
        inviting.answer_invitation(capacities.FocalPoint(point.person, point.body), invitation, "declined", None, "")

    assert Token.objects.get().revoked_at is not None


def test_what_was_declined_counts_as_no_part(beijing: House, focal: Client) -> None:
    one = person("jane-doe")
    Person.objects.filter(pk=one.pk).update(name=NAME, email=ADDRESS)
    register(focal)
    offer = Offer.objects.get()
    before = parts.number(one.pk)
    offering.decline_seat(one, offer, offer.digest())

    assert (before, parts.number(one.pk)) == (1, 0)


@pytest.mark.parametrize("act", ["change", "replace", "unseat"])
def test_a_seat_that_has_ended_meanwhile_does_not_come_back(beijing: House, act: str) -> None:
    by, seat = Secretary(beijing.secretariat), beijing.delegations["aldora"].delegates.get()
    seating.unseat_delegate(by, Delegate.objects.get(pk=seat.pk))
    acts = {
        "change": lambda: seating.change_delegate(by, seat, "head", 1, "", {}),
        "replace": lambda: seating.replace_delegate(by, seat, "New", "new@aldora.example", "en"),
        "unseat": lambda: seating.unseat_delegate(by, seat),
    }

    with pytest.raises(Refused, match="has no seat any more"):
        acts[act]()
    assert not beijing.delegations["aldora"].delegates.exists()
