"""What can be done to a bundle without a key, as an archive: its headers, its order, its packed bytes."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from tools.verifiers.archives import END, ENTRY, LOCAL, Member, archive, deflated, members_of, polyglot
from tools.verifiers.cases import Case
from tools.verifiers.forging import honest_members, leaf, members, with_manifest

STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED)
NUMBERS = {"H": (0, 1, 2, 8, 20, 45, 0x0800, 0xFFFF), "I": (0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)}


def cases(chance: random.Random, number: int) -> Iterator[Case]:
    contents = honest_members()
    whole = members_of(contents)
    yield from structures(contents)
    yield from fields(whole)
    yield from ends(whole)
    yield from packings(whole)
    yield from damaged(archive(whole), chance, number)
    yield from streams(whole, chance, number)


def case(name: str, content: bytes, holds: bool | None = None) -> Case:
    return Case("container", name, content, holds)


def structures(contents: dict[str, bytes]) -> Iterator[Case]:
    whole = members_of(contents)
    content = archive(whole)
    forged = members_of(with_manifest(members([leaf(0, ("x.y", {"said": "what never happened"}))])))
    yield case("as it is", content, True)
    yield case("bytes before", archive(whole, before=b"MZ and more"), False)
    yield case("bytes before, offsets as they were", b"MZ and more" + content, False)
    yield case("bytes after", archive(whole, after=b"tail"), False)
    yield case("bytes before the directory", archive(whole, between=b"\0"), False)
    yield case("a comment", content[:-2] + b"\x04\0text", False)
    yield case("two ends", content + content[-22:], False)
    yield case("an end in a comment", archive(whole, end={"comment length": 22}) + content[-22:], False)
    yield case("twice", content + content, False)
    yield case("empty", b"", False)
    yield case("no members", archive([]), False)
    yield case("two records, one by the start", polyglot(whole, forged), False)
    yield case("two records, one by the length", polyglot(forged, whole), False)
    for number, member in enumerate(whole):
        others = [*whole[:number], *whole[number + 1 :]]
        yield case(f"without {member.name!r}", archive(others), False)
        yield case(f"{member.name!r} last", archive([*others, member]), number == len(others))
        yield case(f"{member.name!r} twice", archive([*whole[: number + 1], *whole[number:]]), False)
        yield case(
            f"{member.name!r} twice, the second time empty", archive([*whole, replace(member, content=b"")]), False
        )
        descriptor = replace(member, after=b"PK\x07\x08" + bytes(12)).with_fields("local entry", flags=8)
        yield case(f"{member.name!r} with a descriptor", archive([*others, descriptor]), False)
        for extra in (b"\x01\0\x10\0" + bytes(16), b"UT\x05\0\x01" + bytes(4), b"\0"):
            with_extra = [replace(one, extra=extra) if one is member else one for one in whole]
            yield case(f"{member.name!r} with an extra field {extra[:2]!r}", archive(with_extra), False)
        for wrong in strange_names(member.name):
            renamed = [replace(one, name=wrong) if one is member else one for one in whole]
            yield case(f"{member.name!r} is called {wrong!r}", archive(renamed), False)
            yield case(f"in order, {wrong!r}", archive(sorted(renamed, key=lambda one: one.name)), False)
            elsewhere = [replace(one, local_name=wrong) if one is member else one for one in whole]
            yield case(f"{member.name!r} is called {wrong!r} where it stands", archive(elsewhere), False)
    yield case("a directory more", archive([*whole, Member(b"packets/", b"")]), False)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield case(f"packed by method {method}", by_library(contents, method), False)
    yield case("packed by a library, as before", by_library(contents, zipfile.ZIP_DEFLATED), True)


def strange_names(name: bytes) -> list[bytes]:
    return [
        name + b"\0evil",
        name.upper(),
        b"./" + name,
        b"/" + name,
        name.replace(b"/", b"\\") + b" ",
        name + b"/",
        b"",
        "lеaves.jsonl".encode(),
        b"\xff" + name,
        name[:-1],
        b"packets/" + b"A" * 64 + b".json",
        b"checkpoints/01",
        b"checkpoints/" + b"9" * 20,
    ]


def by_library(contents: dict[str, bytes], method: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as whole:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            whole.writestr(info, contents[name], method)
    return written.getvalue()


def fields(whole: list[Member]) -> Iterator[Case]:
    """Every field of every header is another, in one of the two headers of a member or in both."""
    for number, member in enumerate(whole):
        for where, form in (("local", LOCAL), ("entry", ENTRY), ("local entry", LOCAL)):
            for name, (kind, _) in form.items():
                if kind == "4s":
                    continue
                for value in NUMBERS[kind]:
                    other = member.with_fields(where, **{name: value})
                    changed = archive([*whole[:number], other, *whole[number + 1 :]])
                    same = changed == archive(whole)
                    yield case(f"{member.name!r}: {name} in {where} is {value}", changed, None if same else False)


def ends(whole: list[Member]) -> Iterator[Case]:
    content = archive(whole)
    length, start = (int.from_bytes(content[at : at + 4], "little") for at in (len(content) - 10, len(content) - 6))
    near = {value + more for value in (0, len(whole), length, start, len(content)) for more in (-1, 0, 1)} - {-1}
    for name, (kind, _) in END.items():
        if kind == "4s":
            continue
        for value in {*NUMBERS[kind], *(one for one in near if kind == "I" or one < 0xFFFF)}:
            changed = archive(whole, end={name: value})
            yield case(f"{name} at the end is {value}", changed, changed == content)


def packings(whole: list[Member]) -> Iterator[Case]:
    """Other streams for the same content, which are as good; and streams that are not whole or not alone."""
    for number, member in enumerate(whole):
        others = {f"level {level}": deflated(member.content, level) for level in range(10)}
        others |= {f"strategy {strategy}": deflated(member.content, 6, strategy) for strategy in STRATEGIES}
        good = member.packed()
        wrong = {
            "more": good + b"\0",
            "twice": good + good,
            "cut": good[:-1],
            "nothing": b"",
            "an empty block": b"\x03\0",
        }
        for name, stream in (others | wrong).items():
            packed = archive([*whole[:number], replace(member, stream=stream), *whole[number + 1 :]])
            yield Case("deflate", f"{member.name!r} packed: {name}", packed, name in others)


def damaged(content: bytes, chance: random.Random, number: int) -> Iterator[Case]:
    for turn in range(number):
        at = chance.randrange(len(content))
        length = chance.choice((1, 1, 2, 4, 22, 46, 100))
        part = content[at : at + length]
        other = chance.choice(
            (
                bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 : at + length],
                b"",
                part + part,
                chance.randbytes(length),
                part[::-1],
                b"PK\x05\x06" + part,
            )
        )
        yield case(f"damage {turn} at {at}", content[:at] + other + content[at + length :])


def streams(whole: list[Member], chance: random.Random, number: int) -> Iterator[Case]:
    """Damaged streams whose headers say what may be made of them: each reader has to find where they break."""
    packet = next(member for member in whole if member.name.startswith(b"packets/"))
    rest = [member for member in whole if member is not packet]
    first = [deflated(packet.content, level, chance.choice(STRATEGIES)) for level in range(10)]
    text = bytes(chance.choice(b"abcdefgh ") for _ in range(400))
    first += [deflated(text * 3, 9, strategy) for strategy in STRATEGIES]
    for turn in range(number):
        stream = bytearray(chance.choice(first))
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            early = min(len(stream), 40) if chance.random() < 0.6 else len(stream)
            stream[chance.randrange(early)] ^= 1 << chance.randrange(8)
        if chance.random() < 0.2:
            stream = bytearray([chance.randrange(8) & 7]) + stream[1 : chance.randrange(2, len(stream))]
        said = unpacked_until_it_breaks(bytes(stream))
        other = replace(packet, stream=bytes(stream), content=said)
        yield Case("deflate", f"stream {turn}", archive([*rest, other]))


def unpacked_until_it_breaks(stream: bytes) -> bytes:
    reader, found = zlib.decompressobj(-15), b""
    try:
        for byte in stream:
            found += reader.decompress(bytes([byte]))
    except zlib.error:
        return found
    return found + reader.flush()
