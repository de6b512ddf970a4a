"""What reads texts of outsiders takes no more than in proportion to their length: four times the input, not sixteen
times the time."""

import importlib
import io
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import nadwa
from nadwa import characters
from nadwa.exchange.openslides_files import draft
from nadwa.texts.reading import akoma_ntoso, word
from nadwa.texts.reading.drafts import BadDocument
from nadwa.texts.reading.xliff import NAMESPACE, units
from nadwa.web.tables import csv_file, lines_of

TIMES = 4
GREATEST = 8.0  # where a quadratic reader takes 16 times as long, and a linear one 4
TOO_SHORT = 0.002  # seconds that say nothing
TRIES = 3
LOOKS = 4
NOT_OURS = {"nadwa.__main__", "nadwa.reader"}  # which begin something when they are imported
REPEATED = [
    *(" ", "\t", "\n", "a", "1", "[", "]", "(", ")", "'", '"', "<", ">", "&", ";", ":", "%", "=", "/", "é"),
    *("[a:", "[a: ", "[a:b]", "[[", "a)", "(i) ", "1. ", "PP 1. ", "OP1 ", "%(a", "%(", "a, ", "\r\n", "x - "),
]
SOURCE = "\n".join(file.read_text() for file in Path(nadwa.__path__[0]).rglob("*.py"))
WAYS: dict[str, Callable[[re.Pattern[str]], Callable[[str], object]]] = {
    "match": lambda pattern: pattern.match,
    "fullmatch": lambda pattern: pattern.fullmatch,
    "search": lambda pattern: pattern.search,
    "sub": lambda pattern: partial(pattern.sub, ""),
    "split": lambda pattern: pattern.split,
    "findall": lambda pattern: pattern.findall,
    "finditer": lambda pattern: lambda text: list(pattern.finditer(text)),
}
ENDS = ["", "]", "x", "\x00"]


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(nadwa.__path__, "nadwa."):
        if found.name not in NOT_OURS and ".migrations" not in found.name:
            yield importlib.import_module(found.name)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every expression that a module of ours keeps."""
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def seconds(act: Callable[[], object]) -> float:
    def once() -> float:
        begun = time.process_time()
        act()
        return time.process_time() - begun

    return min(once() for _ in range(TRIES))


def grows(act: Callable[[int], object], size: int) -> float:
    """How many times as long four times as much takes; 0 where it is soon done."""
    more = seconds(lambda: act(TIMES * size))
    return 0.0 if more < TOO_SHORT else more / max(seconds(lambda: act(size)), TOO_SHORT / TIMES)


def is_out_of_proportion(act: Callable[[int], object], size: int) -> bool:
    """Each time it is looked at: a machine that has something else to do falls behind once."""
    return all(grows(act, size) > GREATEST for _ in range(LOOKS))


def ways(name: str, pattern: re.Pattern[str]) -> list[Callable[[str], object]]:
    """How an expression of this name is used anywhere; those that are handed on may be used in any way."""
    found = set(
        re.findall(rf"\b{name.rpartition('.')[2]}\.(match|fullmatch|search|sub|split|findall|finditer)\(", SOURCE)
    )
    return [WAYS[way](pattern) for way in sorted(found or WAYS)]


@pytest.mark.parametrize("name", patterns())
def test_every_expression_takes_in_proportion_to_the_text(name: str) -> None:
    pattern = patterns()[name]
    slow = [
        unit + end
        for way in ways(name, pattern)
        for unit in REPEATED
        for end in ENDS
        if is_out_of_proportion(partial(over, way, unit, end), 1000)
    ]

    assert slow == []


def over(way: Callable[[str], object], unit: str, end: str, size: int) -> None:
    way(unit * size + end)


def changed_by(people: int, words: int = 0) -> bytes:
    """A document of one paragraph into which so many people have inserted something, and so many words."""
    document, written = Document(), io.BytesIO()
    paragraph = document.add_paragraph("Decides " + "peace " * words)
    for number in range(people):
        inserted = OxmlElement("w:ins")
        inserted.set(qn("w:author"), f"author {number}")
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = f"word {number} "
        run.append(text)
        inserted.append(run)
        paragraph._p.append(inserted)
    document.save(written)
    return written.getvalue()


def paragraphs(number: int) -> bytes:
    document, written = Document(), io.BytesIO()
    for place in range(number):
        document.add_paragraph(f"Decides {place} [Aldora: to act]")
    document.save(written)
    return written.getvalue()


def motion(content: bytes) -> object:
    return draft(content.decode())


AKN = f"<akomaNtoso xmlns='{akoma_ntoso.AKN}'><statement><mainBody>%s</mainBody></statement></akomaNtoso>"
XLIFF = f"<xliff xmlns='{NAMESPACE}' version='2.0' trgLang='fr'><file>%s</file></xliff>"
UNIT = "<unit id='p1-a1'><segment state='final'><target>la paix</target></segment></unit>"
READERS: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], object], int]] = {
    "paragraphs of Word": (paragraphs, word.read, 100),
    "blanks in Word": (lambda size: one_paragraph("[a:" + " " * size), word.read, 10_000),
    "brackets in Word": (lambda size: one_paragraph("[" * size + "a"), word.read, 10_000),
    "Akoma Ntoso": (lambda size: (AKN % ("<p>peace</p>" * size)).encode(), akoma_ntoso.read, 1000),
    "notes in Akoma Ntoso": (
        lambda size: (AKN % f"<p>a{'<authorialNote><p>n</p></authorialNote>' * size}</p>").encode(),
        akoma_ntoso.read,
        300,
    ),
    "XLIFF": (lambda size: (XLIFF % (UNIT * size)).encode(), lambda content: units(content, "fr"), 1000),
    "CSV": (lambda size: csv_file(["a", "b"], [["x", "y"]] * size), lambda content: lines_of(content, 10**6, 9), 2000),
    "one cell": (lambda size: ('"' + "x" * size + '"').encode(), lambda content: lines_of(content, 9, 9), 10_000),
    "headings of OpenSlides": (lambda size: ("<h1>a</h1>" * size).encode(), motion, 1000),
    "paragraphs of OpenSlides": (lambda size: ("<p>a,</p>" * size).encode(), motion, 1000),
    "signs": (lambda size: ("e\u0301" * size).encode(), lambda content: characters.name(content.decode()), 10_000),
}


def one_paragraph(words: str) -> bytes:
    document, written = Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize("name", READERS)
def test_every_reader_takes_in_proportion_to_the_file(name: str) -> None:
    made, read, size = READERS[name]
    files = {number: made(number) for number in (size, TIMES * size)}

    assert not is_out_of_proportion(lambda number: read(files[number]), size)


def test_many_people_in_one_paragraph_are_refused_soon() -> None:
    """Each author of a tracked change would be one wording of the paragraph."""
    document = changed_by(3000)
    begun = time.process_time()
    with pytest.raises(BadDocument, match="Paragraph 1 of the document: 3000 people have changed it"):
        word.read(document)

    assert time.process_time() - begun < 2


def test_as_many_people_as_there_are_states_are_read_soon() -> None:
    document = changed_by(200, words=500)
    begun = time.process_time()
    [paragraph] = word.read(document).paragraphs

    assert time.process_time() - begun < 2
    assert len(paragraph.alternatives) == 200
    assert paragraph.alternatives[0].wording.endswith("peace word 0")  # type: ignore[union-attr]
