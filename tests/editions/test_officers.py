"""Officers are appointed, let in, asked and ended from pages, beginning with an edition that has one officer."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.delegations.models import Badge, Body, Delegate, Delegation, FocalPoint
from nadwa.editions import two_key
from nadwa.editions.capacities import HostOfficer, Secretary
from nadwa.editions.commands import appointing, approving
from nadwa.editions.models import Appointment, Edition, Host, Membership, Proposal, Series
from nadwa.exchange import tokens
from nadwa.exchange.models import Token
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, person, words
from tests.forms import Client

pytestmark = pytest.mark.django_db
NAME, ADDRESS, PASSWORD = "Ada Nowak", "ada@example.org", "correct horse battery"
OWN = "/en/account/functions/"


@dataclass
class Begun:
    """An edition of two hosts, of which one has an officer, and nobody else."""

    edition: Edition
    first: Person
    own: Host
    other: Host

    def page(self, path: str = "") -> str:
        return f"/en/{self.edition.slug}/officers/{path}"

    def by(self) -> HostOfficer:
        return HostOfficer(self.first, self.own)


@pytest.fixture
def begun(db: None) -> Begun:
    series = Series.objects.create(slug="dialogues", name=words("Dialogues"))
    edition = Edition.objects.create(
        series=series,
        slug="first",
        title=words("The first"),
        city=words("City"),
        time_zone="Europe/Paris",
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 3, 2),
    )
    own, other = (Host.objects.create(edition=edition, slug=slug, name=words(slug)) for slug in ("one", "two"))
    first = person("first-officer")
    Membership.objects.create(edition=edition, person=first, role="host", host=own)
    return Begun(edition, first, own, other)


def signed_in(someone: Any) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def appoint(begun: Begun, role: str, by: Any = None, **typed: Any) -> Any:
    typed = {"role": role, "name": NAME, "email": ADDRESS, "language": "en", **typed}
    return signed_in(by or begun.first).post(begun.page("appoint/"), typed, follow=True)


def given(role: str) -> Membership:
    return Membership.objects.select_related("person", "host", "edition").get(role=role)


def come_in(link: str) -> Any:
    """Choose a password where a link leads to; 200 where it leads to nothing."""
    client = Client()
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    if "new_password1" not in form.content.decode():
        return 200
    return client.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code


def link_in(page: Any) -> str:
    return re.findall(r"http://[^\s\"<]+/enrol/[^\s\"<]+", page.content.decode())[0]


def shown_link(begun: Begun, role: str, by: Any = None) -> str:
    client = signed_in(by or begun.first)
    return link_in(client.post(begun.page(f"{given(role).pk}/link/")))


def came_in(begun: Begun, role: str, **typed: Any) -> Person:
    appoint(begun, role, **typed)
    one = Membership.objects.filter(role=role).latest("pk").person
    one.last_login = clock.now()
    one.save()
    return one


def test_a_new_secretary_gets_an_account_a_mail_and_the_desk(begun: Begun) -> None:
    page = appoint(begun, "secretariat").content.decode()

    secretary = given("secretariat")
    assert (secretary.person.name, secretary.given_by, secretary.with_account) == (NAME, begun.first, True)
    assert secretary.since is not None
    assert all(said in page for said in (NAME, "has not come in yet", begun.first.name, "Link to hand over"))
    mail = Mail.objects.get()
    assert (mail.to, "secretariat officer" in mail.body, "The first" in mail.body) == (ADDRESS, True, True)
    assert come_in(re.findall(r"http://\S+/enrol/\S+", mail.body)[0]) == 302
    entered = given("secretariat").person
    assert signed_in(entered).get("/en/first/desk/")["Location"] == "/en/account/second-factor/"
    Authenticator.objects.create(user=entered, type="totp", data={})
    assert signed_in(entered).get("/en/first/desk/").status_code == 200
    again = signed_in(begun.first).get(begun.page()).content.decode()
    assert "has not come in yet" not in again
    assert "Link to hand over" not in again


def test_who_was_appointed_stands_on_the_record_as_a_commitment(begun: Begun) -> None:
    appoint(begun, "usher")

    act = Act.objects.get(kind="editions.role-given")
    assert (act.log.audience, act.facts["role"], act.facts["by"]["as"]) == ("public", "usher", "host:one")
    assert len(act.facts["whose"]) == 64
    assert NAME not in str(act.facts)
    assert ADDRESS not in str(act.facts)


def test_a_link_is_shown_once_and_the_older_ones_are_void(begun: Begun) -> None:
    appoint(begun, "usher")
    [mailed] = re.findall(r"http://\S+/enrol/\S+", Mail.objects.get().body)

    first, second = shown_link(begun, "usher"), shown_link(begun, "usher")

    assert [come_in(link) for link in (mailed, first)] == [200, 200]
    assert not Mail.objects.exists(), "a mail with a link that is void leaves no more"
    assert come_in(second) == 302
    assert come_in(second) == 200, "it works once"


def test_the_link_stands_neither_in_the_record_nor_in_a_log(begun: Begun, caplog: pytest.LogCaptureFixture) -> None:
    appoint(begun, "usher")
    with caplog.at_level("DEBUG"):
        link = shown_link(begun, "usher")

    act = Act.objects.get(kind="editions.link-shown")
    token = link.rstrip("/").rpartition("/")[2]
    assert (act.log.audience, act.person) == ("hosts", begun.first)
    assert token not in str(act.facts)
    assert token not in caplog.text


def test_what_is_sent_again_shows_no_second_link(begun: Begun) -> None:
    appoint(begun, "usher")
    client, address = signed_in(begun.first), begun.page(f"{given('usher').pk}/link/")
    client.get(address)
    sent = {"submission": "0" * 32}

    first, again = client.forged(address, sent), client.forged(address, sent, follow=True)

    assert "/enrol/" in first.content.decode()
    assert "/enrol/" not in again.content.decode()
    assert come_in(link_in(first)) == 302


def test_a_link_ends_after_its_days(begun: Begun, time: Any) -> None:
    appoint(begun, "usher")
    link = shown_link(begun, "usher")

    time.advance(timedelta(days=15).total_seconds())

    assert come_in(link) == 200


def test_a_mistaken_address_opens_nothing_once_it_is_withdrawn(begun: Begun) -> None:
    appoint(begun, "secretariat")
    [mailed] = re.findall(r"http://\S+/enrol/\S+", Mail.objects.get().body)
    client, address = signed_in(begun.first), begun.page(f"{given('secretariat').pk}/end/")
    question = client.get(address).content.decode()
    assert NAME in question
    assert "No link leads into it" in question

    client.post(address)

    assert come_in(mailed) == 200
    assert not Person.objects.filter(email=ADDRESS).exists()
    assert not Mail.objects.exists()
    Client().post("/en/account/forgotten/", {"email": ADDRESS})
    assert not Mail.objects.exists(), "nor does who reads the mails get a link by asking for one"


def test_who_has_a_seat_too_keeps_the_account_when_a_function_is_withdrawn(begun: Begun) -> None:
    appoint(begun, "usher")
    body = Body.objects.create(slug="aldora", kind="state", name=words("Aldora"))
    one = given("usher").person
    FocalPoint.objects.create(edition=begun.edition, body=body, person=one, place=1)

    with pytest.raises(Refused):
        appointing.renew_link(begun.by(), given("usher"))
    appointing.end_function(begun.by(), given("usher"))

    assert Person.objects.filter(pk=one.pk).exists()


def test_who_has_an_account_is_asked_and_has_nothing_before(begun: Begun) -> None:
    other = person("ada")
    Person.objects.filter(pk=other.pk).update(name=NAME, email=ADDRESS, username=ADDRESS)

    page = appoint(begun, "secretariat").content.decode()

    assert not Membership.objects.filter(person=other).exists()
    assert "asked; has not answered yet" in page
    assert OWN in Mail.objects.get(to=ADDRESS).body
    client = signed_in(Person.objects.get(pk=other.pk))
    assert client.get("/en/first/desk/").status_code == 404
    assert OWN in client.get("/en/").content.decode()

    number = Appointment.objects.get().pk
    client.post(f"{OWN}{number}/accept/", page=OWN)

    assert client.get("/en/first/desk/").status_code == 200
    assert (given("secretariat").given_by, given("secretariat").given_as) == (begun.first, "host:one")
    assert Act.objects.get(kind="editions.role-given").facts["by"]["as"] == "offered"


def test_a_function_is_declined_and_the_officers_see_it(begun: Begun) -> None:
    other = person("ada")
    Person.objects.filter(pk=other.pk).update(name=NAME, email=ADDRESS)
    appoint(begun, "usher")
    client = signed_in(Person.objects.get(pk=other.pk))

    client.post(f"{OWN}{Appointment.objects.get().pk}/decline/", page=OWN)

    assert not Membership.objects.filter(person=other).exists()
    assert "declined" in signed_in(begun.first).get(begun.page()).content.decode()
    appoint(begun, "usher")
    assert Appointment.objects.get().declined_at is None, "asked anew"


def test_an_answer_is_to_what_was_seen(begun: Begun) -> None:
    other = person("ada")
    Person.objects.filter(pk=other.pk).update(name=NAME, email=ADDRESS)
    appoint(begun, "usher")
    asked = Appointment.objects.get()
    seen = asked.digest()
    Appointment.objects.update(role="secretariat")

    with pytest.raises(Refused):
        appointing.accept_function(other, asked, seen)


def test_an_offer_that_was_withdrawn_is_taken_by_nobody(begun: Begun) -> None:
    other = person("ada")
    Person.objects.filter(pk=other.pk).update(name=NAME, email=ADDRESS)
    appoint(begun, "usher")
    asked = Appointment.objects.get()

    signed_in(begun.first).post(begun.page(f"waiting/{asked.pk}/withdraw/"))

    with pytest.raises(Refused):
        appointing.accept_function(other, asked, asked.digest())
    assert "Nobody offers you a function" in signed_in(other).get(OWN).content.decode()


def test_nobody_answers_for_somebody_else(begun: Begun) -> None:
    other = person("ada")
    Person.objects.filter(pk=other.pk).update(name=NAME, email=ADDRESS)
    appoint(begun, "usher")
    asked = Appointment.objects.get()

    answer = signed_in(begun.first).forged(f"{OWN}{asked.pk}/accept/", {"seen": asked.digest()})

    assert (answer.status_code, Membership.objects.filter(role="usher").exists()) == (404, False)


@pytest.mark.parametrize("role", ["host", "secretariat", "chair"])
def test_the_secretariat_appoints_none_that_bind_the_hosts(begun: Begun, role: str) -> None:
    secretary = came_in(begun, "secretariat")
    offered = signed_in(secretary).get(begun.page("appoint/")).content.decode()

    assert f'value="{role}"' not in offered
    assert 'value="usher"' in offered
    with pytest.raises(Refused):
        appointing.appoint(Secretary(secretary), begun.edition, role, "B", "b@example.org", "en", begun.own)


def test_the_first_officer_of_another_host_is_let_in_by_whoever_is_there(begun: Begun) -> None:
    page = appoint(begun, "host", host=begun.other.pk).content.decode()
    assert "Nobody of this host has come in yet" in page

    officer = Membership.objects.get(host=begun.other)
    link = link_in(signed_in(begun.first).post(begun.page(f"{officer.pk}/link/")))
    assert come_in(link) == 302

    assert "Nobody of this host" not in signed_in(begun.first).get(begun.page()).content.decode()
    assert signed_in(begun.first).get(begun.page(f"{officer.pk}/link/")).status_code == 404
    assert signed_in(begun.first).get(begun.page(f"{officer.pk}/end/")).status_code == 404
    with pytest.raises(Refused):
        appointing.appoint(begun.by(), begun.edition, "host", "B", "b@example.org", "en", begun.other)


def test_a_host_keeps_an_officer_who_can_act(begun: Begun) -> None:
    mine = Membership.objects.get(host=begun.own)
    appoint(begun, "host", host=begun.own.pk)
    with pytest.raises(Refused):
        appointing.end_function(begun.by(), mine)
    with pytest.raises(Refused):
        appointing.lay_down(begun.first, mine)

    second = Membership.objects.get(person__email=ADDRESS)
    assert come_in(link_in(signed_in(begun.first).post(begun.page(f"{second.pk}/link/")))) == 302
    signed_in(begun.first).post(f"{OWN}{mine.pk}/lay-down/")

    assert list(begun.own.officers.values_list("person", flat=True)) == [second.person_id]


def second_officer(begun: Begun) -> Person:
    one = person("second-officer")
    Membership.objects.create(edition=begun.edition, person=one, role="host", host=begun.other)
    return one


def approve(begun: Begun, officer: Person) -> Any:
    page = f"/en/{begun.edition.slug}/approvals/"
    proposal = Proposal.objects.get(state="pending")
    return signed_in(officer).post(f"{page}{proposal.pk}/approve/", page=page)


def test_who_presides_is_appointed_when_every_host_has_approved(begun: Begun) -> None:
    other = second_officer(begun)
    page = appoint(begun, "chair").content.decode()
    assert "every host has to approve" in page
    assert not Person.objects.filter(email=ADDRESS).exists(), "nobody is written to before"
    read = signed_in(other).get("/en/first/approvals/").content.decode()
    assert NAME in read
    assert ADDRESS in read
    assert "chair" in read

    approve(begun, other)

    chair = given("chair")
    assert (chair.person.name, chair.given_as, chair.with_account) == (NAME, "hosts", True)
    assert Mail.objects.get(to=ADDRESS)
    assert not Appointment.objects.exists()


def test_with_one_host_its_key_is_enough(begun: Begun) -> None:
    begun.other.delete()

    appoint(begun, "chair")

    assert given("chair").person.name == NAME


def test_a_proposal_of_who_presides_is_void_when_the_appointment_is_withdrawn(begun: Begun) -> None:
    other = second_officer(begun)
    appoint(begun, "chair")
    signed_in(begun.first).post(begun.page(f"waiting/{Appointment.objects.get().pk}/withdraw/"))

    proposal = Proposal.objects.get()
    assert proposal.state == "voided"
    with pytest.raises(Refused):
        approving.approve(HostOfficer(other, begun.other), proposal, proposal.sha256)


def test_what_a_host_has_withdrawn_is_proposed_again_from_the_page(begun: Begun) -> None:
    second_officer(begun)
    appoint(begun, "chair")
    client, proposal = signed_in(begun.first), Proposal.objects.get()
    client.post(f"/en/first/approvals/{proposal.pk}/withdraw/")
    again = reverse("propose", args=["first", appointing.APPOINT, Appointment.objects.get().pk])

    assert again in client.get(begun.page()).content.decode()
    client.post(again)

    assert Proposal.objects.get(state="pending").content["name"] == NAME


def test_who_presides_is_ended_by_every_host_and_by_none_alone(begun: Begun) -> None:
    other = second_officer(begun)
    appoint(begun, "chair")
    approve(begun, other)
    chair = given("chair")
    Person.objects.filter(pk=chair.person_id).update(last_login=clock.now())
    with pytest.raises(Refused):
        appointing.end_function(begun.by(), chair)
    address = reverse("propose", args=["first", appointing.END, chair.pk])
    client = signed_in(begun.first)
    assert address in client.get(begun.page()).content.decode()

    client.post(address)
    assert given("chair")
    approve(begun, other)

    assert not Membership.objects.filter(role="chair").exists()
    assert Person.objects.filter(email=ADDRESS).exists()


def test_what_all_have_approved_ends_by_none_alone_even_before_anybody_has_come_in(begun: Begun) -> None:
    begun.other.delete()
    appoint(begun, "chair")

    with pytest.raises(Refused, match="Every host"):
        appointing.end_function(begun.by(), given("chair"))


def test_where_mails_leave_no_host_is_shown_the_link_of_who_presides(begun: Begun, settings: Any) -> None:
    begun.other.delete()
    settings.EMAIL_HOST = "mail.example"
    appoint(begun, "chair")

    with pytest.raises(Refused, match="by mail alone"):
        appointing.renew_link(begun.by(), given("chair"))


def test_whoever_came_in_by_a_link_that_was_shown_is_not_asked_for_more(begun: Begun) -> None:
    """An officer could keep the link, come in, and take what others mean for the address."""
    appoint(begun, "usher")
    come_in(shown_link(begun, "usher"))

    appoint(begun, "interpreter")

    assert not Appointment.objects.exists()
    assert given("interpreter").person != given("usher").person
    assert given("interpreter").person.username == f"{ADDRESS}/2"


def test_with_the_last_function_end_the_keys_to_the_api(begun: Begun) -> None:
    usher, kept = came_in(begun, "usher"), came_in(begun, "secretariat", name="B", email="b@example.org")
    for one in (usher, kept):
        tokens.make(one, "laptop", "read", 10)
    appoint(begun, "interpreter", name="B", email="b@example.org")
    appointing.accept_function(kept, Appointment.objects.get(), Appointment.objects.get().digest())

    ended = appointing.end_function(begun.by(), given("usher"))
    appointing.end_function(begun.by(), given("secretariat"))

    assert [Token.objects.get(person=one).revoked_at is None for one in (usher, kept)] == [False, True]
    assert ended.topics == [f"person:{usher.pk}"], "and with it the streams"


@pytest.mark.parametrize("answered", ["declined", "withdrawn"])
def test_who_is_only_asked_has_no_part_once_the_offer_is_over(begun: Begun, answered: str) -> None:
    usher = came_in(begun, "usher")
    tokens.make(usher, "laptop", "read", 10)
    appoint(begun, "interpreter", name=usher.name, email=usher.email)
    appointing.end_function(begun.by(), given("usher"))
    assert Token.objects.get().revoked_at is None, "the offer waits for an answer"

    offer = Appointment.objects.get()
    if answered == "declined":
        appointing.decline_function(usher, offer, offer.digest())
    else:
        appointing.withdraw_appointment(begun.by(), offer)

    assert Token.objects.get().revoked_at is not None


def test_what_was_declined_keeps_no_keys(begun: Begun) -> None:
    usher = came_in(begun, "usher")
    tokens.make(usher, "laptop", "read", 10)
    appoint(begun, "interpreter", name=usher.name, email=usher.email)
    offer = Appointment.objects.get()
    appointing.decline_function(usher, offer, offer.digest())
    assert Token.objects.get().revoked_at is None

    appointing.end_function(begun.by(), given("usher"))

    assert Token.objects.get().revoked_at is not None


def test_with_a_function_ends_its_badge(begun: Begun) -> None:
    from nadwa.delegations.commands.badges import issue_badges

    came_in(begun, "usher")
    issue_badges(Secretary(begun.first), begun.edition)

    appointing.end_function(begun.by(), given("usher"))

    assert Badge.objects.get(kind="secretariat").revoked_at is not None


def test_with_the_last_seat_end_the_keys_to_the_api(beijing: House) -> None:
    from nadwa.delegations.commands.seating import unseat_delegate

    tokens.make(beijing.aldora, "laptop", "read", 10)

    unseat_delegate(Secretary(beijing.secretariat), Delegate.objects.get(person=beijing.aldora))

    assert Token.objects.get(person=beijing.aldora).revoked_at is not None


def test_nothing_is_appointed_twice(begun: Begun) -> None:
    second_officer(begun)
    appoint(begun, "usher")
    appoint(begun, "chair", name="C", email="c@example.org")

    for role, name, email in (("usher", NAME, ADDRESS), ("chair", "C", "c@example.org")):
        with pytest.raises(Refused):
            appointing.appoint(begun.by(), begun.edition, role, name, email, "en")


def test_a_host_is_named_for_its_officers(begun: Begun) -> None:
    assert "Choose the host" in appoint(begun, "host").content.decode()
    appoint(begun, "usher", host=begun.own.pk)
    assert given("usher").host is None


def test_somebody_appoints_oneself_without_being_asked(begun: Begun) -> None:
    Person.objects.filter(pk=begun.first.pk).update(name=NAME, email=ADDRESS)

    appoint(begun, "secretariat", by=Person.objects.get(pk=begun.first.pk))

    assert given("secretariat").person == begun.first


def test_who_has_no_function_finds_no_officers(begun: Begun) -> None:
    delegation = Delegation.objects.create(
        edition=begun.edition, body=Body.objects.create(slug="aldora", kind="state", name=words("A")), protocol=1
    )
    delegate = person("delegate")
    Delegate.objects.create(delegation=delegation, person=delegate, role="head", rank=1)

    assert signed_in(delegate).get(begun.page()).status_code == 404


def test_what_is_approved_is_what_is_carried_out(begun: Begun) -> None:
    other = second_officer(begun)
    appoint(begun, "chair")
    proposal = Proposal.objects.get()
    Appointment.objects.update(email="somebody.else@example.org")

    act = approving.approve(HostOfficer(other, begun.other), proposal, proposal.sha256)

    assert act.kind == "editions.voided"
    assert two_key.digest(proposal.matter) == proposal.sha256
    assert not Membership.objects.filter(role="chair").exists()
