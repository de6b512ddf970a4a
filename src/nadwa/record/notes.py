"""Signed notes, checkpoints and proofs in the C2SP text formats (signed-note, tlog-checkpoint, tlog-proof)."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that tell keys of one name apart: SHA-256(name ‖ newline ‖ algorithm ‖ key), cut."""
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifier_key(name: str, public: Ed25519PublicKey) -> str:
    """`name+keyid+base64(algorithm ‖ key)`, the form in which a key is handed to verifiers."""
    raw = public.public_bytes_raw()
    return f"{name}+{key_id(name, raw).hex()}+{b64encode(ED25519 + raw).decode()}"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n"


def signed(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """The text with one signature line; `text` ends in a newline."""
    signature = key.sign(text.encode())
    identity = key_id(name, key.public_key().public_bytes_raw())
    return f"{text}\n\u2014 {name} {b64encode(identity + signature).decode()}\n"


def proof_file(index: int, path: Sequence[bytes], checkpoint: str) -> str:
    hashes = "".join(f"{b64encode(step).decode()}\n" for step in path)
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{checkpoint}"
