"""Where consensus fails: roll-call votes on amendments, the furthest removed first, then on the text."""

from dataclasses import replace

import pytest
from django.urls import reverse

from nadwa.delegations.capacities import StateDelegate
from nadwa.delegations.models import Body
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor import queries
from nadwa.floor.commands import sittings
from nadwa.floor.commands.procedures import set_procedure
from nadwa.programme.models import Meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.texts.commands import deciding, facilitating, proposing, voting
from nadwa.texts.models import Alternative, NegotiatingText
from tests.factories import House, delegation, sitting
from tests.forms import Client


def by(made: House) -> Chair:
    return Chair(made.chair)


def amendment(made: House, number: int = 2) -> Alternative:
    return made.text.paragraphs.get(number=2).alternatives.get(number=number)  # type: ignore[no-any-return]


def cast(made: House, **votes: str) -> None:
    for state, choice in votes.items():
        voting.cast_ballot(made.delegate(state), made.text, choice)


def closed(made: House) -> dict[str, object]:
    facts = voting.close_vote(by(made), made.text).facts
    return {name: facts[name] for name in ("yes", "no", "abstention", "carried")}


def test_an_amendment_with_two_thirds_of_those_voting_becomes_the_text(beijing: House) -> None:
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    cast(beijing, aldora="yes", belmara="yes", corvia="no", drevania="abstention")

    assert closed(beijing) == {"yes": 2, "no": 1, "abstention": 1, "carried": True}
    assert amendment(beijing).state == "current"
    assert NegotiatingText.objects.get().state == "negotiated"


@pytest.mark.parametrize("ended", [False, True])
def test_a_vote_on_a_text_is_no_vote_of_a_meeting_that_has_not_begun(beijing: House, ended: bool) -> None:
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))
    cast(beijing, aldora="yes", belmara="yes", corvia="no")
    if ended:
        voting.close_vote(by(beijing), beijing.text)
    other = Meeting.objects.get(pk=beijing.meeting.pk)
    other.pk, other.number = None, 99
    other.save()
    address = reverse("vote-of-meeting", args=[other.edition.slug, other.number])

    page = Client().get(address)

    assert page.status_code == 200
    assert "The meeting has not voted." in page.content.decode()
    assert queries.house(other).vote is None


def test_an_amendment_without_the_majority_falls(beijing: House) -> None:
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    cast(beijing, aldora="yes", belmara="no")

    assert closed(beijing)["carried"] is False
    assert amendment(beijing).state == "rejected"
    assert amendment(beijing, 1).state == "current"


def test_a_simple_majority_is_more_in_favour_than_against(beijing: House) -> None:
    set_procedure(Secretary(beijing.secretariat), beijing.edition, majority="simple")
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    cast(beijing, aldora="yes", belmara="yes", corvia="yes", drevania="no", eskaria="no")

    assert closed(beijing)["carried"] is True


def test_nobody_in_favour_carries_nothing(beijing: House) -> None:
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    cast(beijing, aldora="abstention")

    assert closed(beijing)["carried"] is False


def test_the_last_ballot_of_a_delegation_counts(beijing: House) -> None:
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    cast(beijing, aldora="yes")
    cast(beijing, aldora="no")

    assert closed(beijing) == {"yes": 0, "no": 1, "abstention": 0, "carried": False}


def test_the_amendment_furthest_removed_is_voted_on_first(beijing: House) -> None:
    sitting(beijing)
    paragraph = beijing.text.paragraphs.get(number=2)
    proposing.propose_deletion(beijing.delegate("aldora"), paragraph)
    proposing.table(beijing.delegate("aldora"), amendment(beijing, 3))

    with pytest.raises(Refused, match="furthest removed from the text is voted on first: alternative 3"):
        voting.open_vote_on(by(beijing), amendment(beijing, 2))
    voting.open_vote_on(by(beijing), amendment(beijing, 3))
    cast(beijing, aldora="yes")
    voting.close_vote(by(beijing), beijing.text)

    states = paragraph.alternatives.order_by("number").values_list("state", flat=True)
    assert list(states) == ["replaced", "replaced", "current"]


def test_the_text_as_a_whole_is_adopted_by_vote(beijing: House) -> None:
    sitting(beijing)
    with pytest.raises(Refused, match="on the table"):
        voting.open_vote(by(beijing), beijing.text)
    facilitating.take_in(by(beijing), amendment(beijing))
    voting.open_vote(by(beijing), beijing.text)

    cast(beijing, aldora="yes", belmara="yes", corvia="no")
    voting.close_vote(by(beijing), beijing.text)

    assert NegotiatingText.objects.get().state == "adopted"
    assert Act.objects.get(kind="texts.adopted").facts["decision"] == "vote"


def test_while_a_vote_runs_nothing_is_changed_and_nobody_objects(beijing: House) -> None:
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    with pytest.raises(Refused, match="before a decision"):
        facilitating.take_in(by(beijing), amendment(beijing))
    with pytest.raises(Refused, match="not before such a decision"):
        deciding.object_to(beijing.delegate("aldora"), beijing.text, "")


def test_a_vote_needs_a_rule_that_provides_for_it(beijing: House) -> None:
    set_procedure(Secretary(beijing.secretariat), beijing.edition, majority="none")
    sitting(beijing)

    with pytest.raises(Refused, match="no vote"):
        voting.open_vote_on(by(beijing), amendment(beijing))


def test_a_vote_needs_the_quorum_to_decide(beijing: House) -> None:
    with pytest.raises(Refused, match="quorum"):
        voting.open_vote_on(by(beijing), amendment(beijing))


def test_only_states_that_are_present_vote(beijing: House) -> None:
    delegation(beijing, "institute", 20, 1, kind="research")
    delegation(beijing, "gallia", 21, 1)
    sitting(beijing)
    voting.open_vote_on(by(beijing), amendment(beijing))

    with pytest.raises(Refused, match="on the roll"):
        voting.cast_ballot(beijing.delegate("institute"), beijing.text, "yes")
    with pytest.raises(Refused, match="present"):
        voting.cast_ballot(beijing.delegate("gallia"), beijing.text, "yes")


def test_a_vote_names_its_meeting_and_counts_those_alone_who_are_at_it(beijing: House) -> None:
    """So that its roll, which stands on the record, says who may vote."""
    sitting(beijing)
    elsewhere = replace(beijing, meeting=beijing.closed_meeting)
    sitting(elsewhere, item=1, list_open=False)
    opened = voting.open_vote_on(by(beijing), amendment(beijing))
    sittings.record_absence(by(beijing), beijing.meeting, beijing.delegations["aldora"])

    with pytest.raises(Refused, match="present at the meeting"):
        voting.cast_ballot(beijing.delegate("aldora"), beijing.text, "yes")

    assert opened.facts["meeting"] == beijing.meeting.number


@pytest.mark.parametrize(("public", "said"), [(True, "even if the meeting is closed"), (False, "to all participants")])
@pytest.mark.parametrize(("name", "on"), [("decide", ["vote"]), ("vote-on", [2, 2])])
def test_the_chair_reads_who_will_see_the_votes_before_one_is_opened(
    beijing: House, public: bool, said: str, name: str, on: list[object]
) -> None:
    NegotiatingText.objects.update(public=public)
    client = Client()
    client.force_login(beijing.chair)

    asked = client.get(reverse(name, args=["beijing-2016", "outcome", *on]))

    assert said in asked.content.decode()
    assert not beijing.text.decisions.exists()


def test_nobody_acts_for_a_state_at_an_observer_s_seat(beijing: House) -> None:
    Body.objects.filter(slug="aldora").update(kind=Body.Kind.UN)
    observer = beijing.delegations["aldora"]
    observer.body.refresh_from_db()

    with pytest.raises(ValueError, match="not of a State"):
        StateDelegate(beijing.people["aldora"], observer)
