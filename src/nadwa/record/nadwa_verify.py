#!/usr/bin/env python3
"""Check a Nadwa record bundle with nothing but Python: python3 -I -S nadwa_verify.py bundle.zip [--checkpoint FILE]...

Every check has a number; the first that fails is named and the exit status is 1. What is checked is described in
docs/record.md, from which this file can be written again. It trusts the first key inside the bundle: compare the one
that it prints with one you have from elsewhere, or give the checkpoints that you kept.
"""

import base64
import calendar
import hashlib
import json
import re
import struct
import sys
import unicodedata
import zlib

MEMBERS = {"manifest.json", "leaves.jsonl", "checkpoint", "key.vkey"}
PACKET = re.compile(r"packets/[0-9a-f]{64}\.json")
CHECKPOINT = re.compile(r"checkpoints/[1-9][0-9]{0,18}")
TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{6}Z")
# Characters whose normal form is the same in every version of Unicode that a verifier may have
SETTLED = re.compile(
    "[\u0000-\u06ff\u0900-\u097f\u1e00-\u1fff\u2000-\u206f\u2100-\u214f\u3000-\u30ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\ufb50-\ufdff\ufe70-\uffef]+"
)
SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
KEY = re.compile(r"([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
SIGNATURE = re.compile("\u2014 ([!-*,-~]+) ([A-Za-z0-9+/=]+)")
VOTE = re.compile(r"(texts|floor)\.(vote-opened|ballot-cast|vote-closed|vote-discontinued)")
MAJORITIES = ("simple", "two-thirds")
LIMIT = 1 << 30
# The archive: what stands in every header as it is here, beside what follows from the members
LOCAL = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00"
ENTRY = b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00"
END = b"PK\x05\x06\x00\x00\x00\x00"
OWNER_MAY = 0o600 << 16
EXACT = 1 << 53
DEEPEST = 100


class Failed(Exception):
    def __init__(self, number, reason):
        super().__init__(reason)
        self.number = number


def check(number, holds, reason):
    if not holds:
        raise Failed(number, reason)


# Ed25519 (RFC 8032, section 5.1), verification only
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def point_multiply(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = point_add(total, point)
        point = point_add(point, point)
        scalar >>= 1
    return total


def same_point(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def decompress(data):
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)
NEUTRAL = (0, 1, 1, 0)


def of_prime_order(point):
    """Whether a point is one that signers make: with others anybody can sign, or not all programs say the same."""
    return point is not None and not same_point(point, NEUTRAL) and same_point(point_multiply(Q, point), NEUTRAL)


def signature_holds(public, message, signature):
    if len(signature) != 64:
        return False
    key, commitment = decompress(public), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= Q or not of_prime_order(key) or not of_prime_order(commitment):
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return same_point(point_multiply(scalar, BASE), point_add(commitment, point_multiply(challenge, key)))


# The Merkle tree (RFC 6962)
def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves):
    """The root over leaf bytes, from the peaks of the growing tree."""
    peaks = []
    for size, leaf in enumerate(leaves):
        current = hashlib.sha256(b"\x00" + leaf).digest()
        while size & 1:
            current, size = node(peaks.pop(), current), size >> 1
        peaks.append(current)
    if not peaks:
        return hashlib.sha256().digest()
    current = peaks.pop()
    while peaks:
        current = node(peaks.pop(), current)
    return current


# Canonical JSON (RFC 8785) of values without floats
def canonical(value, deep=DEEPEST):
    if isinstance(value, (dict, list)) and deep == 0:
        raise ValueError(f"deeper than {DEEPEST}")
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name], deep - 1) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, deep - 1) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def refuse(text):
    raise ValueError("not allowed in the record: " + text)


def exact(text):
    number = int(text)
    return number if -EXACT < number < EXACT else refuse(text)


def unique_names(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def parsed(number, data, what):
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=refuse,
            parse_int=exact,
            parse_constant=refuse,
            object_pairs_hook=unique_names,
        )
        same = canonical(value).encode("utf-8") == data
    except (ValueError, RecursionError) as error:
        raise Failed(number, f"{what} is not the JSON expected ({error})") from None
    check(number, same, f"{what} is not in canonical form (RFC 8785)")
    return value


def decoded(number, text, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Failed(number, f"{what} is not base64") from None
    check(number, base64.b64encode(data).decode() == text, f"{what} is not base64 in its only form")
    return data


def read_members(path):
    """Check 1: the archive is in the one form that there is, and unpacks to what it says."""
    with open(path, "rb") as file:
        data = file.read(LIMIT + 1)
    check(1, len(data) <= LIMIT, "the archive is larger than 1 GiB")
    entries = list(read_directory(data))
    check(1, sum(size for _, _, size, _ in entries) <= LIMIT, "the archive unpacks to more than 1 GiB")
    return {name: unpacked(name, crc, size, packed) for name, crc, size, packed in entries}


def read_directory(data):
    """Of each member its name, CRC-32, size and packed bytes. Every byte beside these follows from them."""
    end = len(data) - 22
    check(1, end >= 0, "the archive is cut off")
    count, length, start = struct.unpack_from("<HII", data, end + 10)
    last = END + struct.pack("<HHIIH", count, count, length, start, 0)
    check(1, data[end:] == last and start + length == end, "the archive does not end as it should")
    check(1, count < 0xFFFF, "the archive has too many members")
    at, begin, before = start, 0, ""
    for _ in range(count):
        check(1, at + 46 <= end, "the archive's directory is cut off")
        crc, packed, size, length = struct.unpack_from("<IIIH", data, at + 16)
        name = data[at + 46 : at + 46 + length].decode("ascii", "replace")
        check(1, is_member(name), f"the archive has a member of another name: {name!r}")
        check(1, before < name, "the members are not in the order of their names, each once")
        sizes = struct.pack("<IIIHH", crc, packed, size, length, 0)
        local = LOCAL + sizes + name.encode()
        entry = ENTRY + sizes + struct.pack("<HHHII", 0, 0, 0, OWNER_MAY, begin) + name.encode()
        check(1, data.startswith(local, begin) and data.startswith(entry, at), f"a header of {name} is another")
        inside = begin + len(local)
        check(1, inside + packed <= start, f"{name} is cut off")
        yield name, crc, size, data[inside : inside + packed]
        at, begin, before = at + len(entry), inside + packed, name
    check(1, begin == start and at == end, "the archive has bytes that belong to no member")


def is_member(name):
    return name in MEMBERS or PACKET.fullmatch(name) or CHECKPOINT.fullmatch(name)


def unpacked(name, crc, size, packed):
    stream = zlib.decompressobj(-15)
    try:
        content = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise Failed(1, f"{name} cannot be unpacked ({error})") from None
    whole = stream.eof and not stream.unused_data and len(content) == size and zlib.crc32(content) == crc
    check(1, whole, f"{name} is damaged")
    return content


def check_manifest(members):
    """Checks 2 and 3: the manifest names every member, and every member has the hash it gives."""
    check(2, "manifest.json" in members, "manifest.json is missing")
    manifest = parsed(2, members["manifest.json"], "manifest.json")
    check(2, isinstance(manifest, dict) and set(manifest) == {"format", "sha256"}, "manifest.json has other fields")
    check(2, manifest["format"] == "nadwa-record/1", "manifest.json names a format unknown to this verifier")
    listed = manifest["sha256"]
    check(2, isinstance(listed, dict), "manifest.json lists no members")
    check(2, set(listed) == set(members) - {"manifest.json"}, "manifest.json and the archive differ in members")
    check(2, MEMBERS <= set(members), f"members are missing: {sorted(MEMBERS - set(members))}")
    for name, expected in sorted(listed.items()):
        check(3, hashlib.sha256(members[name]).hexdigest() == expected, f"{name} has another hash than listed")


def check_keys(data):
    """Check 4: each key is name+id+base64(1 ‖ Ed25519 key), the id that of name and key and of no other, the name the
    same in all, the key one that a signer makes."""
    check(4, data.endswith(b"\n"), "key.vkey does not end in a newline")
    keys = [check_key(line) for line in data.decode("latin-1")[:-1].split("\n")]
    check(4, len({key[0] for key in keys}) == 1, "the keys are of different logs")
    check(4, len({key[1] for key in keys}) == len(keys), "a key stands twice, or two keys have one id")
    return keys


def check_key(line):
    match = KEY.fullmatch(line)
    check(4, match, "key.vkey holds what is not a verifier key")
    key = decoded(4, match[3], "the key")
    check(4, len(key) == 33 and key[0] == 1, "the key is not an Ed25519 key")
    identity = hashlib.sha256(match[1].encode() + b"\n" + key).digest()[:4]
    check(4, identity.hex() == match[2], "the key's id does not belong to it")
    check(4, of_prime_order(decompress(key[1:])), "the key is one with which others than its holder can sign, or none")
    return match[1], identity, key[1:], line


def check_checkpoint(number, data, keys):
    """Checks 5, 9 and 12: origin, size, root, and a signature over them; with the number of the key that signed."""
    name = keys[0][0]
    try:
        text, signatures = data.decode("utf-8").split("\n\n")
    except ValueError:
        raise Failed(number, "the checkpoint is not a signed note") from None
    lines = text.split("\n")
    check(number, len(lines) == 3, "the checkpoint has not three lines")
    check(number, lines[0] == name, "the checkpoint is of another log than the key")
    check(number, SIZE.fullmatch(lines[1]), "the checkpoint's size is not a number")
    root = decoded(number, lines[2], "the checkpoint's root")
    check(number, signatures.endswith("\n"), "the checkpoint does not end in a newline")
    found = None
    for line in signatures[:-1].split("\n"):
        match = SIGNATURE.fullmatch(line)
        check(number, match, "the checkpoint has a line that is not a signature")
        raw = decoded(number, match[2], "a signature")
        for place, (_, identity, key, _) in enumerate(keys):
            if match[1] == name and raw[:4] == identity:
                found = place, key, raw[4:]
    check(number, found, "the checkpoint is not signed with a key of the bundle")
    place, key, signature = found
    check(number, signature_holds(key, (text + "\n").encode(), signature), "the checkpoint's signature is wrong")
    return int(lines[1]), root, place


def check_leaves(data, origin):
    """Checks 6 and 7: each leaf is canonical and complete, of this log, at its own index."""
    check(6, data == b"" or data.endswith(b"\n"), "leaves.jsonl does not end in a newline")
    leaves = data.split(b"\n")[:-1]
    values = []
    for index, leaf in enumerate(leaves):
        value = parsed(6, leaf, f"leaf {index}")
        fields = {"v", "log", "i", "t", "kind", "body"}
        check(6, isinstance(value, dict) and set(value) == fields, f"leaf {index} has other fields than expected")
        check(6, value["v"] is not True and value["v"] == 1, f"leaf {index} is of an unknown version")
        check(6, isinstance(value["body"], dict), f"leaf {index} has no body")
        check(6, isinstance(value["t"], str) and is_time(value["t"]), f"leaf {index} has no time that there is")
        check(6, isinstance(value["kind"], str), f"leaf {index} has no kind")
        check(6, all(map(is_normal, texts_in(value))), f"leaf {index} has text that is not in normal form (NFC)")
        check(7, value["log"] == origin, f"leaf {index} is of another log")
        check(7, canonical(value["i"]) == str(index), f"leaf {index} says it is number {value['i']}")
        values.append(value)
    return leaves, values


def is_time(text):
    match = TIME.fullmatch(text)
    year, month, day, hour, minute, second = map(int, match.groups()) if match else [0] * 6
    there = year > 0 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return there and hour < 24 and minute < 60 and second < 60


def seconds(time):
    return calendar.timegm(tuple(map(int, TIME.fullmatch(time).groups())))


def texts_in(value):
    if isinstance(value, str):
        yield value
    for each in [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from texts_in(each)


def is_normal(text):
    return all(unicodedata.normalize("NFC", piece) == piece for piece in SETTLED.findall(text))


def times_that_go_back(values):
    """A line if acts bear an earlier time than acts before them: clocks differ, and what waits in the database too."""
    latest, back = "", []
    for value in values:
        if value["t"] < latest:
            back.append((value["i"], seconds(latest) - seconds(value["t"])))
        latest = max(latest, value["t"])
    if not back:
        return []
    first, most = back[0][0], max(by for _, by in back)
    return [
        f"{len(back)} acts bear an earlier time than acts before them, by at most {most} s; the first is leaf {first}"
    ]


def check_packets(members, values):
    """Check 10: every result packet that the log names is there, and no other."""
    packets = {name[8:-5] for name in members if PACKET.fullmatch(name)}
    named = {value["body"]["packet"] for value in values if isinstance(value["body"].get("packet"), str)}
    check(10, packets == named, f"result packets missing or unnamed: {sorted(packets ^ named)}")
    for name in sorted(packets):
        content = members[f"packets/{name}.json"]
        check(10, hashlib.sha256(content).hexdigest() == name, f"result packet {name} has another hash")


def check_votes(values):
    """Check 11: every roll call follows from the acts before it; and lines about what is to be known of them."""
    votes, rolls, lines = {}, {}, []
    for value in values:
        match = VOTE.fullmatch(value["kind"])
        if match:
            lines += check_vote(value, match[1], match[2], votes, rolls)
        elif value["kind"] == "floor.roll-frozen":
            check_roll(value, rolls)
        elif value["kind"] == "floor.meeting-adjourned":
            check_none_open(value, votes)
        elif value["kind"] == "texts.adopted" and value["body"].get("decision") == "vote":
            check_adoption(value, votes)
    lines += [f"leaf {vote['leaf']}: this vote was opened and not closed" for vote in votes.values() if vote["open"]]
    closed = sum(vote["carried"] is not None for vote in votes.values())
    return [f"{closed} roll-call votes counted again", *lines]


def check_roll(value, rolls):
    members, meeting = value["body"].get("decide"), canonical(value["body"].get("meeting"))
    right = isinstance(members, list) and all(isinstance(name, str) for name in members)
    check(11, right, f"leaf {value['i']} is a roll that names no members")
    check(11, meeting not in rolls, f"leaf {value['i']} freezes the roll of a meeting a second time")
    rolls[meeting] = members


def check_none_open(value, votes):
    meeting = canonical(value["body"].get("meeting"))
    left = [vote["leaf"] for vote in votes.values() if vote["open"] and vote["meeting"] == meeting]
    check(11, not left, f"leaf {value['i']} ends a meeting before its votes were closed: {left}")


def check_adoption(value, votes):
    body, leaf = value["body"], f"leaf {value['i']}"
    vote = votes.get(canonical(["texts", body.get("text"), body.get("vote")]))
    check(11, vote and vote["carried"], f"{leaf} adopts a text by a vote that has not carried it")
    check(11, vote["whole"], f"{leaf} adopts a text by a vote on a part of it")
    named = isinstance(body.get("sha256"), str) and vote["text"] == canonical(body["sha256"])
    check(11, named, f"{leaf} adopts another text than was voted on")


def check_vote(value, room, what, votes, rolls):
    """One act of a vote; lines about it."""
    body, leaf = value["body"], f"leaf {value['i']}"
    key = canonical([room, body.get("text" if room == "texts" else "meeting"), body.get("vote")])
    if what == "vote-opened":
        check(11, key not in votes, f"{leaf} opens a vote a second time")
        votes[key] = opened(value, room, rolls)
        return [] if votes[key]["roll"] is not None else [f"{leaf}: no roll in this record says who may vote"]
    vote = votes.get(key)
    check(11, vote and vote["open"], f"{leaf} is of a vote that is not open")
    if what == "ballot-cast":
        return check_ballot(value, room, vote)
    vote["open"] = False
    if what == "vote-discontinued":
        return []
    check_tally(value, vote)
    vote["carried"] = body["carried"]
    return entered(value, vote["ballots"])


def opened(value, room, rolls):
    """A vote as it begins. `roll` is of whom the meeting consists, None if the record does not say."""
    body, leaf = value["body"], f"leaf {value['i']}"
    majority, meeting = body.get("majority"), canonical(body.get("meeting"))
    check(11, majority in MAJORITIES, f"{leaf} opens a vote and names no majority")
    check(11, room == "texts" or meeting in rolls, f"{leaf} opens a vote of a meeting that has no roll")
    return {
        "leaf": value["i"],
        "open": True,
        "carried": None,
        "majority": majority,
        "meeting": meeting,
        "roll": rolls.get(meeting),
        "whole": body.get("alternative") is None,
        "text": canonical(body.get("text_sha256")),
        "ballots": {},
    }


def check_ballot(value, room, vote):
    name, by = voter(value, room), capacity(value)
    own, leaf = f"delegation:{name}", f"leaf {value['i']}"
    check(11, vote["roll"] is None or name in vote["roll"], f"{leaf} is a ballot of {name}, which is not on the roll")
    replaced = by != own and vote["ballots"].get(name, ("", by))[1] == own
    vote["ballots"][name] = value["body"].get("ballot"), by
    return [f"{leaf}: an answer that {name} gave itself was replaced by {by}"] if replaced else []


def voter(value, room):
    if room == "floor":  # the secretary may enter what a delegation answers aloud
        named = value["body"].get("delegation")
        check(11, isinstance(named, str), f"leaf {value['i']} names no voter")
        return named
    own = capacity(value)
    check(11, own.startswith("delegation:"), f"leaf {value['i']} names no voter")
    return own[len("delegation:") :]


def capacity(value):
    """In which capacity somebody acts; empty if the leaf does not say."""
    by = value["body"].get("by")
    named = by.get("as") if isinstance(by, dict) else None
    return named if isinstance(named, str) else ""


def entered(value, cast):
    """How many ballots of a vote were not given by the delegations themselves, and who entered them."""
    others = [by for name, (_, by) in cast.items() if by != f"delegation:{name}"]
    if not others:
        return []
    by = ", ".join(dict.fromkeys(others))
    return [f"leaf {value['i']}: {len(others)} of {len(cast)} ballots were entered by {by}, not by the delegations"]


def check_tally(value, vote):
    body, leaf = value["body"], f"leaf {value['i']}"
    cast = {name: ballot for name, (ballot, _) in vote["ballots"].items()}
    check(11, canonical(body.get("ballots")) == canonical(cast), f"{leaf} counts other ballots than were cast")
    counts = {choice: list(cast.values()).count(choice) for choice in ("yes", "no", "abstention")}
    check(11, sum(counts.values()) == len(cast), f"{leaf} counts ballots that are no vote")
    told = {choice: body.get(choice) for choice in counts}
    check(11, canonical(told) == canonical(counts), f"{leaf} says {told}, the ballots are {counts}")
    yes, no = counts["yes"], counts["no"]
    check(11, body.get("majority") == vote["majority"], f"{leaf} names another majority than the opening of the vote")
    carried = yes > no if vote["majority"] == "simple" else yes > 0 and yes >= 2 * no
    check(11, body.get("carried") is carried, f"{leaf} says another result than the ballots")


def check_changes(members, keys, leaves, values):
    """Check 12: each change of key names the next one, in a leaf that the key before it has signed; the sizes."""
    changes = [value["i"] + 1 for value in values if value["kind"] == "record.key-changed"]
    check(12, len(keys) == len(changes) + 1, f"{len(keys)} keys for {len(changes)} changes of key")
    there = {int(name[12:]) for name in members if CHECKPOINT.fullmatch(name)}
    check(12, there == set(changes), "the checkpoints in the bundle are not those of the changes of key")
    for place, size in enumerate(changes):
        named = values[size - 1]["body"].get("key")
        check(12, named == keys[place + 1][3], f"leaf {size - 1} names another key than the bundle")
        signed, root, by = check_checkpoint(12, members[f"checkpoints/{size}"], keys)
        check(
            12, (signed, by) == (size, place), f"the change of key in leaf {size - 1} is not signed by the key before"
        )
        check(12, root == root_of(leaves[:size]), f"checkpoints/{size} is of other leaves")
    return changes


def check_due(number, size, by, changes):
    """A checkpoint is signed with the key that was due at its size."""
    check(number, by == sum(change < size for change in changes), "the checkpoint is signed with a key not due then")


def check_acts(values, schema):
    """Check 13: each act says what acts of its kind say (acts.schema.json); of kinds that are not in it, a line."""
    kinds, unknown = schema["$defs"], {}
    for value in values:
        kind = value["kind"]
        if kind not in kinds:
            unknown[kind] = unknown.get(kind, 0) + 1
            continue
        for reason in lacking(value["body"], kinds[kind], "body"):
            raise Failed(13, f"leaf {value['i']} ({kind}): {reason}")
    lines = [
        f"{number} acts of a kind that the schema does not know: {shown(kind)}" for kind, number in unknown.items()
    ]
    return [*lines, f"{len(values) - sum(unknown.values())} acts say what acts of their kinds say"]


def shown(text):
    """A name from the bundle, so that no character in it means something to a terminal."""
    return json.dumps(text)


JSON_TYPES = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def lacking(value, schema, place):
    """What of the schema does not hold; of JSON Schema this knows what the schema of acts uses."""
    if "anyOf" in schema:
        if not any(next(lacking(value, each, place), None) is None for each in schema["anyOf"]):
            yield f"{place} is of none of the types that it may be of"
        return
    kind = JSON_TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"{place} is not of type {schema['type']}"
        return
    within = {dict: lacking_in_object, list: lacking_in_array}.get(kind)
    if within:
        yield from within(value, schema, place)


def lacking_in_object(value, schema, place):
    named = schema.get("properties", {})
    yield from (f"{place} has no {name}" for name in schema.get("required", []) if name not in value)
    for name in value:
        inner = named.get(name, schema.get("additionalProperties"))
        if inner is not None:
            yield from lacking(value[name], inner, f"{place}.{shown(name)}")


def lacking_in_array(value, schema, place):
    fixed = schema.get("prefixItems", [])
    if fixed and len(value) != len(fixed):
        yield f"{place} has {len(value)} entries, not {len(fixed)}"
        return
    for number, each in enumerate(value):
        yield from lacking(each, fixed[number] if fixed else schema["items"], f"{place}[{number}]")


def verify(path, kept=(), acts=None):
    """Run every check; the lines to print. Raises Failed."""
    members = read_members(path)
    check_manifest(members)
    keys = check_keys(members["key.vkey"])
    origin = keys[0][0]
    size, root, by = check_checkpoint(5, members["checkpoint"], keys)
    leaves, values = check_leaves(members["leaves.jsonl"], origin)
    check(8, len(leaves) == size, f"the checkpoint counts {size} leaves, the bundle has {len(leaves)}")
    check(8, root_of(leaves) == root, "the leaves do not lead to the checkpoint's root")
    changes = check_changes(members, keys, leaves, values)
    check_due(5, size, by, changes)
    lines = [f"log {origin}", *(f"key {key[3]}" for key in keys), f"{size} acts, root {root.hex()}"]
    for note in kept:
        kept_size, kept_root, kept_by = check_checkpoint(9, note, keys)
        check(9, kept_size <= size, f"the checkpoint you kept counts {kept_size} leaves, the bundle only {size}")
        check(9, root_of(leaves[:kept_size]) == kept_root, "the record has been changed since your checkpoint")
        check_due(9, kept_size, kept_by, changes)
        lines.append(f"extends your checkpoint at {kept_size}")
    check_packets(members, values)
    lines += [*check_votes(values), *times_that_go_back(values)]
    lines += check_acts(values, acts) if acts is not None else []
    return [*lines, "verified: every leaf, index, root, signature, result packet and tally"]


def schema_of(content):
    """The schema that was given; Failed where it is none."""
    try:
        schema = json.loads(content)
    except ValueError:
        schema = None
    check(13, isinstance(schema, dict) and isinstance(schema.get("$defs"), dict), "this is no schema of acts")
    return schema


def main(arguments):
    usage = "usage: python3 -I -S nadwa_verify.py bundle.zip [--checkpoint FILE]... [--acts acts.schema.json]"
    words, files = arguments[1::2], arguments[2::2]
    if len(arguments) % 2 != 1 or any(word not in ("--checkpoint", "--acts") for word in words):
        print(usage, file=sys.stderr)
        return 2
    try:
        kept, acts = [], None
        for word, name in zip(words, files):  # noqa: B905 - as many, and older Pythons know no more of zip
            with open(name, "rb") as file:
                if word == "--acts":
                    acts = schema_of(file.read())
                else:
                    kept.append(file.read())
        print("\n".join(verify(arguments[0], kept, acts)))
    except Failed as failure:
        print(f"FAILED check {failure.number}: {failure}")
        return 1
    except OSError as error:
        print(f"FAILED check 1: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
