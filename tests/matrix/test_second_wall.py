"""The second wall: PostgreSQL asked directly, past models and queries, gives a viewer no row of another delegation."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DataError, Error, connection, transaction

from nadwa import wall
from nadwa.deployment import needs
from nadwa.texts.commands.proposing import discard_draft, propose_paragraph, propose_wording
from nadwa.texts.models import Alternative, Position
from tests.factories import House
from tests.forms import Client
from tests.matrix.planting import CANARY, planted

BEHIND = {
    "consultations_vote",
    "cooperation_commitment",
    "cooperation_message",
    "cooperation_partner",
    "delegations_application",
    "delegations_badge",
    "delegations_credentials",
    "delegations_needs",
    "delegations_offer",
    "delegations_verification",
    "editions_appointment",
    "editions_proposal",
    "floor_statement",
    "mail_mail",
    "mfa_authenticator",
    "press_mediaapplication",
    "press_release",
    "record_act",
    "texts_alternative",
    "texts_alternative_shared_with",
    "texts_linkage",
    "texts_linkage_shared_with",
    "texts_position",
    "texts_position_shared_with",
    "usersessions_usersession",
}
FOUND = {
    "draft of a wording": "aldora",
    "note of a position": "aldora",
    "passport": "aldora focal officer_un secretariat",
    "nationality": "aldora focal officer_un secretariat",
    "accessibility": "aldora focal officer_un secretariat",
    "signatory of credentials": "aldora focal officer_un secretariat",
    "letter of credentials": "aldora focal officer_un secretariat",
    "commitment in draft": "aldora officer_un secretariat",
    "letter about an offer": "aldora belmara",
    "text under embargo": "aldora interpreter press secretariat",
    "release under embargo": "officer_un press secretariat spokesperson",
    "release in draft": "officer_un secretariat spokesperson",
    "contact of an applicant": "aldora belmara officer_un secretariat",  # in the rows of the list
    "contact of a journalist": "secretariat spokesperson",
    "address of an appointment": "officer_un press secretariat",
    "mail": "secretariat",
}
WHO_ASKS = ("django_session", "accounts_person", "SAVEPOINT", wall.BECOME)
OWNERS = [
    "drop policy seen on texts_position",
    "alter table texts_position disable row level security",
    "truncate record_act",
    "update record_act set body = '{}'",
    "delete from record_act",
    "delete from record_checkpoint",
    "insert into record_signingkey (log_id, vkey, since) select id, 'mine', 7 from record_log",
    "insert into record_act (ref, log_id, kind, body, at, topics, index, leaf)"
    " select gen_random_uuid(), id, 'x', '{}', now(), '[]', 999999, '' from record_log limit 1",
    "insert into record_log (origin, edition, audience, alarm) values ('mine', 'mine', 'public', '')",
    "update record_log set alarm = 'broken'",
    "insert into record_packet (sha256, content) values ('mine', '')",
    "update record_packet set content = ''",
    "select salt from record_pseudonym",
    "create temporary table mine ()",
]


@pytest.fixture(scope="module")
def given(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[House, dict[str, Any]]]:
    with django_db_blocker.unblock(), planted() as (beijing, viewers, _):
        yield beijing, {role: viewer or AnonymousUser() for role, viewer in viewers.items()}


def rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else [cursor.rowcount]


def heap(person: Any) -> str:
    """Every row behind the wall that the person's pages could find at all."""
    with wall.seen_by(person):
        return "\n".join(str(rows(f"select * from {table}")) for table in sorted(BEHIND))


@pytest.fixture(scope="module")
def heaps(given: tuple[House, dict[str, Any]]) -> dict[str, str]:
    return {role: heap(person) for role, person in given[1].items()}


@pytest.mark.parametrize("name", FOUND)
def test_the_database_gives_a_canary_to_those_alone_who_may_look_into_it(heaps: dict[str, str], name: str) -> None:
    found = {role for role, heap in heaps.items() if CANARY[name] in heap}

    assert found == set(FOUND[name].split())


def test_what_is_for_all_is_found_by_all(given: tuple[House, dict[str, Any]]) -> None:
    """The wall would also hold if nobody found anything."""
    tabled = "select count(*) from texts_alternative where state <> 'draft'"
    acts = "select count(*) from record_act join record_log on record_log.id = log_id where audience = 'public'"
    beyond = rows(tabled), rows(acts)

    for person in given[1].values():
        with wall.seen_by(person):
            assert (rows(tabled), rows(acts)) == beyond


def test_acts_of_a_delegation_are_found_by_who_did_them(given: tuple[House, dict[str, Any]]) -> None:
    _, viewers = given
    logs = "select id from record_log where audience like 'delegation:%'"
    own = f"select distinct person_id from record_act where log_id in ({logs})"
    found = {}
    for role, person in viewers.items():
        with wall.seen_by(person):
            found[role] = {who for (who,) in rows(own)}

    assert len({who for (who,) in rows(own)}) > 2
    assert found == {role: {person.pk} & {who for (who,) in rows(own)} for role, person in viewers.items()}


def test_a_query_that_forgets_whose_it_is_finds_nothing_foreign(given: tuple[House, dict[str, Any]]) -> None:
    beijing, _ = given
    own = set(Position.objects.filter(delegation=beijing.delegations["aldora"]))

    with wall.seen_by(beijing.belmara):
        found = set(Position.objects.all())

    assert own
    assert not own & found


def test_rows_of_others_are_neither_changed_nor_added(given: tuple[House, dict[str, Any]]) -> None:
    beijing, _ = given
    add = (
        "insert into texts_position (delegation_id, alternative_id, stance, salience, audience, note)"
        f" select {beijing.delegations['aldora'].pk}, max(id), 'object', 1, 'public', '' from texts_alternative"
    )

    Position.objects.filter(delegation=beijing.delegations["aldora"]).update(audience="public")
    with wall.seen_by(beijing.belmara):
        assert Position.objects.exists()
        assert rows("update texts_position set note = 'x'") == [0]
        assert rows("delete from texts_position") == [0]
        assert rows("delete from delegations_needs") == [0]
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            rows(add)


def test_a_number_is_free_even_of_drafts_that_are_hidden(given: tuple[House, dict[str, Any]]) -> None:
    beijing, _ = given
    paragraph = beijing.text.paragraphs.get(number=2)
    propose_wording(beijing.delegate("aldora"), paragraph, "en", "Another draft of Aldora's")
    last = Alternative.objects.latest("pk")

    with wall.seen_by(beijing.belmara):
        assert not Alternative.objects.filter(pk=last.pk).exists()
        propose_wording(beijing.delegate("belmara"), paragraph, "en", "A draft of Belmara's")

    assert Alternative.objects.latest("pk").number == last.number + 1


def test_a_paragraph_stays_while_another_drafts_for_it(given: tuple[House, dict[str, Any]]) -> None:
    """Its proposer takes the draft back, and does not learn that there is another."""
    beijing, _ = given
    propose_paragraph(beijing.delegate("aldora"), beijing.text, 0, "operative", "en", "Decides on something new.")
    first = Alternative.objects.latest("pk")
    propose_wording(beijing.delegate("belmara"), first.paragraph, "en", "Decides on something else.")

    with wall.seen_by(beijing.aldora):
        discard_draft(beijing.delegate("aldora"), first)

    assert [one.proposer for one in first.paragraph.alternatives.all()] == [beijing.delegations["belmara"]]


@pytest.mark.parametrize("statement", OWNERS)
def test_pages_cannot_take_down_the_wall_or_change_what_was_signed(
    given: tuple[House, dict[str, Any]], statement: str
) -> None:
    with (
        wall.seen_by(given[0].aldora),
        pytest.raises(Error, match=r"permission denied|must be owner") as refused,
        transaction.atomic(),
    ):
        rows(statement)

    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.django_db
def test_pages_may_do_with_each_table_what_is_written_down_and_no_more() -> None:
    """Of columns, sequences and the schema, too: what else PostgreSQL knows to give is given to nobody."""
    tables = wall.GIVEN.replace("%s", f"'{wall.ROLE}'")
    columns = f"""select attname from pg_attribute, aclexplode(attacl) where grantee in ('{wall.ROLE}'::regrole, 0)
                  and attrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace)"""
    everybody = """select relname from pg_class, aclexplode(relacl) where grantee = 0
                   and relnamespace = current_schema()::regnamespace"""

    assert {name: set(given) for name, given in rows(tables) if set(given) != wall.ALL} == wall.RIGHTS
    assert (rows(columns), rows(everybody)) == ([], [])
    assert rows(f"select has_schema_privilege('{wall.ROLE}', current_schema(), 'create')") == [(False,)]
    assert rows(f"select has_database_privilege('{wall.ROLE}', current_database(), 'temporary')") == [(False,)]


@pytest.mark.django_db
def test_rights_are_set_again_at_each_start() -> None:
    rows(f"grant truncate on press_release to {wall.ROLE}")
    rows(f"grant update on record_log to {wall.ROLE}")
    rows(f"revoke select on floor_request from {wall.ROLE}")

    wall.set_rights()

    may = "select has_table_privilege('{}', '{}', '{}')"
    asked = [("press_release", "truncate"), ("record_log", "update"), ("floor_request", "select")]
    assert [rows(may.format(wall.ROLE, *each))[0][0] for each in asked] == [False, False, True]


@pytest.mark.django_db
def test_no_table_is_behind_the_wall_by_halves() -> None:
    guarded = "select relname from pg_class where relrowsecurity"
    ruled = "select distinct tablename from pg_policies where roles = '{nadwa_pages}'"

    assert {name for (name,) in rows(guarded)} == BEHIND
    assert {name for (name,) in rows(ruled)} == BEHIND


@pytest.mark.parametrize("page", ["", "beijing-2016/texts/outcome/", "no-such-edition/"])
def test_a_page_is_made_behind_the_wall_and_leaves_it(given: tuple[House, dict[str, Any]], page: str) -> None:
    """Only who asks (session and account) is found out before."""
    worked_as: list[tuple[str, str]] = []

    def noted(execute: Any, statement: str, *rest: Any) -> Any:
        assert connection.connection
        [role] = connection.connection.execute("select current_user").fetchone() or [""]
        worked_as.append((role, statement))
        return execute(statement, *rest)

    client = Client()
    client.force_login(given[0].aldora)
    with connection.execute_wrapper(noted):
        client.get(f"/en/{page}")

    outside = [statement for role, statement in worked_as if role != wall.ROLE]
    assert rows("select current_user") != [(wall.ROLE,)]
    assert outside.count(wall.BECOME) == 1
    assert [one for one in outside if not any(word in one for word in WHO_ASKS)] == []
    assert len(worked_as) > len(outside)


def test_an_error_past_the_wall_is_heard_and_the_wall_stands_again(given: tuple[House, dict[str, Any]]) -> None:
    with wall.seen_by(given[0].aldora):
        with pytest.raises(DataError, match="division by zero"), transaction.atomic(), wall.over_the_wall():
            rows("select 1 / 0")
        assert rows("select current_user") == [(wall.ROLE,)]
        with pytest.raises(ValueError, match="ours"), wall.over_the_wall():
            raise ValueError("ours")
        assert rows("select current_user") == [(wall.ROLE,)]


@pytest.mark.django_db
def test_the_check_before_opening_asks_for_the_wall() -> None:
    assert {need.holds for need in needs() if "second wall" in need.what} == {True}
