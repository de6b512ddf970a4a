"""Archives as a bundle is one, and archives that differ from that in any field of any header."""

import struct
import zlib
from dataclasses import dataclass, field, replace

Fields = dict[str, int | bytes]

LOCAL = {
    "signature": ("4s", b"PK\x03\x04"),
    "version": ("H", 20),
    "flags": ("H", 0),
    "method": ("H", 8),
    "time": ("H", 0),
    "date": ("H", 0x21),
    "crc": ("I", None),
    "packed": ("I", None),
    "size": ("I", None),
    "name length": ("H", None),
    "extra length": ("H", 0),
}
ENTRY = {
    "signature": ("4s", b"PK\x01\x02"),
    "made by": ("H", 0x0314),
    **{name: form for name, form in LOCAL.items() if name != "signature"},
    "comment length": ("H", 0),
    "disk": ("H", 0),
    "internal": ("H", 0),
    "external": ("I", 0o600 << 16),
    "offset": ("I", None),
}
END = {
    "signature": ("4s", b"PK\x05\x06"),
    "disk": ("H", 0),
    "first disk": ("H", 0),
    "count here": ("H", None),
    "count": ("H", None),
    "length": ("I", None),
    "start": ("I", None),
    "comment length": ("H", 0),
}


@dataclass(frozen=True)
class Member:
    """What stands in the archive for one name; `local` and `entry` say which fields of its headers are others."""

    name: bytes
    content: bytes
    stream: bytes | None = None
    local: Fields = field(default_factory=dict)
    entry: Fields = field(default_factory=dict)
    local_name: bytes | None = None
    extra: bytes = b""
    after: bytes = b""

    def packed(self) -> bytes:
        return deflated(self.content) if self.stream is None else self.stream

    def with_fields(self, where: str, **fields: int | bytes) -> "Member":
        named = {name.replace("_", " "): value for name, value in fields.items()}
        return replace(self, **{part: getattr(self, part) | named for part in where.split()})


def deflated(content: bytes, level: int = 6, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    stream = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
    return stream.compress(content) + stream.flush()


def header(form: dict[str, tuple[str, int | bytes | None]], values: Fields) -> bytes:
    kinds = "<" + "".join(kind for kind, _ in form.values())
    return struct.pack(kinds, *(values.get(name, usual) for name, (_, usual) in form.items()))


def members_of(contents: dict[str, bytes]) -> list[Member]:
    return [Member(name.encode(), content) for name, content in sorted(contents.items())]


def archive(
    members: list[Member], *, end: Fields | None = None, before: bytes = b"", between: bytes = b"", after: bytes = b""
) -> bytes:
    """Members, directory, end; with bytes where none belong, if they are given."""
    body, directory = before, b""
    for member in members:
        packed = member.packed()
        facts: Fields = {
            "crc": zlib.crc32(member.content),
            "packed": len(packed),
            "size": len(member.content),
            "name length": len(member.name),
            "extra length": len(member.extra),
            "offset": len(body),
        }
        directory += header(ENTRY, facts | member.entry) + member.name + member.extra
        name = member.name if member.local_name is None else member.local_name
        body += header(LOCAL, facts | member.local) + name + member.extra + packed + member.after
    body += between
    facts = {"count": len(members), "count here": len(members), "length": len(directory), "start": len(body)}
    return body + directory + header(END, facts | (end or {})) + after


def polyglot(one: list[Member], other: list[Member]) -> bytes:
    """One file that is the archive `one` to who goes by where the directory starts, and `other` to who counts back
    from the end as many bytes as it has: many programs read either way and say nothing."""
    first, second = archive(one), archive(other)
    room = max(0, _start(second) - _start(first))
    first = first[: _start(first)] + bytes(room) + first[_start(first) : -22]
    start, length = _start(archive(one)) + room, _length(second)
    shift = len(first) + _start(second) - start
    moved = archive([member.with_fields("entry", offset=0) for member in other])
    offsets, at = [], len(first)
    for member in other:
        offsets.append(at - shift)
        at += 30 + len(member.name) + len(member.packed())
    moved = archive([m.with_fields("entry", offset=place % 2**32) for m, place in zip(other, offsets, strict=True)])
    end = {"count": len(other), "count here": len(other), "length": length, "start": start}
    return first + moved[:-22] + header(END, end)


def _start(content: bytes) -> int:
    return int.from_bytes(content[-6:-2], "little")


def _length(content: bytes) -> int:
    return int.from_bytes(content[-10:-6], "little")
