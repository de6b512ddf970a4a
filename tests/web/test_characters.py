"""One gate for all text: what no document can hold is refused wherever it comes in, with its name and its place; what
people are called passes."""

import importlib
import json
import pkgutil
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, get_args, get_type_hints

import pytest
import typer
from django import forms
from django.conf import settings as django_settings
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from hypothesis import given, settings
from hypothesis import strategies as st

import nadwa
from nadwa import characters
from nadwa.cli import app
from nadwa.cli.platform import clean
from nadwa.exchange import imports
from nadwa.record.acts import Refused, append, log_for
from nadwa.web.forms import Form, Gate, NameField
from nadwa.web.moments import LocalMoment
from nadwa.web.tables import BadUpload, csv_file, lines_of, xlsx_file
from tests.factories import House
from tests.forms import Client
from tests.security.test_parsers import OPENSLIDES, POLIS, POPOLO, SCHEDULE, packed

NO_SIGNS = ["\x00", "\x02", "\x1f", "\x7f", "\x9f", "\ufdd0", "\ufffe", "\U0001ffff", "\U0010ffff", "\ud83d"]
NAMES = [
    *(
        "Null",
        "None",
        "N/A",
        "O",
        "李𮯰",
        "王𱍐",
        "张\ue000",
        "𠮷野 龘",
        "'Akau'ola",
        "D’Arcy",
        "김민준",
        "ཚེ་རིང",
        "سِیدِ می\u200cرزا",
    ),
    *(
        "@home: remote participation",
        "+1 for peace",
        "-20% emissions",
        "=2+2",
        "Team 🏴\U000e0067\U000e0062\U000e0065\U000e007f",
    ),
    "Journalist #7",
]


def every_form() -> set[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(nadwa.__path__, "nadwa."):
        if module.name.rpartition(".")[2] in {"forms", "views", "uploads"} or ".views." in module.name:
            importlib.import_module(module.name)
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found.add(kind)
    return {kind for kind in found if kind.__module__.startswith("nadwa.") and kind not in {Form, Gate}}


def typed_in(field: forms.Field, words: str) -> Form:
    kind: Any = type("One", (Form,), {"field": deepcopy(field)})
    return kind({"field": words})  # type: ignore[no-any-return]


@pytest.mark.parametrize("form", sorted(every_form(), key=str), ids=lambda form: form.__name__)
def test_no_field_of_any_form_lets_in_what_is_no_sign(form: Any) -> None:
    assert issubclass(form, Gate)
    for name, field in form.base_fields.items():
        if isinstance(field, forms.CharField):
            for sign in NO_SIGNS:
                [error] = typed_in(field, f"a{sign}b").errors["field"]
                assert f"U+{ord(sign):04X}" in error, name


def test_whatever_comes_in_by_the_api_passes_the_gate() -> None:
    fields = {(kind, name): field for kind in inputs() for name, field in kind.model_fields.items()}
    texts = {place for place, field in fields.items() if field.annotation is str}
    assert sorted(name for _kind, name in texts) == ["submission"] * 4 + ["text", "text", "wording"]
    for kind, name in texts:
        for sign in NO_SIGNS:
            with pytest.raises(ValueError, match=f"U\\+{ord(sign):04X}|surrogates"):
                kind(**{**sample(kind), name: f"a{sign}b"})


def inputs() -> list[Any]:
    module = importlib.import_module("nadwa.exchange.api.writing")
    return [
        kind
        for kind in vars(module).values()
        if getattr(kind, "__module__", "") == module.__name__ and hasattr(kind, "model_fields")
    ]


def sample(kind: Any) -> dict[str, Any]:
    known = {"act": "ask", "item": 1, "language": "en", "text": "a", "wording": "a", "statement": 1, "value": 1}
    return {name: known[name] for name in kind.model_fields if name in known}


def test_the_api_says_what_it_refuses(beijing: House) -> None:
    answer = api_answer(beijing, "text \x02")
    assert answer.status_code == 422
    assert "U+0002" in answer.content.decode()


def api_answer(house: House, text: str) -> Any:
    from tests.exchange.test_api import key, post

    return post("/meetings/1/statement", key(house, "aldora", "write"), item=1, language="en", text=text)


FILES: dict[str, Any] = {"popolo": POPOLO, "programme": SCHEDULE, "openslides": OPENSLIDES}


def with_sign(value: Any, sign: str) -> Iterator[Any]:
    """The value once for each text in it, with the sign in that text."""
    if isinstance(value, str):
        yield f"{value[:1]}{sign}{value[1:]}"
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from ({**value, name: changed} for changed in with_sign(item, sign))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from ([*value[:at], changed, *value[at + 1 :]] for changed in with_sign(item, sign))


@pytest.mark.parametrize("kind", imports.READERS)
def test_no_text_of_any_import_lets_in_what_is_no_sign(beijing: House, kind: str) -> None:
    files = list(spoilt(kind))
    assert len(files) > 2
    for content in files:
        with pytest.raises(BadUpload) as refused:
            imports.read(kind, content, beijing.edition, "en")
        assert "U+0002" in str(refused.value)


TABLES = {
    "participants": (
        ["Body", "Name", "E-mail address", "Function"],
        ["aldora", "R. Talvena", "t@aldora.example", "Envoy"],
    ),
    "invited": (["Body", "E-mail address", "Language"], ["aldora", "mission@aldora.example", "fr"]),
}


def spoilt(kind: str) -> Iterator[bytes]:
    if kind in FILES:
        yield from (json.dumps(value).encode() for value in with_sign(FILES[kind], "\x02"))
    elif kind in TABLES:
        header, row = TABLES[kind]
        for at in range(len(row)):
            yield ",".join(header).encode() + b"\n" + ",".join([*row[:at], f"{row[at]}\x02", *row[at + 1 :]]).encode()
    else:
        assert kind == "polis"
        summary = b"topic,Peace\nconversation-description,What we think\n"
        yield packed({**POLIS, "summary.csv": summary.replace(b"Peace", b"Pea\x02ce")})
        yield packed({**POLIS, "comments.csv": POLIS["comments.csv"].replace(b"Peace", b"Pea\x02ce")})
        yield packed({**POLIS, "votes.csv": POLIS["votes.csv"].replace(b",1,1,1", b",1,v\x02,1")})


def test_what_a_file_hides_in_an_entity_is_refused_line_by_line(beijing: House) -> None:
    motion = {"motion": {"1": {**OPENSLIDES["motion"]["1"], "text": "<p>Decides&#2;</p><p>Urges</p>"}}}  # type: ignore[index]
    rows = imports.read("openslides", json.dumps({**OPENSLIDES, **motion}).encode(), beijing.edition, "en")
    texts = [row for row in rows if row["values"]["what"] == "negotiating text"]
    assert [row["state"] for row in texts] in (["refused"], ["new"])
    assert all(
        characters.is_clean(text)
        for row in texts
        if row["state"] == "new"
        for _at, text in characters.texts_in(row["values"])
    )


def test_a_cell_that_xlsx_writes_in_its_own_way_is_refused() -> None:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Name", "x_x0002_y"])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    unescaped = file.getvalue()
    if any("\x02" in str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(unescaped)).active for cell in row):  # type: ignore[union-attr]
        with pytest.raises(BadUpload, match=r"U\+0002"):
            lines_of(unescaped, 10, 10)


def test_words_of_the_command_line_pass_the_gate() -> None:
    """Each that is looked up in the database; paths, addresses and choices are not."""
    words = {
        (function.__module__.rpartition(".")[2], function.__name__, name): getattr(
            hint.__metadata__[0], "callback", None
        )
        for function in commands(app)
        for name, hint in get_type_hints(function, include_extras=True).items()
        if str in (get_args(hint) or [hint])[:1]
    }
    at_database = {place for place in words if place[0] in {"people", "records"}} - {
        ("records", "witness", "name"),
        ("records", "witness", "site"),
    }
    assert len(at_database) == 8
    assert {place for place, callback in words.items() if callback is clean} == at_database
    assert {module for module, _function, _name in words} == {"people", "records", "exercise", "engine"}
    with pytest.raises(typer.BadParameter, match="UTF-8"):
        clean("caf\udce9")


def commands(group: typer.Typer) -> Iterator[Any]:
    yield from (command.callback for command in group.registered_commands)
    for inner in group.registered_groups:
        yield from commands(inner.typer_instance)  # type: ignore[arg-type]


def test_the_record_takes_nothing_that_came_by_no_gate(beijing: House) -> None:
    for sign in NO_SIGNS:
        with pytest.raises(Refused, match="no document can hold"), transaction.atomic():
            append(
                log_for("beijing-2016"),
                "texts.adopted",
                {"text": [f"a{sign}"]},
                beijing.delegate("aldora"),
            )


@pytest.mark.parametrize("name", NAMES)
def test_names_and_titles_are_what_people_and_meetings_are_called(name: str) -> None:
    form = typed_in(NameField(), name)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["field"] == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("\u200fمحمد بن عبد الله\u200e", "محمد بن عبد الله"),
        ("\u202bمحمد\u202c", "محمد"),
        ("An\u200bn \u00a0 One\ufeff", "Ann One"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Ann\r\nOne", "Ann One"),
    ],
)
def test_what_nobody_sees_is_taken_out_of_names(typed: str, name: str) -> None:
    form = typed_in(NameField(), typed)
    assert form.is_valid()
    assert form.cleaned_data["field"] == name


def test_a_name_of_signs_that_nobody_sees_is_none() -> None:
    assert not typed_in(NameField(), "\u200f\u200b").is_valid()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Recalling\r\nRecalling the Charter\x02 which",
            "U+0002, a control character, in line 2, after “Recalling the Charter”",
        ),
        ("\ufffe", "U+FFFE, a code point that is not a character, at the beginning"),
        ("One\n\ud800", "U+D800, an incomplete character, at the beginning of line 2"),
        ("We, the representatives of the States here assembled\x07", "after “of the States here assembled”"),
    ],
)
def test_a_refusal_says_which_and_where(text: str, place: str) -> None:
    assert place in characters.fault(characters.normal(text))


def test_a_page_says_it_at_the_field_and_keeps_what_was_typed(beijing: House) -> None:
    client = Client()
    client.force_login(beijing.aldora)
    address = reverse("propose-wording", args=["beijing-2016", beijing.text.slug, 1])
    answer = client.post(address, {"language": "en", "wording": "Recalling the Charter\x02 which applies"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "U+0002" in page
    assert "which applies" in page


def test_times_and_passwords_are_no_texts() -> None:
    assert typed_in(LocalMoment(), "2016-07-11T10:00").is_valid()
    password = "pass\u0301word"
    form = typed_in(forms.CharField(widget=forms.PasswordInput), password)
    assert form.is_valid()
    assert form.cleaned_data["field"] == password


@given(st.text(st.characters(exclude_categories=[])))
@settings(max_examples=300, database=None)
def test_what_is_let_in_stays_as_it_is(text: str) -> None:
    once = characters.normal(text)
    assert characters.normal(once) == once
    assert bool(characters.fault(once)) != characters.is_clean(once)
    assert characters.is_clean(characters.written(once))
    assert characters.name(characters.name(text)) == characters.name(text)
    if characters.is_clean(once):
        assert unicodedata.is_normalized("NFC", once)
        once.encode()


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=200, database=None)
def test_a_table_is_read_again_as_it_was(cells: list[str]) -> None:
    row = [characters.written(characters.normal(f"={cell}" if at % 2 else f"'{cell}")) for at, cell in enumerate(cells)]
    assert lines_of(csv_file(["a"], [row]), 9, 9)[1] == row
    assert lines_of(xlsx_file(["a"], [row]), 9, 4)[1][: len(row)] == row


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(sign: str) -> None:
    assert csv_file(["a"], [[f"{sign}cmd"]]).decode("utf-8-sig").splitlines()[1] == f"'{sign}cmd"


def test_the_forms_of_the_sign_in_that_keep_a_text_pass_the_gate() -> None:
    kept = {name: import_string(form) for name, form in django_settings.MFA_FORMS.items()}
    assert set(kept) == {"add_webauthn", "edit_webauthn"}
    assert all(issubclass(form, Gate) and "name" in form.base_fields for form in kept.values())


@pytest.mark.parametrize("sign", ["\x00", "\ufffe"])
def test_what_is_looked_up_by_no_form_is_not_found(beijing: House, sign: str) -> None:
    client = Client()
    client.force_login(beijing.secretariat)
    address = reverse("presence", args=["beijing-2016", 1])
    assert client.forged(address, {"delegation": f"aldora{sign}", "present": "1"}).status_code == 404
    assert client.forged(reverse("enter"), {"persona": sign}).status_code == 404


def test_a_passkey_has_a_name_that_can_be_written(beijing: House) -> None:
    form = import_string(django_settings.MFA_FORMS["add_webauthn"])({"name": "key \x02"}, user=beijing.aldora)
    assert "U+0002, a control character, after “key”" in form.errors["name"][0]
    assert (
        "name"
        not in import_string(django_settings.MFA_FORMS["add_webauthn"])({"name": "key"}, user=beijing.aldora).errors
    )
