"""Keys, checkpoints and their signatures: written in other forms, weak, damaged, of others."""

import random
from base64 import b64decode, b64encode
from collections.abc import Iterator

from nadwa.record import nadwa_verify as arithmetic
from tools.verifiers.archives import archive, members_of
from tools.verifiers.cases import Case
from tools.verifiers.forging import (
    FIRST,
    ORDER,
    ORIGIN,
    PRIME,
    SECOND,
    Key,
    bundle,
    challenge,
    compressed,
    honest_members,
    key,
    leaf,
    members,
    nobodys,
    note,
    small_points,
    with_manifest,
    with_torsion,
)

ACT = ("x.y", {"said": "anything"})


def cases(chance: random.Random, number: int) -> Iterator[Case]:
    yield from weak()
    yield from lines()
    yield from changes()
    yield from signatures()
    yield from notes()
    yield from damaged(chance, number)
    yield from kept(chance, number // 2)


def with_key(name: str, one: Key, holds: bool | None = False) -> Case:
    return Case("keys", name, bundle(members([leaf(0, ACT)], (one,))), holds, True)


def weak() -> Iterator[Case]:
    """Points of small order in every way of writing them, keys with a small part, keys that are no points."""
    encodings = {compressed(point) for point in small_points()}
    for y in range(25):
        for sign in (0, 1):
            for number in (y, PRIME + y, PRIME - 1 - y):
                if number < 2**255:
                    encodings.add((number | sign << 255).to_bytes(32, "little"))
    for public in sorted(encodings):
        yield with_key(f"signed by nobody for the key {public.hex()}", nobodys(public))
    for part in range(8):
        yield with_key(f"a small part {part} in the key", with_torsion(4711, part, 0), part == 0)
        yield with_key(f"a small part {part} in the signature", with_torsion(4711, 0, part), part == 0)
        yield with_key(f"small parts {part} that cancel out", with_torsion(4711, part, part), part == 0)
    yield with_key("a commitment of no weight", no_commitment())


def no_commitment() -> Key:
    """A good key, and signatures whose commitment is the neutral point."""
    secret, neutral = 4711, (1).to_bytes(32, "little")
    public = compressed(arithmetic.point_multiply(secret, arithmetic.BASE))
    return Key(
        public,
        lambda message: neutral + (challenge(neutral, public, message) * secret % ORDER).to_bytes(32, "little"),
    )


def lines() -> Iterator[Case]:
    contents = members([leaf(0, ACT)])
    line = contents["key.vkey"].decode()
    name, identity, public = line.strip().split("+", 2)
    raw = b64decode(public)
    for what, changed in {
        "nothing": "",
        "a newline": "\n",
        "no newline": line.strip(),
        "twice": line * 2,
        "a carriage return": line.replace("\n", "\r\n"),
        "an empty line after it": line + "\n",
        "an empty line before it": "\n" + line,
        "space": " " + line,
        "upper case": f"{name}+{identity.upper()}+{public}\n",
        "another id": f"{name}+00000000+{public}\n",
        "a shorter id": f"{name}+{identity[:6]}+{public}\n",
        "no id": f"{name}+{public}\n",
        "another name": line.replace("forged", "another"),
        "no name": line[len(name) :],
        "a name with space": line.replace("forged", "for ged"),
        "base64 with more at its end": f"{name}+{identity}+{public}=\n",
        "base64 for addresses": line.replace("+", "-"),
        "another algorithm": f"{name}+{identity}+{b64encode(bytes([2]) + raw[1:]).decode()}\n",
        "a longer key": f"{name}+{identity}+{b64encode(raw + bytes(1)).decode()}\n",
        "a shorter key": f"{name}+{identity}+{b64encode(raw[:-1]).decode()}\n",
        "a byte order mark": "\ufeff" + line,
        "a letter of another script": line.replace("nadwa", "nаdwa"),
        "a key more": line + key(b"third").line() + "\n",
        "a key more, before it": key(b"third").line() + "\n" + line,
    }.items():
        yield Case("keys", f"key.vkey: {what}", bundle({**contents, "key.vkey": changed.encode()}), False, True)


def changes() -> Iterator[Case]:
    """One key follows another: by the leaf that names it, signed by the one before, with an id of its own."""
    third = key(b"third")
    for name, named, keys, at, holds in (
        ("as it should be", SECOND, (FIRST, SECOND), 1, True),
        ("the leaf names another", third, (FIRST, SECOND), 1, False),
        ("in the other order", SECOND, (SECOND, FIRST), 1, False),
        ("to itself", FIRST, (FIRST, FIRST), 1, False),
        ("without the checkpoint", SECOND, (FIRST, SECOND), 0, False),
        ("the checkpoint of another size", SECOND, (FIRST, SECOND), 2, False),
        ("to a weak key", nobodys((1).to_bytes(32, "little")), (FIRST, nobodys((1).to_bytes(32, "little"))), 1, False),
        ("to a key of the same id", twins()[1], twins(), 1, False),
    ):
        leaves = [leaf(0, ("record.key-changed", {"key": named.line()})), leaf(1, ACT)]
        yield Case("keys", f"change of key: {name}", bundle(members(leaves, keys, at)), holds, True)
    leaves = [leaf(0, ("record.key-changed", {"key": SECOND.line()})), leaf(1, ACT)]
    contents = members(leaves, (FIRST, SECOND), 1)
    for name, changed in {
        "signed by the new one": {"checkpoints/1": note(leaves[:1], SECOND)},
        "the last by the old one": {"checkpoint": note(leaves, FIRST)},
        "a checkpoint more": {"checkpoints/2": note(leaves, SECOND)},
        "of other leaves": {"checkpoints/1": note([leaves[1]], FIRST)},
    }.items():
        yield Case("keys", f"change of key: {name}", bundle({**contents, **changed}), False, True)


def twins() -> tuple[Key, Key]:
    """Two keys with one id, found by trying: four bytes are few."""
    one, other = key(b"twin 72657"), key(b"twin 145152")
    assert one.identity() == other.identity()
    return one, other


def signatures() -> Iterator[Case]:
    """A signature in other forms: none but the one that signers make is taken."""
    leaves = [leaf(0, ACT)]
    contents = members(leaves)
    text, _, last = contents["checkpoint"].decode().partition("\n\n")
    raw = b64decode(last.split(" ")[2])
    identity, commitment, scalar = raw[:4], raw[4:36], int.from_bytes(raw[36:], "little")
    for name, changed in {
        **{f"S + {times} L": commitment + (scalar + times * ORDER).to_bytes(32, "little") for times in range(1, 15)},
        "S is nought": commitment + bytes(32),
        "R is nought": bytes(32) + raw[36:],
        "R with its sign turned": commitment[:-1] + bytes([commitment[-1] ^ 0x80]) + raw[36:],
        "shorter": raw[4:-1],
        "longer": raw[4:] + bytes(1),
        "empty": b"",
        "all ones": b"\xff" * 64,
        **{f"R is {point.hex()[:8]}": point + raw[36:] for point in map(compressed, small_points())},
    }.items():
        signature = b64encode(identity + changed).decode()
        forged = f"{text}\n\n\u2014 {ORIGIN} {signature}\n".encode()
        yield Case("keys", f"signature: {name}", bundle({**contents, "checkpoint": forged}), False)


def notes() -> Iterator[Case]:
    leaves = [leaf(0, ACT)]
    contents = members(leaves)
    whole = contents["checkpoint"].decode()
    text, _, last = whole.partition("\n\n")
    origin, size, root = text.split("\n")
    other = note(leaves, key(b"stranger")).decode().partition("\n\n")[2]
    witness = f"\u2014 witness.example {b64encode(bytes(76)).decode()}\n"
    spare = root[:-2] + chr(ord(root[-2]) + 1) + "="
    for name, changed, holds in (
        ("as it is", whole, True),
        ("with a witness", whole + witness, True),
        ("a witness first", f"{text}\n\n{witness}{last}", True),
        ("with a stranger's signature", whole + other, True),
        ("a stranger's alone", f"{text}\n\n{other}", False),
        ("signed twice", f"{text}\n\n{last}{last}", True),
        ("a line that is no signature", whole + "x\n", False),
        ("a hyphen for the dash", whole.replace("\u2014", "-"), False),
        ("no signature", f"{text}\n\n", False),
        ("no newline at the end", whole.rstrip("\n"), False),
        ("a newline more", whole + "\n", False),
        ("three newlines", whole.replace("\n\n", "\n\n\n"), False),
        ("carriage returns", whole.replace("\n", "\r\n"), False),
        ("a line more", whole.replace("\n\n", "\nmore\n\n"), False),
        ("base64 with spare bits", whole.replace(root, spare), False),
    ):
        yield Case("keys", f"checkpoint: {name}", bundle({**contents, "checkpoint": changed.encode()}), holds, True)
    for name, written in {
        "a size with a nought": f"{origin}\n0{size}\n{root}\n",
        "a size with a sign": f"{origin}\n+{size}\n{root}\n",
        "a larger size": f"{origin}\n2\n{root}\n",
        "a size of nought": f"{origin}\n0\n{root}\n",
        "an enormous size": f"{origin}\n{'9' * 19}\n{root}\n",
        "a size of other digits": f"{origin}\n١\n{root}\n",
        "another origin": f"{origin}x\n{size}\n{root}\n",
        "a shorter root": f"{origin}\n{size}\n{b64encode(b64decode(root)[:-1]).decode()}\n",
        "an extension": f"{origin}\n{size}\n{root}\nmore\n",
        "spare bits": f"{origin}\n{size}\n{spare}\n",
    }.items():
        forged = note(leaves, FIRST, written)
        yield Case("keys", f"checkpoint signed: {name}", bundle({**contents, "checkpoint": forged}), False, True)


def damaged(chance: random.Random, number: int) -> Iterator[Case]:
    contents = honest_members()
    names = [name for name in contents if name.startswith(("key", "checkpoint"))]
    for turn in range(number):
        name = chance.choice(names)
        changed = with_manifest({**contents, name: spoilt(contents[name], chance)})
        yield Case("keys", f"{name} damaged, {turn}", archive(members_of(changed)))


def spoilt(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    other = chance.choice((content[at] ^ 1 << chance.randrange(8), chance.randrange(256), chance.choice(b"\n +=AZ09")))
    return chance.choice((content[:at] + bytes([other]) + content[at + 1 :], content[:at] + content[at + 1 :]))


def kept(chance: random.Random, number: int) -> Iterator[Case]:
    """Checkpoints that somebody kept, true and damaged."""
    contents = honest_members()
    content = archive(members_of(contents))
    leaves = contents["leaves.jsonl"].split(b"\n")[:-1]
    change = next(int(name[12:]) for name in contents if name.startswith("checkpoints/"))
    for size in range(len(leaves) + 1):
        for name, signer in (("first", FIRST), ("second", SECOND)):
            due = (size > change) == (signer is SECOND)
            yield Case(
                "keys", f"kept at {size}, signed by the {name}", content, due, True, (note(leaves[:size], signer),)
            )
    longer = note([*leaves, leaves[0]], SECOND)
    yield Case("keys", "kept of a longer record", content, False, True, (longer,))
    for turn in range(number):
        true = note(leaves[: chance.randrange(len(leaves))], FIRST)
        yield Case("keys", f"kept and damaged, {turn}", content, None, True, (spoilt(true, chance),))
