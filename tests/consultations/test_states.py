"""How states have voted: real roll calls, in the reader's language."""

import csv

import pytest
from django.conf import settings

from nadwa import characters
from nadwa.consultations import states
from nadwa.consultations.models import SessionStudy
from tests.forms import Client

pytestmark = pytest.mark.django_db
HEADER = "rcid,session,date,unres,importantvote,amend,para,issues,short,descr\n"
SESSIONS = (72, 73)


@pytest.fixture
def studied(tmp_path: object) -> None:
    """Two sessions of the real roll calls."""
    folder = settings.DATA / "unga"
    called = (folder / "roll_calls.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in called[1:] if line.split(",")[1] in {str(number) for number in SESSIONS}]
    numbers = {line.split(",")[0] for line in kept}
    votes = (folder / "votes.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "roll_calls.csv").write_text(HEADER + "".join(kept), encoding="utf-8")  # type: ignore[operator]
    (tmp_path / "votes.txt").write_text("".join(v for v in votes if v.split()[0] in numbers))  # type: ignore[operator]
    (tmp_path / "states.csv").write_bytes((folder / "states.csv").read_bytes())  # type: ignore[operator]
    states.study(tmp_path)  # type: ignore[arg-type]


def test_before_the_study_the_page_says_so() -> None:
    assert "being studied" in Client().get("/en/states/").content.decode()


def test_the_roll_call_on_responsible_behaviour_has_its_real_tally(studied: None) -> None:
    """A/RES/73/27 of 5 December 2018 was adopted by 119 to 46 with 14 abstentions (A/73/PV.45)."""
    call, votes = states.roll_call(73, "6073")

    assert (call["symbol"], call["yes"], call["no"], call["abstain"]) == ("A/RES/73/27", 119, 46, 14)
    assert "China" in votes["Y"]
    assert "United States" in votes["N"]


def test_every_title_can_be_stored_and_printed() -> None:
    with (settings.DATA / "unga/roll_calls.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["rcid"] for row in rows if not characters.is_clean(row["descr"])]  # as they came from elsewhere
    assert [row["rcid"] for row in rows if not characters.is_clean(states._described(row)["title"])] == []


def test_states_are_named_in_the_language_of_the_reader(studied: None) -> None:
    page = Client().get("/fr/states/", {"session": "73"}).content.decode()

    assert "États-Unis" in page
    assert "United States" not in page


def test_a_subject_leaves_only_its_roll_calls(studied: None) -> None:
    whole, some = (
        Client().get("/en/states/", {"session": "73", "subject": subject}).content.decode() for subject in ("", "nu")
    )

    nuclear = [row for row in SessionStudy.objects.get(session=73).roll_calls if "nu" in row["subjects"]]
    assert some.count('<th scope="row"><a') == len(nuclear)
    assert 0 < len(nuclear) < whole.count('<th scope="row"><a')


def test_the_chart_gets_the_states_asked_for(studied: None) -> None:
    found = Client().get("/en/states/points.json", {"state": ["CN", "US"]}).json()["states"]

    assert [line["code"] for line in found] == ["CN", "US"]
    assert [point[0] for point in found[0]["points"]] == list(SESSIONS)
    assert found[0]["points"][0][1] < found[1]["points"][0][1]


def test_a_study_is_made_once(studied: None) -> None:
    states.study()

    assert SessionStudy.objects.count() == len(SESSIONS)
