"""Acts that collide: of twenty at once, five times over, each case ends in one defined state, and nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from nadwa import clock
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands import deciding, facilitating, proposing, voting
from nadwa.texts.models import Alternative, NegotiatingText
from tests.factories import House, house, sitting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("again", range(5))]
Acting = Callable[[], Any]
ENDED_BY = {"adopted": "texts.adopted", "negotiated": "texts.objected"}


def by(made: House) -> Chair:
    return Chair(made.chair)


def state(made: House) -> str:
    return NegotiatingText.objects.get(pk=made.text.pk).state


def recorded(*kinds: str) -> list[str]:
    return list(Act.objects.filter(kind__in=[f"texts.{kind}" for kind in kinds]).values_list("kind", flat=True))


def settled() -> House:
    """An edition whose text has nothing left on the table."""
    made = house("beijing-2016")
    facilitating.take_in(by(made), made.text.paragraphs.get(number=2).alternatives.get(number=2))
    made.text.refresh_from_db()
    return made


def objections(made: House) -> list[Acting]:
    return [lambda who=who: deciding.object_to(made.delegate(who), made.text, "") for who in [*made.delegations] * 2][
        :10
    ]


def test_a_gavel_and_objections(again: int) -> None:
    made = settled()
    sitting(made)
    deciding.put_question(by(made), made.text)

    ended = at_once([lambda: deciding.gavel(by(made), made.text)] * 10 + objections(made))

    assert sum(ended) == 1
    assert recorded("adopted", "objected") == [
        {"adopted": "texts.adopted", "negotiated": "texts.objected"}[state(made)]
    ]


def test_adoption_twenty_times(again: int) -> None:
    made = settled()
    sitting(made)
    deciding.put_question(by(made), made.text)

    ended = at_once([lambda: deciding.gavel(by(made), made.text)] * 20)

    assert (sum(ended), recorded("adopted"), state(made)) == (1, ["texts.adopted"], "adopted")


def test_a_silence_broken_in_its_last_moment(again: int) -> None:
    made = settled()
    deciding.start_silence(by(made), made.text, 24, anonymous=False)
    almost = timedelta(hours=24) - timedelta(milliseconds=60)

    with clock.reading(lambda: datetime.now(UTC) + almost):
        ended = at_once([lambda: deciding.conclude_silence(made.text)] * 10 + objections(made))
        if not any(ended):
            ended = at_once([lambda: deciding.conclude_silence(made.text)] * 20)

    assert sum(ended) == 1
    assert recorded("adopted", "objected") == [
        {"adopted": "texts.adopted", "negotiated": "texts.objected"}[state(made)]
    ]


def test_proposals_tabled_while_the_text_is_frozen(again: int) -> None:
    made = settled()
    paragraph = made.text.paragraphs.get(number=4)
    for who in made.delegations:
        proposing.propose_wording(made.delegate(who), paragraph, "en", f"Wording of {who}")
    drafts = list(paragraph.alternatives.filter(state="draft"))
    tabling = [lambda one=one: proposing.table(made.delegate(one.proposer.body.slug), one) for one in drafts]
    freezing = [lambda: deciding.start_silence(by(made), made.text, 24, anonymous=False)] * 14

    at_once([*freezing, *tabling])

    tabled = paragraph.alternatives.filter(state="tabled").count()
    assert (state(made), tabled, len(recorded("silence-started"))) in [("decided", 0, 1), ("negotiated", 6, 0)]
    assert len(recorded("tabled")) == tabled


def test_edits_of_one_paragraph(again: int) -> None:
    made = house("beijing-2016")
    paragraph = made.text.paragraphs.get(number=4)
    delegations = list(made.delegations)
    for number, who in enumerate(delegations, 2):
        proposing.propose_wording(made.delegate(who), paragraph, "en", f"Wording of {who}")
        proposing.table(made.delegate(who), paragraph.alternatives.get(number=number))
    tabled = list(paragraph.alternatives.filter(state="tabled"))

    ended = at_once(
        [lambda one=one: facilitating.take_in(by(made), one) for one in [*tabled * 2, *tabled[:2]]]
        + [
            lambda who=who: proposing.propose_wording(made.delegate(who), paragraph, "en", "More")
            for who in delegations
        ]
    )

    states = list(Alternative.objects.filter(paragraph=paragraph).values_list("state", flat=True))
    assert sum(ended) == 12
    assert (states.count("current"), states.count("replaced"), states.count("draft")) == (1, 6, 6)


def test_ballots_and_the_end_of_a_vote(again: int) -> None:
    made = house("beijing-2016")
    sitting(made)
    voting.open_vote_on(by(made), made.text.paragraphs.get(number=2).alternatives.get(number=2))

    ended = at_once(
        [lambda who=who: voting.cast_ballot(made.delegate(who), made.text, "yes") for who in [*made.delegations] * 3]
        + [lambda: voting.close_vote(by(made), made.text)] * 2
    )

    closed = Act.objects.get(kind="texts.vote-closed").facts
    cast = Act.objects.filter(kind="texts.ballot-cast")
    assert len(cast) == sum(ended) - 1
    assert closed["yes"] == len({act.facts["by"]["as"] for act in cast})


def at_once(acts: list[Any]) -> list[bool]:
    """Perform acts in parallel; whether each was done."""

    def perform(act: Any) -> bool:
        try:
            act()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(perform, acts))
