#!/usr/bin/env python3
"""Check a Nadwa record bundle with nothing but Python: python3 -I -S nadwa_verify.py bundle.zip [--checkpoint FILE]...

Every check has a number; the first that fails is named and the exit status is 1. What is checked is described in
docs/record.md, from which this file can be written again. It trusts the first key inside the bundle: compare the one
that it prints with one you have from elsewhere, or give the checkpoints that you kept.
"""

import base64
import hashlib
import json
import re
import sys
import zipfile

MEMBERS = {"manifest.json", "leaves.jsonl", "checkpoint", "key.vkey"}
PACKET = re.compile(r"packets/[0-9a-f]{64}\.json")
CHECKPOINT = re.compile(r"checkpoints/[1-9][0-9]{0,18}")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
KEY = re.compile(r"([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
SIGNATURE = re.compile("\u2014 ([!-*,-~]+) ([A-Za-z0-9+/=]+)")
VOTING = ("vote-opened", "ballot-cast", "vote-closed", "vote-discontinued")
LIMIT = 1 << 30
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


def signature_holds(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment = decompress(public), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= Q:
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
    """Check 1: the archive opens and holds the members expected, each once, none too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            check(1, len(names) == len(set(names)), "a member stands twice in the archive")
            check(1, sum(entry.file_size for entry in entries) <= LIMIT, "the archive unpacks to more than 1 GiB")
            return {name: archive.read(name) for name in names}
    except Failed:
        raise
    except Exception as error:
        raise Failed(1, f"the archive cannot be read ({error})") from None


def check_manifest(members):
    """Checks 2 and 3: the manifest names every member, and every member has the hash it gives."""
    check(2, "manifest.json" in members, "manifest.json is missing")
    manifest = parsed(2, members["manifest.json"], "manifest.json")
    check(2, isinstance(manifest, dict) and set(manifest) == {"format", "sha256"}, "manifest.json has other fields")
    check(2, manifest["format"] == "nadwa-record/1", "manifest.json names a format unknown to this verifier")
    listed = manifest["sha256"]
    check(2, isinstance(listed, dict), "manifest.json lists no members")
    check(2, set(listed) == set(members) - {"manifest.json"}, "manifest.json and the archive differ in members")
    known = (PACKET, CHECKPOINT)
    strange = [name for name in listed if name not in MEMBERS and not any(form.fullmatch(name) for form in known)]
    check(2, not strange and MEMBERS <= set(members), f"members missing or unknown: {strange}")
    for name, expected in sorted(listed.items()):
        check(3, hashlib.sha256(members[name]).hexdigest() == expected, f"{name} has another hash than listed")


def check_keys(data):
    """Check 4: each key is name+id+base64(1 ‖ Ed25519 key), the id that of name and key, the name the same in all."""
    check(4, data.endswith(b"\n"), "key.vkey does not end in a newline")
    keys = [check_key(line) for line in data.decode("utf-8", "replace")[:-1].split("\n")]
    check(4, len({key[0] for key in keys}) == 1, "the keys are of different logs")
    check(4, len({key[2] for key in keys}) == len(keys), "a key stands twice")
    return keys


def check_key(line):
    match = KEY.fullmatch(line)
    check(4, match, "key.vkey holds what is not a verifier key")
    key = decoded(4, match[3], "the key")
    check(4, len(key) == 33 and key[0] == 1, "the key is not an Ed25519 key")
    identity = hashlib.sha256(match[1].encode() + b"\n" + key).digest()[:4]
    check(4, identity.hex() == match[2], "the key's id does not belong to it")
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
        check(6, isinstance(value["t"], str) and TIME.fullmatch(value["t"]), f"leaf {index} has no time")
        check(6, isinstance(value["kind"], str), f"leaf {index} has no kind")
        check(7, value["log"] == origin, f"leaf {index} is of another log")
        check(7, canonical(value["i"]) == str(index), f"leaf {index} says it is number {value['i']}")
        values.append(value)
    return leaves, values


def check_packets(members, values):
    """Check 10: every result packet that the log names is there, and no other."""
    packets = {name[8:-5] for name in members if PACKET.fullmatch(name)}
    named = {value["body"]["packet"] for value in values if isinstance(value["body"].get("packet"), str)}
    check(10, packets == named, f"result packets missing or unnamed: {sorted(packets ^ named)}")
    for name in sorted(packets):
        content = members[f"packets/{name}.json"]
        check(10, hashlib.sha256(content).hexdigest() == name, f"result packet {name} has another hash")


def check_tallies(values):
    """Check 11: every roll call counts the last ballot of each delegation, and its result follows from the majority;
    a line about each in which ballots were entered for delegations by others."""
    cast, lines, closed = {}, [], 0
    for value in values:
        body, kind = value["body"], value["kind"]
        room, _, what = kind.partition(".")
        if room not in ("texts", "floor") or what not in VOTING:
            continue
        vote = canonical([room, body.get("text"), body.get("meeting"), body.get("vote")])
        if what == "vote-opened":
            check(11, vote not in cast, f"leaf {value['i']} opens a vote a second time")
            cast[vote] = {}
            continue
        check(11, cast.get(vote) is not None, f"leaf {value['i']} is of a vote that is not open")
        if what == "ballot-cast":
            name, by = voter(value, room), capacity(value)
            own = f"delegation:{name}"
            if by != own and cast[vote].get(name, ("", by))[1] == own:
                lines.append(f"leaf {value['i']}: an answer that {name} gave itself was replaced by {by}")
            cast[vote][name] = body.get("ballot"), by
            continue
        if what == "vote-closed":
            check_tally(value, {name: ballot for name, (ballot, _) in cast[vote].items()})
            closed += 1
            lines += entered(value, cast[vote])
        cast[vote] = None
    return [f"{closed} roll-call votes counted again", *lines]


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


def check_tally(value, cast):
    body, leaf = value["body"], f"leaf {value['i']}"
    check(11, canonical(body.get("ballots")) == canonical(cast), f"{leaf} counts other ballots than were cast")
    counts = {choice: list(cast.values()).count(choice) for choice in ("yes", "no", "abstention")}
    check(11, sum(counts.values()) == len(cast), f"{leaf} counts ballots that are no vote")
    told = {choice: body.get(choice) for choice in counts}
    check(11, canonical(told) == canonical(counts), f"{leaf} says {told}, the ballots are {counts}")
    majority, yes, no = body.get("majority"), counts["yes"], counts["no"]
    check(11, majority in ("simple", "two-thirds"), f"{leaf} names no majority")
    carried = yes > no if majority == "simple" else yes > 0 and yes >= 2 * no
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


def verify(path, kept=()):
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
    lines += check_tallies(values)
    return [*lines, "verified: every leaf, index, root, signature, result packet and tally"]


def main(arguments):
    usage = "usage: python3 -I -S nadwa_verify.py bundle.zip [--checkpoint FILE]..."
    if len(arguments) % 2 != 1 or any(word != "--checkpoint" for word in arguments[1::2]):
        print(usage, file=sys.stderr)
        return 2
    try:
        kept = []
        for name in arguments[2::2]:
            with open(name, "rb") as file:
                kept.append(file.read())
        print("\n".join(verify(arguments[0], kept)))
    except Failed as failure:
        print(f"FAILED check {failure.number}: {failure}")
        return 1
    except OSError as error:
        print(f"FAILED check 1: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
