"""What stands in the leaves, signed by whoever holds the key: values as JSON has them, text, times."""

import itertools
import random
import unicodedata
from collections.abc import Iterator
from typing import Any

from nadwa.record.nadwa_verify import SETTLED
from tools.verifiers.archives import archive, members_of
from tools.verifiers.cases import Case
from tools.verifiers.forging import NOON, honest_acts, honest_members, leaf, signed, with_manifest

ACT = ("x.y", {"said": "a", "of": {"b": [1, 2], "c": "d"}})
LITERALS = [
    *("0", "-0", "1", "01", "+1", "1.0", "1.5", "1e2", "1E2", "1e-1", "1E400", "-1", ".5", "5.", "0x10", "1_000"),
    *("9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740991", "-9007199254740992"),
    *("123456789012345678901234567890", "NaN", "Infinity", "-Infinity", "true", "false", "null", "True", "None"),
    *(
        '""',
        '"x"',
        '"\\u0041"',
        '"\\/"',
        '"/"',
        '"\\b\\f\\n\\r\\t"',
        '"\\u0008"',
        '"\\u001f"',
        '"\\u001F"',
        '"\\u2028"',
    ),
    *('"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"\\u00e9"', '"\x7f"', '"\t"', "'x'", '"', '"\\', '"\\x41"'),
    *("[]", "[ ]", "{}", "[,]", "[1,]", '{"a":1,"a":1}', '{"b":1,"a":2}', '{"a":1,}', '{"__proto__":1}', '{"":0}'),
    *(
        '{"__proto__":{"x":1},"constructor":2}',
        '{"10":1,"9":2}',
        '{"9":1,"10":2}',
        "[[[]]]",
        "[1 ,2]",
        "//x",
        "/**/1",
        "",
    ),
    *(("[" * deep) + ("]" * deep) for deep in (90, 96, 97, 98, 99, 100, 101, 400, 20_000)),
    *('{"a":' * deep + "1" + "}" * deep for deep in (90, 96, 97, 98, 99, 100, 101)),
]
MARK = "\ue000"  # put where a literal is to stand; nothing else has it
TEXTS = [
    *("é", "e\u0301", "\u212b", "Å", "A\u030a", "q\u0307\u0323", "q\u0323\u0307", "\u0958", "\u0915\u093c", "\ufb1d"),
    *(
        "\u1100\u1161",
        "가",
        "가\u11a8",
        "\uf900",
        "\u0344",
        "\u0308\u0301",
        "\u1e9b\u0323",
        "\u0651\u064e",
        "\u064e\u0651",
    ),
    *("\u0627\u0653", "آ", "\u2126", "Ω", "\u03a9", "\u0340", "\u0374", "\u037e", "\u2000", "\u2002", "\u1f71", "ά"),
    *(
        "\U0001e4ec\U0001e4ee",
        "\U0001e4ee\U0001e4ec",
        "\U00011938",
        "\U00011935\U00011930",
        "a\u0897\u0316",
        "a\u0316\u0897",
    ),
    *("\U0002f800", "\U0001d15e", "\u1abf\u1ac5", "\u0f71\u0f73", "e\U0001e08f\u0316", "\u09c7\u09be", "\u0b47\u0b3e"),
    *(
        "\ufeff",
        "\u2028",
        "\u2029",
        "\x7f",
        "\x80",
        "\u200e",
        "\u202e",
        "\ufffd",
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\U0010ffff",
    ),
    *(
        "\U0001f600",
        "\U0001f468\u200d\U0001f469",
        "\ue001",
        "\U000f0000",
        "ﬁ",
        "①",
        "ｱ",
        "Ａ",
        "ｶﾞ",
        "ガ",
        "カ\u3099",
        "\u0e33",
    ),
]
BAD_BYTES = [
    *(b"\x80", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf0\x80\x80\x80"),
    *(b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe", b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98"),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xef\xbf\xbe",
        b"\0",
        b"\r",
        b"\n",
        b"\x0b",
        b"\x1f",
        b"\x85",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
    ),
]
COMBINING = [
    chr(code)
    for code in itertools.chain(
        range(0x300, 0x370),
        range(0x591, 0x5C8),
        range(0x610, 0x6EE),
        range(0x900, 0x980),
        range(0x1AB0, 0x1AFF),
        (0x897, 0x1E4EC, 0x1E4EE, 0x10EFD, 0x113CE, 0x3099),
    )
]


def as_json(chance: random.Random, number: int) -> Iterator[Case]:
    """A literal in the place of each value of the honest record, and of parts of the manifest."""
    acts = honest_acts()
    leaves = [leaf(index, act) for index, act in enumerate(acts)]
    places = [(index, path) for index, one in enumerate(leaves) for path in paths(one)]
    for turn in range(number):
        (index, path), literal = chance.choice(places), chance.choice(LITERALS)
        changed = with_literal(leaves[index], path, literal)
        contents = honest_members([*leaves[:index], changed, *leaves[index + 1 :]])
        yield Case(
            "json", f"{turn}: {literal[:30]} at {path} of leaf {index}", archive(members_of(contents)), None, True
        )
    for literal in LITERALS:
        for path in (("body", "said"), ("body", "of", "b", 1), ("v",), ("i",), ("kind",), ("t",), ("log",), ("body",)):
            changed = with_literal(leaf(0, ACT), path, literal)
            yield Case("json", f"{literal[:30]} at {path}", signed([changed]), None, True)
    yield from layouts()
    yield from manifests()


def paths(one: bytes) -> list[tuple[Any, ...]]:
    import json

    def within(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        if path:
            yield path
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for name, item in inner:
            yield from within(item, (*path, name))

    return list(within(json.loads(one), ()))


def with_literal(one: bytes, path: tuple[Any, ...], literal: str) -> bytes:
    import json

    import rfc8785

    value = json.loads(one)
    holder = value
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = MARK
    return bytes(rfc8785.dumps(value)).replace(f'"{MARK}"'.encode(), literal.encode())


def layouts() -> Iterator[Case]:
    one = leaf(0, ACT)
    for name, changed in {
        "space after a colon": one.replace(b":", b": ", 1),
        "space at the end": one + b" ",
        "space at the start": b" " + one,
        "a carriage return": one + b"\r",
        "names in another order": one.replace(b'{"body":', b'{"kind":"x.y","body":', 1).replace(
            b',"kind":"x.y"', b"", 1
        ),
        "a name twice": one.replace(b'"v":1', b'"v":1,"v":1'),
        "a name twice, the first other": one.replace(b'"v":1', b'"v":2,"v":1'),
        "a name more": one.replace(b'"v":1', b'"u":1,"v":1'),
        "a name less": one.replace(b',"v":1', b""),
        "an escaped name": one.replace(b'"kind"', b'"\\u006bind"'),
        "two values": one + one,
        "nothing": b"",
        "a list": b"[" + one + b"]",
        "astral names after others": one.replace(b'"of"', '"\U00010000":1,"\uffee":2,"of"'.encode()),
        "astral names by UTF-16": leaf(0, ("x.y", {"\U00010000": 1, "\uffee": 2, "said": "a"})),
        "astral names by code points": one.replace(b'"said":"a"', '"said":"a","\uffee":2,"\U00010000":1'.encode()),
    }.items():
        yield Case("json", name, signed([changed]), None, True)


def manifests() -> Iterator[Case]:
    contents = honest_members()
    manifest = contents["manifest.json"]
    for literal in LITERALS:
        for old in (
            b'"nadwa-record/1"',
            manifest[manifest.index(b'{"checkpoint"') : -1],
            b'"' + manifest.split(b'"')[9] + b'"',
        ):
            changed = {**contents, "manifest.json": manifest.replace(old, literal.encode())}
            yield Case("json", f"{literal[:30]} in the manifest for {old[:12]!r}", archive(members_of(changed)), False)


def as_text(chance: random.Random, number: int) -> Iterator[Case]:
    """Text that is in its normal form and text that is not, as value and as name; bytes that are no text."""
    for text in TEXTS:
        yield written(f"text {text!a}", text)
    for turn in range(number):
        pool = chance.choice((COMBINING, [chr(chance.randrange(0xA0, 0xD7FF)) for _ in range(40)], TEXTS))
        length = chance.randrange(1, 6)
        yield written(f"text {turn}", "a" * chance.randrange(2) + "".join(chance.choice(pool) for _ in range(length)))
    contents = honest_members()
    for name, content in contents.items():
        for bad in BAD_BYTES:
            at = chance.randrange(len(content) + 1)
            for place, there in (("first", 0), ("last", len(content)), (f"at {at}", at)):
                changed = {**contents, name: content[:there] + bad + content[there:]}
                yield Case("unicode", f"{bad!r} {place} in {name}", archive(members_of(changed)), False)
                if name != "manifest.json":
                    fits = archive(members_of(with_manifest(changed)))
                    yield Case("unicode", f"{bad!r} {place} in {name}, manifest made to fit", fits, False)
    for bad in BAD_BYTES:
        one = leaf(0, ACT)
        yield Case("unicode", f"{bad!r} in a signed leaf", signed([one.replace(b'"a"', b'"' + bad + b'"')]), None, True)


def written(name: str, text: str) -> Case:
    plain = all(unicodedata.is_normalized("NFC", piece) for piece in SETTLED.findall(text))
    act = ("x.y", {"value": text}) if len(text) % 2 else ("x.y", {text: "value"})
    return Case("unicode", name, signed([leaf(0, act)]), plain, True)


def as_times(chance: random.Random, number: int) -> Iterator[Case]:
    days = itertools.product((0, 1, 1900, 2000, 2015, 2016, 9999), range(14), (0, 1, 28, 29, 30, 31, 32))
    for year, month, day in days:
        yield timed(f"{year:04}-{month:02}-{day:02}T12:00:00.000000Z", is_day(year, month, day))
    for hour, minute, second in itertools.product((0, 23, 24, 99), (0, 59, 60), (0, 59, 60, 61)):
        there = hour < 24 and minute < 60 and second < 60
        yield timed(f"2016-07-11T{hour:02}:{minute:02}:{second:02}.999999Z", there)
    for text in (
        *(
            "2016-07-11T12:00:00Z",
            "2016-07-11T12:00:00.000Z",
            "2016-07-11T12:00:00.0000000Z",
            "2016-07-11t12:00:00.000000z",
        ),
        *(
            "2016-07-11 12:00:00.000000Z",
            "2016-07-11T12:00:00.000000+00:00",
            "20160711T120000.000000Z",
            "",
            "now",
            NOON + " ",
        ),
        *(
            " " + NOON,
            NOON[1:],
            "+" + NOON,
            "-" + NOON,
            "1" + NOON,
            "٢٠١٦-07-11T12:00:00.000000Z",
            NOON.replace("1", "１"),
        ),
        *(NOON + "\n", "9999-99-99T99:99:99.999999Z", "2016-7-11T12:00:00.000000Z", NOON.replace("-", "−")),
    ):
        yield timed(text, False)
    for turn in range(number):
        moments = [f"2016-{chance.randrange(1, 13):02}-11T12:00:{chance.randrange(60):02}.000000Z" for _ in range(4)]
        leaves = [leaf(index, ACT, time) for index, time in enumerate(moments)]
        yield Case("dates", f"times that go back, {turn}", signed(leaves), True, True)


def timed(time: str, there: bool) -> Case:
    return Case("dates", f"at {time!r}", signed([leaf(0, ACT, time)]), there, True)


def is_day(year: int, month: int, day: int) -> bool:
    import datetime

    try:
        return bool(datetime.date(year, month, day))
    except ValueError:
        return False
