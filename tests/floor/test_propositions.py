"""The gavel: "May I take it that …?", objections, "It is so decided", positions on what was decided."""

import pytest

from nadwa.acts import floor as acts
from nadwa.editions.capacities import Chair, Secretary
from nadwa.floor.commands import motions, points, propositions, sittings, speakers, voting
from nadwa.floor.commands.procedures import set_procedure
from nadwa.floor.known_procedures import SMALL_MEETING
from nadwa.floor.models import Objection, Presence, Proposition, Request
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from tests.factories import House, sitting
from tests.forms import Client

HERE = "/en/beijing-2016/meetings/1/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(beijing: House) -> House:
    sitting(beijing)
    return beijing


def chair(house: House) -> Chair:
    return Chair(house.chair)


def propose(house: House, matter: str = "agenda", wording: str = "") -> Proposition:
    propositions.propose_decision(chair(house), house.meeting, matter, wording, "en")
    return Proposition.objects.latest("pk")


def seated(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def test_the_agenda_is_adopted_by_the_gavel_on_pages(house: House) -> None:
    podium, state = seated(house, "chair"), seated(house, "aldora")
    podium.post(f"{HERE}podium/propose-decision/", {"matter": "agenda"})
    assert "May I take it that the agenda is adopted?" in state.get(f"{HERE}now/").content.decode()

    question = podium.get(f"{HERE}podium/decide/").content.decode()
    assert "It is so decided" in question
    podium.post(f"{HERE}podium/decide/", {"manner": "acclamation"})

    page = state.get(f"{HERE}now/").content.decode()
    assert "Decided at this meeting" in page
    assert "May I take it" not in page
    act = Act.objects.filter(kind="floor.proposition-decided").get()
    said = acts.PropositionDecided.of(act)
    assert (said.matter, said.manner, said.present) == ("agenda", "acclamation", 6)


def test_an_objection_keeps_the_chair_from_deciding_until_it_is_withdrawn(house: House) -> None:
    propose(house)
    state, podium = seated(house, "corvia"), seated(house, "chair")
    state.get(f"{HERE}floor/object/")
    state.post(f"{HERE}floor/object/")
    assert Objection.objects.get().delegation == house.delegations["corvia"]
    assert "Objection:" in podium.get(f"{HERE}podium/").content.decode()
    with pytest.raises(Refused, match="objects"):
        propositions.declare_decided(chair(house), house.meeting, "consensus")

    state.get(f"{HERE}now/")
    state.post(f"{HERE}floor/withdraw-objection/", page=f"{HERE}now/")
    propositions.declare_decided(chair(house), house.meeting, "consensus")

    assert Proposition.objects.get().state == "decided"


def test_the_chair_does_not_decide_over_an_objection_that_came_after_the_question(house: House) -> None:
    propose(house)
    podium = seated(house, "chair")
    podium.get(f"{HERE}podium/decide/")
    propositions.object_to_decision(house.delegate("belmara"), house.meeting)

    answer = podium.post(f"{HERE}podium/decide/", {"manner": "consensus"})

    assert answer.status_code == 409
    assert Proposition.objects.get().state == "pending"


def test_observers_do_not_object(house: House) -> None:
    propose(house)
    observer = seated(house, "fenmark")
    house.meeting.sitting.roll = {"decide": ["aldora"], "speak": ["aldora", "fenmark"]}
    house.meeting.sitting.save()

    observer.get(f"{HERE}floor/object/")
    observer.post(f"{HERE}floor/object/")

    assert not Objection.objects.exists()


def test_nothing_is_decided_without_the_quorum(house: House) -> None:
    propose(house)
    Presence.objects.exclude(delegation=house.delegations["aldora"]).delete()

    with pytest.raises(Refused, match="No quorum"):
        propositions.declare_decided(chair(house), house.meeting, "consensus")


def test_one_thing_at_a_time_is_before_the_house(house: House) -> None:
    propose(house)
    with pytest.raises(Refused, match="before the meeting"):
        propose(house, "rules")
    with pytest.raises(Refused, match="before the meeting"):
        sittings.take_up_item(chair(house), house.meeting, 2)
    points.raise_point(house.delegate("aldora"), house.meeting)
    propositions.withdraw_proposition(chair(house), house.meeting)
    with pytest.raises(Refused, match="before the meeting"):
        propose(house, "rules")


def test_nobody_is_interrupted_by_the_gavel(house: House) -> None:
    speakers.ask_for_floor(house.delegate("aldora"), house.meeting)
    speakers.call_speaker(chair(house), house.meeting, Request.objects.get())

    with pytest.raises(Refused, match="has the floor"):
        propose(house)


def test_what_is_decided_in_words_is_written(house: House) -> None:
    podium = seated(house, "chair")
    answer = podium.post(f"{HERE}podium/propose-decision/", {"matter": "note"})
    assert answer.status_code == 422

    podium.post(f"{HERE}podium/propose-decision/", {"matter": "note", "wording": "the report of the secretariat"})

    assert "the report of the secretariat" in seated(house, "aldora").get(f"{HERE}now/").content.decode()
    assert acts.PropositionPut.of(Act.objects.filter(kind="floor.proposition-put").get()).sha256


def test_what_is_before_the_meeting_lapses_with_it_and_says_so(house: House) -> None:
    propose(house)
    with pytest.raises(Refused, match="Say what should happen"):
        sittings.adjourn_meeting(chair(house), house.meeting)

    sittings.adjourn_meeting(chair(house), house.meeting, "lapses", "The hour is late.")

    assert Proposition.objects.get().state == "lapsed"
    assert acts.UnfinishedLapsed.of(Act.objects.filter(kind="floor.unfinished-lapsed").get()).proposition == 1


def test_a_reservation_stands_with_the_decision(house: House) -> None:
    propose(house)
    propositions.declare_decided(chair(house), house.meeting, "consensus")
    state = seated(house, "belmara")

    state.post(
        f"{HERE}floor/position/",
        {"proposition": str(Proposition.objects.get().pk), "kind": "reservation", "wording": "Nous nous réservons."},
    )

    assert "Nous nous réservons." in seated(house, "aldora").get(f"{HERE}now/").content.decode()


def test_a_motion_can_be_moved_while_something_is_proposed(house: House) -> None:
    propose(house)

    motions.move(house.delegate("aldora"), house.meeting, "suspend")

    assert Proposition.objects.get().state == "pending"


def test_the_decisions_of_a_closed_meeting_are_for_participants(house: House) -> None:
    propose(house)
    house.meeting.public = False
    house.meeting.save()

    propositions.declare_decided(chair(house), house.meeting, "consensus")

    assert Act.objects.filter(kind="floor.proposition-decided").get().log.audience == "edition"
    assert Client().get(f"{HERE}now/").status_code in (302, 404)


def vote_by_hands(house: House, yes: int, no: int) -> str:
    voting.put_decision_to_vote(chair(house), house.meeting, "hands")
    voting.count_hands(Secretary(house.secretariat), house.meeting, yes, no, 0)
    return Proposition.objects.latest("pk").state


def test_what_is_objected_to_is_put_to_the_vote(house: House) -> None:
    propose(house)
    propositions.object_to_decision(house.delegate("belmara"), house.meeting)
    podium, secretary = seated(house, "chair"), seated(house, "secretariat")
    podium.get(f"{HERE}podium/put-decision/")
    podium.post(f"{HERE}podium/put-decision/", {"method": "hands"})
    assert "Discontinue the vote" in podium.get(f"{HERE}podium/").content.decode()

    secretary.get(f"{HERE}vote/hands/")
    secretary.post(f"{HERE}vote/hands/", {"yes": "3", "no": "1", "abstention": "1"})

    decided = Proposition.objects.get()
    assert (decided.state, decided.manner) == ("decided", "vote")
    assert "by a vote" in seated(house, "aldora").get(f"{HERE}now/").content.decode()
    assert "adoption of the agenda" in seated(house, "aldora").get(f"{HERE}vote/").content.decode()
    acts_of_vote = Act.objects.filter(kind="floor.hands-counted").get()
    assert (acts_of_vote.facts["motion"], acts_of_vote.facts["proposition"]) == ("decision", 1)


def test_what_is_rejected_can_be_proposed_again(house: House) -> None:
    propose(house)
    assert vote_by_hands(house, 1, 3) == "rejected"
    assert Act.objects.filter(kind="floor.proposition-rejected").exists()

    propose(house)

    assert Proposition.objects.latest("pk").number == 2


def test_rules_need_the_majority_of_the_edition_and_the_agenda_a_simple_one(house: House) -> None:
    propose(house, "agenda")
    assert vote_by_hands(house, 3, 2) == "decided"
    propose(house, "rules")
    assert vote_by_hands(house, 3, 2) == "rejected"


def test_where_texts_are_not_voted_on_rules_are_not_either(house: House) -> None:
    set_procedure(Secretary(house.secretariat), house.edition, **SMALL_MEETING)
    propose(house, "rules")

    with pytest.raises(Refused, match="by consensus"):
        voting.put_decision_to_vote(chair(house), house.meeting, "hands")


def test_by_roll_call_each_answers_and_the_verifier_counts_again(house: House) -> None:
    propose(house)
    voting.put_decision_to_vote(chair(house), house.meeting, "roll-call", "C")
    page = seated(house, "aldora").get(f"{HERE}now/").content.decode()
    assert "Roll call: adoption of the agenda" in " ".join(page.split())
    for who, choice in (("aldora", "yes"), ("belmara", "no"), ("corvia", "yes")):
        voting.answer_roll_call(house.delegate(who), house.meeting, choice)

    voting.close_roll_call(chair(house), house.meeting)

    closed = acts.VoteClosed.of(Act.objects.filter(kind="floor.vote-closed").get())
    assert (closed.yes, closed.no, closed.carried) == (2, 1, True)
    assert Proposition.objects.get().state == "decided"


def test_during_a_vote_the_gavel_rests(house: House) -> None:
    propose(house)
    voting.put_decision_to_vote(chair(house), house.meeting, "hands")

    for refused in (
        lambda: propositions.declare_decided(chair(house), house.meeting, "consensus"),
        lambda: propositions.withdraw_proposition(chair(house), house.meeting),
        lambda: propositions.object_to_decision(house.delegate("aldora"), house.meeting),
    ):
        with pytest.raises(Refused, match="A vote is under way"):
            refused()


def test_a_vote_that_is_discontinued_leaves_it_before_the_meeting(house: House) -> None:
    propose(house)
    voting.put_decision_to_vote(chair(house), house.meeting, "hands")

    voting.discontinue_vote(chair(house), house.meeting, "The counting failed.")

    assert Proposition.objects.get().state == "pending"
    assert vote_by_hands(house, 4, 0) == "decided"


def test_vice_chairs_are_elected_by_acclamation_and_have_the_function_at_once(house: House) -> None:
    podium = seated(house, "chair")
    seats = [str(house.delegations[name].delegates.get().pk) for name in ("aldora", "corvia")]
    podium.post(f"{HERE}podium/propose-election/", {"elected": seats})
    page = seated(house, "belmara").get(f"{HERE}now/").content.decode()
    assert "elected Vice-Chairs by acclamation" in page
    assert house.corvia.name in page
    assert not house.edition.memberships.filter(role="vice-chair").exists()

    podium.get(f"{HERE}podium/decide/")
    podium.post(f"{HERE}podium/decide/", {"manner": "acclamation"})

    elected = house.edition.memberships.filter(role="vice-chair")
    assert {one.person for one in elected} == {house.aldora, house.corvia}
    assert {one.given_as for one in elected} == {"meeting"}
    assert seated(house, "aldora").get(f"{HERE}podium/").status_code == 200


def test_nobody_is_elected_who_has_the_function(house: House) -> None:
    house.edition.memberships.create(person=house.aldora, role="vice-chair")

    with pytest.raises(Refused, match="is a vice-chair already"):
        propositions.propose_election(chair(house), house.meeting, house.delegations["aldora"].delegates.all())


def test_an_election_names_whom_wherever_it_is_put(house: House) -> None:
    propositions.propose_election(chair(house), house.meeting, house.delegations["aldora"].delegates.all())

    for page in ("podium/decide/", "podium/put-decision/", "screen/", "now/"):
        assert house.aldora.name in seated(house, "chair").get(f"{HERE}{page}").content.decode(), page


def test_who_got_the_function_meanwhile_does_not_stop_the_election(house: House) -> None:
    seats = [house.delegations[name].delegates.get() for name in ("aldora", "corvia")]
    propositions.propose_election(chair(house), house.meeting, seats)
    house.edition.memberships.create(person=house.aldora, role="vice-chair")

    assert vote_by_hands(house, 5, 0) == "decided"

    assert house.edition.memberships.filter(role="vice-chair").count() == 2


def test_the_podium_offers_nothing_that_would_be_refused(house: House) -> None:
    propose(house)
    podium = seated(house, "chair")
    assert "podium/decide/" in podium.get(f"{HERE}podium/").content.decode()

    points.raise_point(house.delegate("aldora"), house.meeting)

    assert "podium/decide/" not in podium.get(f"{HERE}podium/").content.decode()


def test_to_what_is_proposed_delegations_may_speak_and_the_clock_runs(house: House) -> None:
    speakers.ask_for_floor(house.delegate("aldora"), house.meeting)
    propose(house)
    speakers.call_speaker(chair(house), house.meeting, Request.objects.get())

    points.raise_point(house.delegate("belmara"), house.meeting)
    assert Request.objects.get().paused_at
    points.withdraw_point(house.delegate("belmara"), house.meeting)

    assert Request.objects.get().paused_at is None
