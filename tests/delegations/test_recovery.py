"""Who has lost password and second factor begins again as enrolled: two officers, and a hold that can be stopped."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from nadwa.accounts.models import Charge, Person
from nadwa.delegations.commands import recovering
from nadwa.delegations.duties import carry_out_due_recoveries
from nadwa.delegations.models import Recovery
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Membership
from nadwa.live.channels import person_topic
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.accounts.test_sign_in import PASSWORD, sign_in, with_password
from tests.factories import House, person
from tests.forms import Client

PAGE = "/en/beijing-2016/recoveries/"
ADDRESS, NEW = "head@aldora.example", "mission@aldora.example"
REASON = "Called back on the number of the permanent mission."
HOLD = timedelta(hours=12)


@pytest.fixture
def lost(beijing: House) -> Person:
    """A head of delegation with a second factor, who is signed in somewhere."""
    Person.objects.filter(pk=beijing.aldora.pk).update(username=ADDRESS, email=ADDRESS, language="fr")
    person = with_password(Person.objects.get(pk=beijing.aldora.pk))
    TOTP.activate(person, generate_totp_secret())
    return person


def officer(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(house: House, **typed: str) -> Any:
    given = {"person": ADDRESS, "email": NEW, "reason": REASON}
    return officer(house.secretariat).post(f"{PAGE}new/", given | typed)


def on_hold(house: House) -> Recovery:
    ask(house)
    recovery = Recovery.objects.get()
    officer(house.second_officer).post(f"{PAGE}{recovery.pk}/confirm/", page=PAGE)
    return Recovery.objects.get()


def test_two_officers_and_twelve_hours_give_the_account_back(beijing: House, lost: Person, time: Any) -> None:
    on_hold(beijing)
    time.advance(HOLD.total_seconds() + 1)

    assert carry_out_due_recoveries() == 1

    person = Person.objects.get(pk=lost.pk)
    link = Mail.objects.get(to=NEW)
    assert (person.username, person.email, person.has_usable_password()) == (NEW, NEW, False)
    assert not Authenticator.objects.filter(user=person).exists()
    assert "/enrol/" in link.body


def test_the_new_link_leads_to_a_password_and_in(beijing: House, lost: Person, time: Any) -> None:
    on_hold(beijing)
    time.advance(HOLD.total_seconds() + 1)
    carry_out_due_recoveries()
    [link] = [word for word in Mail.objects.get(to=NEW).body.split() if "/enrol/" in word]

    client = Client()
    page = client.get(link.removeprefix(settings.ADDRESS))
    client.post(page["Location"], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert sign_in(Client(), Person.objects.get(pk=lost.pk)) == "/en/"


def test_before_the_hold_is_over_nothing_is_taken_away(beijing: House, lost: Person, time: Any) -> None:
    recovery = on_hold(beijing)
    time.advance(HOLD.total_seconds() - 1)

    assert carry_out_due_recoveries() == 0
    with pytest.raises(Refused, match="hold"):
        recovering.carry_out_recovery(recovery)
    assert Authenticator.objects.filter(user=lost).exists()


def test_the_address_used_so_far_is_told_in_its_language(beijing: House, lost: Person) -> None:
    on_hold(beijing)

    mail = Mail.objects.get(to=ADDRESS)
    assert (mail.language, "/fr/" in mail.body or "recoveries/stop/" in mail.body) == ("fr", True)
    assert NEW in mail.body


def test_the_holder_stops_it_without_signing_in(beijing: House, lost: Person, time: Any) -> None:
    on_hold(beijing)
    [link] = [word for word in Mail.objects.get(to=ADDRESS).body.split() if "/stop/" in word]
    holder = Client()

    seen = holder.get(link.removeprefix(settings.ADDRESS))
    holder.post(link.removeprefix(settings.ADDRESS))
    time.advance(HOLD.total_seconds() + 1)

    assert seen.status_code == 200
    assert carry_out_due_recoveries() == 0
    assert Recovery.objects.get().state == "stopped"
    assert Authenticator.objects.filter(user=lost).exists()


@pytest.mark.parametrize("edition", ["geneva-2018", "beijing-2016"])
def test_a_link_that_we_did_not_sign_stops_nothing(beijing: House, lost: Person, edition: str) -> None:
    on_hold(beijing)

    assert Client().forged(f"/en/{edition}/recoveries/stop/1:abc:def/").status_code == 404
    assert Recovery.objects.get().state == "held"


def test_one_officer_is_not_enough(beijing: House, lost: Person) -> None:
    ask(beijing)
    recovery = Recovery.objects.get()

    officer(beijing.secretariat).forged(f"{PAGE}{recovery.pk}/confirm/", {"seen": recovery.digest()})

    assert Recovery.objects.get().state == "asked"
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.update(confirmed_by=beijing.secretariat)


def test_officers_do_not_recover_themselves(beijing: House) -> None:
    by = Secretary(beijing.secretariat)
    with pytest.raises(Refused, match="Two other officers"):
        recovering.ask_recovery(by, beijing.edition, beijing.secretariat, NEW, REASON)

    recovering.ask_recovery(by, beijing.edition, beijing.second_officer, NEW, REASON)
    with pytest.raises(Refused, match="Another officer"):
        recovering.confirm_recovery(Secretary(beijing.second_officer), Recovery.objects.get(), "")


def test_what_was_not_seen_is_not_confirmed(beijing: House, lost: Person) -> None:
    ask(beijing)
    recovery = Recovery.objects.get()
    seen = recovery.digest()
    Recovery.objects.update(email="other@aldora.example")

    with pytest.raises(Refused, match="changed since you opened"):
        recovering.confirm_recovery(Secretary(beijing.second_officer), recovery, seen)


def of_host(house: House, host: str, name: str) -> Any:
    """One more officer of a host."""
    someone = person(name)
    Membership.objects.create(
        edition=house.edition, person=someone, role="host", host=house.edition.hosts.get(slug=host)
    )
    return someone


@pytest.mark.parametrize(
    ("asks", "confirms", "state"),
    [
        ("secretariat", "second_officer", "asked"),
        ("secretariat", "officer_china", "asked"),
        ("secretariat", "colleague", "held"),
        ("colleague", "secretariat", "held"),
        ("colleague", "officer_china", "held"),
    ],
)
@pytest.mark.parametrize("where", ["beijing", "elsewhere"])
def test_the_key_of_a_host_stays_with_the_host(
    beijing: House, elsewhere: House, where: str, asks: str, confirms: str, state: str
) -> None:
    """Also where the officer has another function, at an edition of others."""
    people = {**beijing.people, "colleague": of_host(beijing, "united-nations", "colleague")}
    asker, confirmer = Secretary(people[asks]), Secretary(people[confirms])
    edition = {"beijing": beijing, "elsewhere": elsewhere}[where].edition
    recovering.ask_recovery(asker, edition, beijing.officer_un, NEW, REASON)
    recovery = Recovery.objects.get()
    if state == "asked":
        with pytest.raises(Refused, match=r"officer of united-nations \[en\]"):
            recovering.confirm_recovery(confirmer, recovery, recovery.digest())
    else:
        recovering.confirm_recovery(confirmer, recovery, recovery.digest())

    assert Recovery.objects.get().state == state


def test_an_officer_stops_it(beijing: House, lost: Person) -> None:
    recovery = on_hold(beijing)

    officer(beijing.officer_un).post(f"{PAGE}{recovery.pk}/stop/", page=PAGE)

    assert Recovery.objects.get().state == "stopped"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"person": "nobody"}, "Nobody at this edition"),
        ({"person": "geneva-2018-aldora"}, "Nobody at this edition"),
        ({"email": "beijing-2016-belmara"}, "valid email address"),
        ({"email": "belmara@example.org"}, "Somebody else signs in"),
        ({"reason": ""}, "required"),
    ],
)
def test_what_cannot_be_asked_for_says_why(
    beijing: House, elsewhere: House, lost: Person, typed: dict[str, str], words: str
) -> None:
    Person.objects.filter(pk=beijing.belmara.pk).update(username="belmara@example.org")

    answer = ask(beijing, **typed)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Recovery.objects.exists()


def test_an_account_is_recovered_once_at_a_time(beijing: House, lost: Person) -> None:
    on_hold(beijing)

    assert "under way already" in ask(beijing).content.decode()


def test_each_step_is_in_the_log_of_the_hosts_without_a_name(beijing: House, lost: Person, time: Any) -> None:
    on_hold(beijing)
    time.advance(HOLD.total_seconds() + 1)
    carry_out_due_recoveries()

    acts = list(Act.objects.filter(log__audience="hosts", kind__contains="recover").order_by("pk"))
    assert [act.kind.partition(".")[2] for act in acts] == ["recovery-asked", "recovery-confirmed", "recovered"]
    assert [act.facts["by"]["as"] for act in acts] == ["secretariat", "secretariat", "clock"]
    assert len({act.facts["of"] for act in acts}) == 1
    assert not any(word in str(act.facts) for act in acts for word in (lost.name, ADDRESS, NEW))


def test_sessions_and_live_streams_end(beijing: House, lost: Person, time: Any) -> None:
    client = Client()
    client.force_login(lost)
    on_hold(beijing)
    before = client.get("/en/account/data/").status_code
    time.advance(HOLD.total_seconds() + 1)

    carry_out_due_recoveries()

    assert (before, client.get("/en/account/data/").status_code) == (200, 302)
    assert Act.objects.latest("pk").topics == [person_topic(lost.pk)]


def test_who_presides_is_recovered_by_officers_of_two_hosts(beijing: House, lost: Person) -> None:
    """Else one host, or its secretaries, would preside."""
    Membership.objects.create(edition=beijing.edition, person=lost, role="chair")
    ask(beijing)
    recovery = Recovery.objects.get()

    with pytest.raises(Refused, match="officers of two hosts"):
        recovering.confirm_recovery(Secretary(beijing.second_officer), recovery, recovery.digest())


def test_officers_of_an_edition_do_not_get_at_the_installation(beijing: House, lost: Person) -> None:
    Charge.objects.create(person=lost, what="installation", since=timezone.now())
    ask(beijing)
    recovery = Recovery.objects.get()

    with pytest.raises(Refused, match="console alone"):
        recovering.confirm_recovery(Secretary(beijing.second_officer), recovery, recovery.digest())


def test_what_the_holder_has_become_meanwhile_counts_when_it_is_carried_out(
    beijing: House, lost: Person, time: Any
) -> None:
    recovery = on_hold(beijing)
    Membership.objects.create(
        edition=beijing.edition, person=lost, role="host", host=beijing.edition.hosts.get(slug="china")
    )
    time.advance(HOLD.total_seconds() + 1)

    with pytest.raises(Refused, match="one of the two officers"):
        recovering.carry_out_recovery(recovery)
