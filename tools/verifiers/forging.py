"""Records signed with keys made for the purpose: whoever holds a key can write such a one, honest or not."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nadwa.record import nadwa_verify as arithmetic
from nadwa.record.merkle import Frontier
from tools.verifiers.archives import archive, members_of

ORIGIN = "nadwa.example/forged-2016"
NOON = "2016-07-11T12:00:00.000000Z"
PACKET = b'{"format":"nadwa-opinion/1","groups":3}' * 20
ORDER, PRIME = arithmetic.Q, arithmetic.P
Act = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Key:
    """A public key, and how something is signed with it."""

    public: bytes
    sign: Callable[[bytes], bytes]

    def identity(self) -> bytes:
        return sha256(ORIGIN.encode() + b"\n\x01" + self.public).digest()[:4]

    def line(self) -> str:
        return f"{ORIGIN}+{self.identity().hex()}+{b64encode(bytes([1]) + self.public).decode()}"


def key(seed: bytes) -> Key:
    private = Ed25519PrivateKey.from_private_bytes(sha256(seed).digest())
    return Key(private.public_key().public_bytes_raw(), private.sign)


FIRST, SECOND = key(b"first"), key(b"second")


def leaf(index: int, act: Act, time: str = NOON) -> bytes:
    kind, body = act
    return rfc8785.dumps({"v": 1, "log": ORIGIN, "i": index, "t": time, "kind": kind, "body": body})


def note(leaves: list[bytes], signer: Key, text: str = "") -> bytes:
    """The checkpoint over these leaves; or another text, signed so."""
    root = b64encode(Frontier().extended(leaves).root()).decode()
    text = text or f"{ORIGIN}\n{len(leaves)}\n{root}\n"
    signature = b64encode(signer.identity() + signer.sign(text.encode())).decode()
    return f"{text}\n\u2014 {ORIGIN} {signature}\n".encode()


def members(leaves: list[bytes], keys: tuple[Key, ...] = (FIRST,), change: int = 0) -> dict[str, bytes]:
    """All but the manifest. `change` is the size of the log at which the second key follows the first."""
    contents = {
        "leaves.jsonl": b"".join(one + b"\n" for one in leaves),
        "checkpoint": note(leaves, keys[-1]),
        "key.vkey": "".join(f"{one.line()}\n" for one in keys).encode(),
    }
    if change:
        contents[f"checkpoints/{change}"] = note(leaves[:change], keys[0])
    return contents


def with_manifest(contents: dict[str, bytes]) -> dict[str, bytes]:
    listed = {name: sha256(content).hexdigest() for name, content in contents.items() if name != "manifest.json"}
    return {**contents, "manifest.json": rfc8785.dumps({"format": "nadwa-record/1", "sha256": listed})}


def bundle(contents: dict[str, bytes]) -> bytes:
    return archive(members_of(with_manifest(contents)))


def signed(leaves: list[bytes]) -> bytes:
    """The bundle of a log with one key."""
    return bundle(members(leaves))


def log(acts: list[Act]) -> bytes:
    return signed([leaf(index, act) for index, act in enumerate(acts)])


def by(capacity: str) -> dict[str, Any]:
    return {"by": {"as": capacity}}


def honest_acts() -> list[Act]:
    """A roll, a vote of the floor, a result, a change of key, a text put to the vote and adopted, a vote under way."""
    states, words = ["aldora", "belmara", "corvia"], "Œuvre, été; الماء؛ 水与城市; Вода и город; agua"
    floor, text = {"meeting": 1, "vote": 1}, {"text": "outcome", "vote": 1}
    ballots = {"aldora": "yes", "belmara": "yes", "corvia": "no"}
    counts = {"yes": 2, "no": 1, "abstention": 0, "carried": True, "ballots": ballots}
    return [
        (
            "programme.item-entered",
            {"title": words, "number": 1, "none": None, "list": [1, [2, {"3": True}]], **by("chair")},
        ),
        ("floor.roll-frozen", {"meeting": 1, "decide": states, "speak": [*states, "drevania"], **by("credentials")}),
        ("floor.vote-opened", {**floor, "majority": "simple", "letter": "A", **by("chair")}),
        *(
            ("floor.ballot-cast", {**floor, "delegation": name, "ballot": choice, **by("secretariat")})
            for name, choice in ballots.items()
        ),
        ("floor.vote-closed", {**floor, "majority": "simple", **counts, **by("chair")}),
        ("consultations.result-published", {"packet": sha256(PACKET).hexdigest(), **by("chair")}),
        ("record.key-changed", {"key": SECOND.line(), **by("platform")}),
        ("texts.vote-opened", {**text, "meeting": 1, "majority": "two-thirds", "text_sha256": "a" * 64, **by("chair")}),
        *(
            ("texts.ballot-cast", {**text, "ballot": choice, **by(f"delegation:{name}")})
            for name, choice in ballots.items()
        ),
        ("texts.vote-closed", {**text, "majority": "two-thirds", **counts, **by("chair")}),
        ("texts.adopted", {**text, "decision": "vote", "sha256": "a" * 64, **by("chair")}),
        ("floor.roll-frozen", {"meeting": 2, "decide": states, "speak": states, **by("credentials")}),
        ("floor.vote-opened", {"meeting": 2, "vote": 1, "majority": "simple", **by("chair")}),
    ]


def honest_members(leaves: list[bytes] | None = None) -> dict[str, bytes]:
    """The members of the honest record; or of one in which other leaves stand, all of it signed."""
    leaves = leaves or [leaf(index, act) for index, act in enumerate(honest_acts())]
    change = 1 + [kind for kind, _ in honest_acts()].index("record.key-changed")
    contents = members(leaves, (FIRST, SECOND), change)
    return with_manifest({**contents, f"packets/{sha256(PACKET).hexdigest()}.json": PACKET})


# What a signer in its senses does not make
def compressed(point: tuple[int, int, int, int]) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, PRIME - 2, PRIME)
    return (y * inverse % PRIME | (x * inverse % PRIME & 1) << 255).to_bytes(32, "little")


def small_points() -> list[tuple[int, int, int, int]]:
    """The points of order 1, 2, 4 and 8: multiples of one of order 8."""
    for y in range(2, 100):
        point = arithmetic.decompress(y.to_bytes(32, "little"))
        found = point and arithmetic.point_multiply(ORDER, point)
        if found and not arithmetic.same_point(arithmetic.point_multiply(4, found), arithmetic.NEUTRAL):
            return [arithmetic.point_multiply(times, found) for times in range(8)]
    raise AssertionError("there is one")


def challenge(commitment: bytes, public: bytes, message: bytes) -> int:
    return int.from_bytes(sha512(commitment + public + message).digest(), "little") % ORDER


def with_torsion(secret: int, on_key: int, on_commitment: int) -> Key:
    """A key, or the commitment in its signatures, to which a small point is added: some programs take that, and
    whether others do depends on the message."""
    small = small_points()
    public = compressed(arithmetic.point_add(arithmetic.point_multiply(secret, arithmetic.BASE), small[on_key]))

    def sign(message: bytes) -> bytes:
        for nonce in range(1, 200):
            plain = arithmetic.point_multiply(nonce, arithmetic.BASE)
            commitment = compressed(arithmetic.point_add(plain, small[on_commitment]))
            hashed = challenge(commitment, public, message)
            if (on_commitment + hashed * on_key) % 8 == 0 or not on_key:
                return commitment + ((nonce + hashed * secret) % ORDER).to_bytes(32, "little")
        raise AssertionError("one in eight holds")

    return Key(public, sign)


def nobodys(public: bytes) -> Key:
    """A weak key with which anybody signs: the commitment is as if the key were not there."""
    commitment = compressed(arithmetic.point_multiply(5, arithmetic.BASE))
    return Key(public, lambda _message: commitment + (5).to_bytes(32, "little"))
