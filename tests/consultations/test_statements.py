"""Handing in, moderating and rewording statements."""

import pytest

from nadwa.consultations import queries
from nadwa.consultations.commands import opinion_statements
from nadwa.consultations.models import OpinionStatement, Revision
from nadwa.consultations.votes import cast, shown
from nadwa.editions.capacities import Secretary
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House
from tests.forms import Client

pytestmark = pytest.mark.django_db
ROOM = "/en/beijing-2016/consultations/views/"
DESK = f"{ROOM}moderation/"
FRENCH = "Les États ne devraient pas attaquer les infrastructures critiques d’autres États."
ENGLISH = "States should not attack the critical infrastructure of other states."


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def submitted(house: House, text: str = FRENCH, language: str = "fr", by: str = "aldora") -> OpinionStatement:
    act = opinion_statements.submit_statement(house.delegate(by), house.consultation, language, text)
    return house.consultation.statements.get(number=act.facts["number"])


def secretariat(house: House) -> Secretary:
    return Secretary(house.secretariat)


def test_a_statement_waits_for_moderation_in_its_language(beijing: House) -> None:
    signed_in(beijing.aldora).post(f"{ROOM}submit/", {"language": "fr", "text": FRENCH})

    statement = beijing.consultation.statements.get(number=9)
    assert (statement.state, statement.text["original"]) == ("pending", "fr")
    assert statement not in queries.accepted(beijing.consultation)
    assert [act.kind for act in Act.objects.all()] == ["consultations.statement-submitted"]


def test_nobody_speaks_for_a_delegation_whose_seat_has_ended_meanwhile(beijing: House) -> None:
    by = beijing.delegate("aldora")
    by.delegation.delegates.all().delete()

    with pytest.raises(Refused, match="Only delegations"):
        opinion_statements.submit_statement(by, beijing.consultation, "fr", FRENCH)


def test_what_was_said_in_another_language_is_offered_first(beijing: House) -> None:
    opinion_statements.accept_statement(secretariat(beijing), submitted(beijing))
    client = signed_in(beijing.belmara)

    page = client.post(f"{ROOM}submit/", {"language": "en", "text": ENGLISH}).content.decode()

    assert FRENCH in page
    assert beijing.consultation.statements.count() == 9


def test_it_can_be_handed_in_all_the_same(beijing: House) -> None:
    opinion_statements.accept_statement(secretariat(beijing), submitted(beijing))

    client = signed_in(beijing.belmara)
    client.post(f"{ROOM}submit/", {"language": "en", "text": ENGLISH})
    client.post(f"{ROOM}submit/", {"anyway": "on"})

    assert beijing.consultation.statements.get(number=10).author == beijing.belmara


def test_a_statement_of_more_than_280_characters_is_refused_and_kept_in_the_form(beijing: House) -> None:
    answer = signed_in(beijing.aldora).post(f"{ROOM}submit/", {"language": "en", "text": "x" * 281})

    assert answer.status_code == 422
    assert "x" * 281 in answer.content.decode()
    assert beijing.consultation.statements.count() == 8


def test_an_accepted_statement_is_shown(beijing: House) -> None:
    statement = submitted(beijing)
    for other in beijing.consultation.statements.exclude(pk=statement.pk):
        cast(beijing.belmara, beijing.consultation, other, 1)

    before = shown(beijing.belmara, beijing.consultation)
    opinion_statements.accept_statement(secretariat(beijing), statement)

    assert (before, shown(beijing.belmara, beijing.consultation)) == (None, statement)


def test_a_rejection_is_published_with_its_reason(beijing: House) -> None:
    statement = submitted(beijing)
    signed_in(beijing.secretariat).post(
        f"{ROOM}moderation/{statement.number}/reject/", {"reason": "Two thoughts."}, page=DESK
    )

    page = Client().get(f"{ROOM}moderation/log/").content.decode()

    assert "Two thoughts." in page
    assert FRENCH in page


def test_a_rejection_needs_a_reason(beijing: House) -> None:
    statement = submitted(beijing)

    answer = signed_in(beijing.secretariat).post(
        f"{ROOM}moderation/{statement.number}/reject/", {"reason": ""}, page=DESK
    )

    statement.refresh_from_db()
    assert (answer.status_code, statement.state) == (422, "pending")


def test_a_statement_that_waits_is_not_found_by_others(beijing: House) -> None:
    statement = submitted(beijing)

    assert Client().get(f"{ROOM}statements/{statement.number}/").status_code == 404


def test_other_wording_waits_for_the_author(beijing: House) -> None:
    statement = submitted(beijing)
    opinion_statements.propose_revision(
        secretariat(beijing), beijing.consultation, [statement.number], "en", ["Better."]
    )
    revision = Revision.objects.get()

    opinion_statements.consent_to_revision(beijing.delegate("aldora"), revision)

    statement.refresh_from_db()
    replacement = beijing.consultation.statements.get(number=10)
    assert (statement.state, replacement.state) == ("replaced", "accepted")
    assert list(replacement.parents.all()) == [statement]
    assert replacement.author == beijing.aldora


def test_a_merger_waits_for_every_author(beijing: House) -> None:
    first, second = submitted(beijing), submitted(beijing, ENGLISH, "en", "belmara")
    numbers = [first.number, second.number]
    opinion_statements.propose_revision(secretariat(beijing), beijing.consultation, numbers, "en", ["Both."])
    revision = Revision.objects.get()

    opinion_statements.consent_to_revision(beijing.delegate("aldora"), revision)
    revision.refresh_from_db()
    waiting = revision.state
    opinion_statements.consent_to_revision(beijing.delegate("belmara"), revision)

    revision.refresh_from_db()
    assert (waiting, revision.state) == ("pending", "done")
    assert set(beijing.consultation.statements.get(number=11).parents.all()) == {first, second}


def test_a_statement_without_author_is_split_at_once(beijing: House) -> None:
    opinion_statements.propose_revision(secretariat(beijing), beijing.consultation, [3], "en", ["One.", "Two."])

    parts = beijing.consultation.statements.filter(number__gt=8)
    assert [part.text["versions"]["en"]["text"] for part in parts] == ["One.", "Two."]
    assert beijing.consultation.statements.get(number=3).state == "replaced"


def test_an_author_can_keep_the_wording(beijing: House) -> None:
    statement = submitted(beijing)
    opinion_statements.propose_revision(
        secretariat(beijing), beijing.consultation, [statement.number], "en", ["Better."]
    )

    signed_in(beijing.aldora).post(
        f"{ROOM}revisions/{Revision.objects.get().pk}/", {"answer": "decline"}, page=f"{ROOM}vote/"
    )

    statement.refresh_from_db()
    assert (Revision.objects.get().state, statement.state) == ("declined", "pending")


def test_nobody_else_can_consent(beijing: House) -> None:
    statement = submitted(beijing)
    opinion_statements.propose_revision(
        secretariat(beijing), beijing.consultation, [statement.number], "en", ["Better."]
    )

    with pytest.raises(Refused, match="Only the authors"):
        opinion_statements.consent_to_revision(beijing.delegate("belmara"), Revision.objects.get())


def test_a_decision_taken_is_not_taken_again(beijing: House) -> None:
    statement = submitted(beijing)
    opinion_statements.accept_statement(secretariat(beijing), statement)

    with pytest.raises(Refused, match="decided already"):
        opinion_statements.accept_statement(secretariat(beijing), statement)


def test_like_statements_are_put_together_for_the_moderators(beijing: House) -> None:
    for text, language in ((FRENCH, "fr"), (ENGLISH, "en"), ("Training needs lasting funds.", "en")):
        opinion_statements.accept_statement(secretariat(beijing), submitted(beijing, text, language))

    alike = queries.alike_among_themselves(beijing.consultation)

    assert [[statement.number for statement in cluster] for cluster in alike] == [[9, 10]]


def test_a_consultation_is_begun_with_its_first_statements_and_then_opened(beijing: House) -> None:
    client = signed_in(beijing.secretariat)
    typed = {"slug": "cables", "original": "fr", "title_fr": "Câbles", "about_fr": "Leur protection"}
    client.post("/en/beijing-2016/begin-consultation/", {**typed, "statements": f"{FRENCH}\n\nUne autre idée.\n"})

    consultation = beijing.edition.consultations.get(slug="cables")
    assert [one.text["versions"]["fr"]["text"] for one in consultation.statements.all()] == [FRENCH, "Une autre idée."]
    client.post(
        "/en/beijing-2016/consultations/cables/run/", {"to": "open"}, page="/en/beijing-2016/consultations/cables/"
    )
    consultation.refresh_from_db()
    assert consultation.is_open


def test_a_first_statement_that_is_too_long_is_named(beijing: House) -> None:
    typed = {"slug": "cables", "original": "en", "title_en": "Cables", "about_en": "On them", "statements": "x" * 281}
    answer = signed_in(beijing.secretariat).post("/en/beijing-2016/begin-consultation/", typed)

    assert "This statement is too long" in answer.content.decode()
    assert not beijing.edition.consultations.filter(slug="cables").exists()
