"""`nadwa package`: what it writes, and what it says of input it cannot use."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nadwa.cli import app
from tests.engine.packages.texts import Content, text

BLOCKED = text("A B", {"OP1": "keep delete"}, "A OP1 keep red-line 3, B OP1 delete red-line 2")


def package(tmp_path: Path, content: Any, *options: str) -> tuple[int, str, dict[str, Any] | None]:
    source, out = tmp_path / "text.json", tmp_path / "result.json"
    source.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    done = CliRunner().invoke(app, ["package", str(source), "--out", str(out), *options])
    return done.exit_code, done.output, json.loads(out.read_text()) if out.exists() else None


def test_it_writes_the_package_and_what_it_means_for_each_party(tmp_path: Path) -> None:
    content = text("A B", {"OP1": "keep delete"}, "A OP1 keep object 2, B OP1 keep support, B OP1 delete reservation")
    content["paragraphs"][0]["current"] = "keep"

    code, _, answer = package(tmp_path, content, "--objective", "least-objection")

    assert (code, answer and answer["status"]) == (0, "optimal")
    assert answer is not None
    [found] = answer["packages"]
    assert (found["choice"], found["total"], found["bound"], found["gap"]) == ({"OP1": "delete"}, 3, 3, 0)
    assert found["worst"] == {"party": "B", "share": 1}
    own = found["per_party"]["A"]
    assert (own["cost"], own["share"], own["gains"], own["loses"]) == (1, 0.125, ["OP1"], [])
    assert (own["unknown"], own["acceptable"], own["reservation"]) == (1, 1, 2)
    assert answer["unknown"]["positions"] == 1


def test_the_solver_adds_nothing_to_what_the_command_says(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    package(tmp_path, BLOCKED)

    assert capfd.readouterr() == ("", "")


def test_without_a_package_it_names_who_blocks_and_what_to_concede(tmp_path: Path) -> None:
    code, _, answer = package(tmp_path, BLOCKED)

    assert code == 0
    assert answer == {
        "status": "impossible",
        "objective": "fairest",
        "packages": [],
        "blocking_sets": [[{"position": 0}, {"position": 1}]],
        "concessions": [[{"position": 1}], [{"position": 0}]],
    }


def test_linkages_in_a_circle_are_met_together_or_not_at_all(tmp_path: Path) -> None:
    links = "A OP1 x OP2 x red-line, A OP2 x OP3 x red-line, A OP3 x OP1 x red-line"
    content = text("A", {"OP1": "x y", "OP2": "x y", "OP3": "x y"}, "A OP1 x support, A OP2 y object 5", links)

    _, _, answer = package(tmp_path, content)

    assert answer is not None
    assert answer["packages"][0]["choice"] == {"OP1": "x", "OP2": "x", "OP3": "x"}


def test_an_empty_text_has_one_empty_package(tmp_path: Path) -> None:
    code, _, answer = package(tmp_path, text("", {}))

    assert code == 0
    assert answer is not None
    assert (answer["status"], answer["packages"][0]["choice"], answer["packages"][0]["worst"]) == ("optimal", {}, None)


def test_the_order_of_the_input_changes_nothing(tmp_path: Path) -> None:
    from benchmarks.blocs import text as blocs

    content = blocs(6, 8, 3, 12, seed=4)
    turned = {
        name: rows[::-1] if isinstance(rows, list) else rows
        for name, rows in {
            **content,
            "paragraphs": [{**row, "alternatives": row["alternatives"][::-1]} for row in content["paragraphs"]],
        }.items()
    }

    (tmp_path / "turned").mkdir()
    answers = [
        package(folder, some, "--best", "3", "--differ", "2")[2]
        for folder, some in ((tmp_path, content), (tmp_path / "turned", turned))
    ]

    chosen = [[(one["choice"], one["total"]) for one in answer["packages"]] for answer in answers if answer]
    assert len(chosen[0]) == 3
    assert chosen[0] == chosen[1]


def test_a_red_line_that_alone_keeps_a_cheaper_alternative_out_binds(tmp_path: Path) -> None:
    positions = "A OP1 x red-line, A OP1 y support, B OP1 x support, B OP1 y object 5"

    _, _, answer = package(tmp_path, text("A B", {"OP1": "x y"}, positions))

    assert answer is not None
    assert answer["packages"][0]["per_party"]["A"]["binds"] == [{"position": 0}]


def wrong(**changes: Any) -> Content:
    return {**text("A", {"OP1": "x y"}, "A OP1 x support"), **changes}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1"),
        ("[]", "expected an object"),
        (wrong(format="nadwa-text/9"), 'format: "nadwa-text/9"'.replace('"', "'")),
        (wrong(parties=None), "parties: missing"),
        (wrong(parties=[{"id": "A"}, {"id": "A"}]), "parties[1].id"),
        (wrong(parties=[{"id": "A", "weight": 0}]), "parties[0].weight"),
        (wrong(paragraphs=[{"id": "OP1", "alternatives": []}]), "paragraphs[0].alternatives"),
        (wrong(paragraphs=[{"id": "OP1", "alternatives": ["x", "x"]}]), "'x' stands there 2 times"),
        (wrong(paragraphs=[{"id": "OP1", "alternatives": ["x"], "current": "z"}]), "paragraphs[0].current"),
        (wrong(positions=[{"party": "Z"}]), "positions[0].party"),
        (wrong(positions=[{"party": "A", "paragraph": "OP9"}]), "positions[0].paragraph"),
        (wrong(positions=[{"party": "A", "paragraph": "OP1", "alternative": []}]), "positions[0].alternative"),
        (wrong(positions=wrong()["positions"] * 2), "has a position on 'x' of 'OP1' already, positions[0]"),
        (wrong(positions=[{**wrong()["positions"][0], "stance": "maybe"}]), "positions[0].stance"),
        (wrong(positions=[{**wrong()["positions"][0], "salience": True}]), "positions[0].salience"),
        (wrong(linkages=[{"party": "A", "if": 3}]), "linkages[0].if"),
        (wrong(linkages="none"), "linkages"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path: Path, content: Any, said: str) -> None:
    code, output, answer = package(tmp_path, content)

    assert (code, answer) == (2, None)
    assert said in " ".join(output.split())
