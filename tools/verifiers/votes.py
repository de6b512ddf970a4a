"""Roll calls as a keeper of the record might tell them: right, or with one lie."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from tools.verifiers.cases import Case
from tools.verifiers.forging import Act, by, log

STATES = ["aldora", "belmara", "corvia", "drevania", "eskaria"]
CHOICES = ("yes", "no", "abstention")
JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    1,
    "",
    "yes",
    "simple",
    [],
    {},
    ["aldora"],
    {"aldora": "yes"},
    -1,
    "__proto__",
    10**15,
)
Lie = Callable[[list[Act], random.Random], None]


def cases(chance: random.Random, number: int) -> Iterator[Case]:
    for turn in range(number):
        room = chance.choice(("texts", "floor"))
        acts = told(chance, room)
        yield Case("votes", f"{turn}: right", log(acts), True, True)
        for lie in LIES:
            changed = deepcopy(acts)
            try:
                lie(changed, chance)
            except StopIteration:  # what it would be about is not in this one
                continue
            if changed != acts:
                yield Case("votes", f"{turn}: {lie.__name__}", log(changed), False, True)
        for _ in range(6):
            yield Case("votes", f"{turn}: anything", log(with_junk(acts, chance)), None, True)


def told(chance: random.Random, room: str) -> list[Act]:
    """A vote from its opening to what follows from it; now and then a second one, with no end."""
    of = {"vote": 1, "meeting": 1} if room == "floor" else {"vote": 1, "text": "outcome"}
    meeting = {"meeting": 1}
    majority = chance.choice(("simple", "two-thirds"))
    acts: list[Act] = []
    if room == "floor" or chance.random() < 0.8:
        acts.append(("floor.roll-frozen", {**meeting, "decide": STATES, "speak": STATES, **by("credentials")}))
    opening = {**meeting, **of, "majority": majority, "text_sha256": "a" * 64}
    acts.append((f"{room}.vote-opened", {**opening, **by("chair")}))
    ballots: dict[str, str] = {}
    for _ in range(chance.randrange(8)):
        name, choice = chance.choice(STATES), chance.choice(CHOICES)
        ballots[name] = choice
        acts.append((f"{room}.ballot-cast", cast(room, of, name, choice, chance)))
    if chance.random() < 0.1:
        return [*acts, (f"{room}.vote-discontinued", {**of, **by("chair")})]
    counts = {choice: list(ballots.values()).count(choice) for choice in CHOICES}
    yes, no = counts["yes"], counts["no"]
    carried = yes > no if majority == "simple" else yes > 0 and yes >= 2 * no
    closing = {**of, **counts, "ballots": ballots, "majority": majority, "carried": carried}
    acts.append((f"{room}.vote-closed", {**closing, **by("chair")}))
    if room == "texts" and carried:
        acts.append(("texts.adopted", {**of, "decision": "vote", "sha256": "a" * 64, **by("chair")}))
    if chance.random() < 0.3:
        acts.append((f"{room}.vote-opened", {**meeting, **of, "vote": 2, "majority": majority, **by("chair")}))
    else:
        acts.append(("floor.meeting-adjourned", {**meeting, **by("chair")}))
    return acts


def cast(room: str, of: dict[str, Any], name: str, choice: str, chance: random.Random) -> dict[str, Any]:
    if room == "texts":
        return {**of, "ballot": choice, **by(f"delegation:{name}")}
    capacity = chance.choice((f"delegation:{name}", "secretariat", "chair"))
    return {**of, "delegation": name, "ballot": choice, **by(capacity)}


def at(acts: list[Act], what: str) -> int:
    return next(place for place, (kind, _) in enumerate(acts) if kind.endswith(what))


def body(acts: list[Act], what: str) -> dict[str, Any]:
    return acts[at(acts, what)][1]


def another_majority_at_the_opening(acts: list[Act], chance: random.Random) -> None:
    at(acts, "vote-closed")
    opening = body(acts, "vote-opened")
    opening["majority"] = "simple" if opening["majority"] == "two-thirds" else "two-thirds"


def no_majority_at_the_opening(acts: list[Act], chance: random.Random) -> None:
    del body(acts, "vote-opened")["majority"]


def an_unknown_majority(acts: list[Act], chance: random.Random) -> None:
    for what in ("vote-opened", "vote-closed"):
        body(acts, what)["majority"] = "unanimity"


def a_ballot_of_nobody_on_the_roll(acts: list[Act], chance: random.Random) -> None:
    roll = body(acts, "roll-frozen")
    name = voter(body(acts, "ballot-cast"))
    roll["decide"] = [state for state in STATES if state != name]


def no_roll_at_a_meeting(acts: list[Act], chance: random.Random) -> None:
    at(acts, "floor.vote-opened")
    del acts[at(acts, "roll-frozen")]


def a_roll_twice(acts: list[Act], chance: random.Random) -> None:
    acts.insert(at(acts, "vote-opened"), acts[at(acts, "roll-frozen")])


def a_roll_of_no_names(acts: list[Act], chance: random.Random) -> None:
    body(acts, "roll-frozen")["decide"] = chance.choice((None, "aldora", [1], {"aldora": 1}, [None]))


def a_ballot_dropped(acts: list[Act], chance: random.Random) -> None:
    name = next(iter(body(acts, "vote-closed")["ballots"]))
    acts[:] = [(kind, one) for kind, one in acts if not (kind.endswith("ballot-cast") and voter(one) == name)]


def voter(ballot: dict[str, Any]) -> str:
    return str(ballot.get("delegation") or ballot["by"]["as"].removeprefix("delegation:"))


def a_ballot_added_to_the_count(acts: list[Act], chance: random.Random) -> None:
    closing = body(acts, "vote-closed")
    closing["ballots"] = {**closing["ballots"], "freedonia": "yes"}
    closing["yes"] += 1


def another_count(acts: list[Act], chance: random.Random) -> None:
    body(acts, "vote-closed")[chance.choice(CHOICES)] += chance.choice((1, -1))


def another_result(acts: list[Act], chance: random.Random) -> None:
    closing = body(acts, "vote-closed")
    closing["carried"] = not closing["carried"]


def a_result_of_another_kind(acts: list[Act], chance: random.Random) -> None:
    closing = body(acts, "vote-closed")
    closing["carried"] = chance.choice((int(closing["carried"]), str(closing["carried"]), None))


def a_ballot_that_is_none(acts: list[Act], chance: random.Random) -> None:
    body(acts, "ballot-cast")
    last = max(place for place, (kind, _) in enumerate(acts) if kind.endswith("ballot-cast"))
    closing = body(acts, "vote-closed")
    ballot = acts[last][1]
    ballot["ballot"] = "perhaps"
    closing["ballots"] = {**closing["ballots"], voter(ballot): "perhaps"}


def a_ballot_after_the_closing(acts: list[Act], chance: random.Random) -> None:
    acts.insert(at(acts, "vote-closed") + 1, acts[at(acts, "ballot-cast")])


def a_ballot_before_the_opening(acts: list[Act], chance: random.Random) -> None:
    acts.insert(at(acts, "vote-opened"), acts[at(acts, "ballot-cast")])


def opened_twice(acts: list[Act], chance: random.Random) -> None:
    acts.insert(at(acts, "vote-opened"), acts[at(acts, "vote-opened")])


def closed_twice(acts: list[Act], chance: random.Random) -> None:
    acts.insert(at(acts, "vote-closed"), acts[at(acts, "vote-closed")])


def never_opened(acts: list[Act], chance: random.Random) -> None:
    at(acts, "vote-closed")
    del acts[at(acts, "vote-opened")]


def the_meeting_ends_first(acts: list[Act], chance: random.Random) -> None:
    acts.insert(at(acts, "vote-opened") + 1, ("floor.meeting-adjourned", {"meeting": 1, **by("chair")}))


def adopted_although_lost(acts: list[Act], chance: random.Random) -> None:
    closing = body(acts, "texts.vote-closed")
    if closing["carried"]:
        raise StopIteration
    adopted = {"text": "outcome", "vote": 1, "decision": "vote", "sha256": "a" * 64, **by("chair")}
    acts.insert(at(acts, "vote-closed") + 1, ("texts.adopted", adopted))


def adopted_by_no_vote(acts: list[Act], chance: random.Random) -> None:
    body(acts, "texts.adopted")["vote"] = 3


def adopted_before_the_count(acts: list[Act], chance: random.Random) -> None:
    adopted = acts.pop(at(acts, "texts.adopted"))
    acts.insert(at(acts, "vote-closed"), adopted)


def another_text_adopted(acts: list[Act], chance: random.Random) -> None:
    body(acts, "texts.adopted")["sha256"] = chance.choice(("b" * 64, None))


def a_part_voted_on_and_the_whole_adopted(acts: list[Act], chance: random.Random) -> None:
    at(acts, "texts.adopted")
    body(acts, "vote-opened").update(paragraph=2, alternative=1)


def a_voter_without_a_name(acts: list[Act], chance: random.Random) -> None:
    ballot = body(acts, "ballot-cast")
    ballot.pop("delegation", None)
    ballot["by"] = {"as": "secretariat"}


LIES: list[Lie] = [
    another_majority_at_the_opening,
    no_majority_at_the_opening,
    an_unknown_majority,
    a_ballot_of_nobody_on_the_roll,
    no_roll_at_a_meeting,
    a_roll_twice,
    a_roll_of_no_names,
    a_ballot_dropped,
    a_ballot_added_to_the_count,
    another_count,
    another_result,
    a_result_of_another_kind,
    a_ballot_that_is_none,
    a_ballot_after_the_closing,
    a_ballot_before_the_opening,
    opened_twice,
    closed_twice,
    never_opened,
    the_meeting_ends_first,
    adopted_although_lost,
    adopted_by_no_vote,
    adopted_before_the_count,
    another_text_adopted,
    a_part_voted_on_and_the_whole_adopted,
    a_voter_without_a_name,
]


def with_junk(acts: list[Act], chance: random.Random) -> list[Act]:
    """One value of one act is anything at all, or missing; or two acts change places."""
    changed = deepcopy(acts)
    if chance.random() < 0.2:
        one, other = chance.randrange(len(changed)), chance.randrange(len(changed))
        changed[one], changed[other] = changed[other], changed[one]
        return changed
    _kind, facts = chance.choice(changed)
    name = chance.choice(sorted(facts))
    if chance.random() < 0.2:
        del facts[name]
    else:
        facts[name] = chance.choice(JUNK)
    return changed
