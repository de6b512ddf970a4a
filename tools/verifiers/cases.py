"""A case: a bundle that both verifiers are given, and what is known beforehand of what they may say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """`holds`: both have to accept, both have to refuse; or, where it is not known, to say the same. A bundle that was
    not `signed` anew and is accepted all the same must have the members of the honest one, byte for byte. With `acts`
    the verifiers are given the schema of acts."""

    level: str
    name: str
    content: bytes
    holds: bool | None = None
    signed: bool = False
    kept: tuple[bytes, ...] = ()
    acts: bool = False
