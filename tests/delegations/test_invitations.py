"""Invitations are sent with every host's key, answered by the body's own focal points, and followed up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from nadwa.accounts.models import Person
from nadwa.delegations import exporters
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands import inviting
from nadwa.delegations.models import Body, Delegation, Invitation
from nadwa.editions.capacities import Secretary
from nadwa.floor.models import Ballot, Vote
from nadwa.mail.models import Mail
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.conftest import Clock
from tests.factories import House, approved, proposed, words
from tests.forms import Client

E = "beijing-2016"
ANSWER = f"/en/{E}/invitations/norvania/answer/"
ACCEPTED = {"answer": "accepted", "level": 3}


def by(house: House) -> Secretary:
    return Secretary(house.secretariat)


def drafted(house: House, slug: str = "norvania", language: str = "ar") -> Invitation:
    inviting.enter_body(
        by(house), house.edition, slug, "state", words(slug.title()), f"mission@{slug}.example", language
    )
    body = Body.objects.get(slug=slug)
    inviting.draft_invitations(by(house), house.edition, [body], date(2016, 7, 1))
    return Invitation.objects.get(body=body)


def send(house: House) -> None:
    proposed(house, "delegations.invite")
    approved(house)


def focal_point(house: House, invitation: Invitation, email: str = "focal@norvania.example") -> Any:
    inviting.name_focal_point(by(house), invitation, "J. Delmarre", email, "fr")
    return invitation.body.focal_points.get(person__email=email).person


def sent(house: House) -> tuple[Invitation, Client]:
    """A sent invitation, and a browser in which its focal point has signed in."""
    invitation, client = drafted(house), Client()
    client.force_login(focal_point(house, invitation))
    send(house)
    return Invitation.objects.get(pk=invitation.pk), client


def accept(client: Client, **fields: object) -> Any:
    return client.post(ANSWER, {**ACCEPTED, **fields})


def test_nothing_is_sent_with_one_key(beijing: House) -> None:
    invitation = drafted(beijing)
    proposed(beijing, "delegations.invite")

    invitation.refresh_from_db()
    assert (invitation.state, Mail.objects.count()) == ("drafted", 0)


def test_the_second_key_sends_the_note_to_the_body_and_to_its_focal_points(beijing: House) -> None:
    invitation, _ = sent(beijing)

    mails = Mail.objects.filter(about=f"invitation:{invitation.pk}").order_by("to")
    assert [(mail.to, mail.language) for mail in mails] == [
        ("focal@norvania.example", "fr"),
        ("mission@norvania.example", "ar"),
    ]
    assert {bytes(mail.attachment or b"")[:5] for mail in mails} == {b"%PDF-"}


def test_a_note_is_set_once_however_many_get_it(beijing: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition is held while the notes are sent: nothing else is decided meanwhile."""
    set_notes, note_verbale = [], exporters.note_verbale

    def counted(invitation: Invitation) -> bytes:
        set_notes.append(invitation.symbol)
        return note_verbale(invitation)

    monkeypatch.setattr(exporters, "note_verbale", counted)
    sent(beijing)

    assert (set_notes, Mail.objects.exclude(attachment=None).count()) == (["SYMP/NV/1"], 2)


def test_each_invitation_has_its_symbol_on_the_record(beijing: House) -> None:
    sent(beijing)

    act = Act.objects.get(kind="delegations.invited")
    assert (act.facts["body"], act.facts["symbol"], act.log.audience) == ("norvania", "SYMP/NV/1", "public")


def test_the_focal_point_accepts_and_has_a_delegation(beijing: House) -> None:
    invitation, client = sent(beijing)
    accept(client)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.level) == ("accepted", 3)
    assert Delegation.objects.get(body=invitation.body).admission == "none"


@pytest.mark.parametrize("viewer", ["aldora", "chair", "press", "secretariat"])
def test_whoever_else_holds_the_link_cannot_answer(beijing: House, viewer: str) -> None:
    invitation, _ = sent(beijing)
    client = Client()
    client.force_login(beijing.people[viewer])

    assert client.forged(ANSWER, ACCEPTED).status_code == 404
    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_the_focal_point_of_one_body_sees_nothing_of_another(beijing: House) -> None:
    _, client = sent(beijing)
    drafted(beijing, "quillea")

    pages = [reverse(page, args=[E, "quillea"]) for page in ("invitation", "note-verbale", "answer-invitation")]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_accepting_asks_for_the_level_of_participation(beijing: House) -> None:
    _, client = sent(beijing)
    answer = accept(client, level="")

    assert answer.status_code == 422
    assert "Say at which level your body takes part." in answer.content.decode()


def test_a_body_that_declines_after_all_has_no_delegation(beijing: House) -> None:
    invitation, client = sent(beijing)
    accept(client)
    accept(client, answer="declined", remark="We regret")

    assert not Delegation.objects.filter(body=invitation.body).exists()


def test_a_body_that_has_voted_does_not_decline_any_more(beijing: House) -> None:
    invitation, client = sent(beijing)
    accept(client)
    vote = Vote.objects.create(number=1, method="roll-call", majority="simple", opened_at=timezone.now())
    own = Delegation.objects.get(body=invitation.body)
    Ballot.objects.create(vote=vote, delegation=own, choice="yes")

    answer = accept(client, answer="declined", remark="We regret")

    assert answer.status_code == 422
    assert "it can no longer decline" in answer.content.decode()
    assert vote.ballots.get().delegation == own


def test_a_body_has_two_focal_points_at_most(beijing: House) -> None:
    invitation = drafted(beijing)
    focal_point(beijing, invitation)
    focal_point(beijing, invitation, "second@norvania.example")

    with pytest.raises(Refused, match="two focal points already"):
        focal_point(beijing, invitation, "third@norvania.example")


def test_a_focal_point_that_is_ended_cannot_answer(beijing: House) -> None:
    invitation, client = sent(beijing)
    inviting.end_focal_point(by(beijing), invitation.body.focal_points.get())

    assert client.forged(ANSWER, ACCEPTED).status_code == 404


def test_reminders_go_to_those_who_have_not_answered_once_a_day(beijing: House, time: Clock) -> None:
    sent(beijing)
    time.advance(timedelta(days=2).total_seconds())
    before = Mail.objects.count()
    inviting.remind(by(beijing), beijing.edition)

    assert Mail.objects.count() - before == 2
    with pytest.raises(Refused, match="Nobody has to be reminded"):
        inviting.remind(by(beijing), beijing.edition)


def test_whoever_has_answered_is_not_reminded(beijing: House, time: Clock) -> None:
    invitation, _ = sent(beijing)
    person = invitation.body.focal_points.get().person
    inviting.answer_invitation(FocalPoint(person, invitation.body), invitation, "declined", None, "")
    time.advance(timedelta(days=2).total_seconds())

    with pytest.raises(Refused, match="Nobody has to be reminded"):
        inviting.remind(by(beijing), beijing.edition)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_note_verbale_is_printed_in_the_language_of_its_body(beijing: House, language: str) -> None:
    drafted(beijing, language=language)
    client = Client()
    client.force_login(beijing.secretariat)

    answer = client.get(reverse("note-verbale", args=[E, "norvania"]))

    assert (answer.content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")


def test_a_name_that_a_spreadsheet_would_run_is_a_name(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    drafted(beijing)
    typed = {"name": "=cmd|'/c calc'!A1", "email": "x@norvania.example", "language": "en"}

    answer = client.post(reverse("name-focal-point", args=[E, "norvania"]), typed)

    assert answer.status_code == 302
    assert Person.objects.get(email="x@norvania.example").name == "=cmd|'/c calc'!A1"


def test_a_name_with_control_characters_is_refused(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    drafted(beijing)
    typed = {"name": "J. Del\u0007marre", "email": "x@norvania.example", "language": "en"}

    answer = client.post(reverse("name-focal-point", args=[E, "norvania"]), typed)

    assert "U+0007, a control character, after “J. Del”" in answer.content.decode()
