"""Journalists apply, are accredited or refused, and are told by mail."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from nadwa.accounts.models import Person
from nadwa.editions.capacities import Officer
from nadwa.mail.models import Mail
from nadwa.press import commands
from nadwa.press.models import MediaApplication
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client

E = "beijing-2016"
TYPED = {"name": "L. Ferrano", "email": "Ferrano@daily.example", "medium": "The Daily", "function": "Correspondent"}
PASSWORD = "correct horse battery"


def applied(house: House) -> MediaApplication:
    assert Client().post(reverse("apply-for-accreditation", args=[E]), TYPED).status_code == 302
    return MediaApplication.objects.get()


def test_whoever_applies_needs_no_account(beijing: House) -> None:
    application = applied(beijing)

    assert (application.state, application.email) == ("pending", "ferrano@daily.example")


def test_nobody_learns_who_has_applied(beijing: House, time: Any) -> None:
    """Whoever applies with the address of another gets what anybody gets; the other is told, once a day."""
    applied(beijing)
    strangers = [TYPED | {"name": "X. Curious", "email": email} for email in (TYPED["email"], "nobody@daily.example")]
    answers = [answered(Client(), typed) for typed in (*strangers, strangers[0])]

    assert answers[0] == answers[1] == answers[2]
    assert [(one.name, one.state) for one in MediaApplication.objects.order_by("pk")] == [
        ("L. Ferrano", "pending"),
        ("X. Curious", "refused"),
        ("X. Curious", "pending"),
        ("X. Curious", "refused"),
    ]
    [warning] = Mail.objects.all()
    assert (warning.to, "L. Ferrano" in warning.body) == ("ferrano@daily.example", True)
    time.advance(25 * 3600)
    answered(Client(), strangers[0])
    assert Mail.objects.count() == 2


def answered(client: Client, typed: dict[str, str]) -> tuple[int, str, list[str]]:
    """What is answered, with what the receipt says, but for what is other in each."""
    answer = client.post(reverse("apply-for-accreditation", args=[E]), typed)
    page = client.get(answer["Location"]).content.decode()
    act = Act.objects.latest("pk")
    shown = re.findall(r"accreditation[^<]*", page)
    return answer.status_code, answer["Location"], [act.kind, *sorted(act.facts), *shown]


def test_the_accredited_choose_a_password_by_mail_and_sign_in(beijing: House) -> None:
    commands.accredit(Officer(beijing.spokesperson, "spokesperson"), applied(beijing))
    mail = Mail.objects.get(about=f"person:{Person.objects.get(username='ferrano@daily.example').pk}")
    [path] = re.findall(r"http://[^/]+(/\S+)", mail.body)
    client = Client()
    form = client.get(path)["Location"]

    client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    client.post("/en/account/sign-in/", {"login": "ferrano@daily.example", "password": PASSWORD})
    TOTP.activate(Person.objects.get(username="ferrano@daily.example"), generate_totp_secret())

    assert "You are accredited." in client.get(reverse("press-page", args=[E])).content.decode()


def test_a_link_works_once(beijing: House) -> None:
    commands.accredit(Officer(beijing.spokesperson, "spokesperson"), applied(beijing))
    [path] = re.findall(r"http://[^/]+(/\S+enrol\S+)", Mail.objects.get(about__startswith="person:").body)
    client = Client()
    client.post(client.get(path)["Location"], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert "This link has been used already" in Client().get(path).content.decode()


def test_whoever_is_refused_reads_the_reason_in_the_language_of_the_application(beijing: House) -> None:
    Client().post(f"/fr/{E}/press/accreditation/", TYPED)
    application = MediaApplication.objects.get()
    commands.refuse_accreditation(Officer(beijing.spokesperson, "spokesperson"), application, "Carte expirée")

    mail = Mail.objects.get(about=f"media:{application.pk}")
    assert mail.language == "fr"
    assert "Carte expirée" in mail.body


def test_an_application_is_decided_once(beijing: House) -> None:
    application = applied(beijing)
    commands.accredit(Officer(beijing.spokesperson, "spokesperson"), application)

    with pytest.raises(Refused, match="decided already"):
        commands.refuse_accreditation(Officer(beijing.spokesperson, "spokesperson"), application, "Late")


def test_accreditation_is_granted_as_its_page_sends_it(beijing: House) -> None:
    application = applied(beijing)
    client = Client()
    client.force_login(beijing.spokesperson)

    answer = client.post(reverse("decide-accreditation", args=[E, application.pk, "accredit"]))

    application.refresh_from_db()
    assert (answer.status_code, application.state) == (302, "accredited")
