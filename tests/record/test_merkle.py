"""The tree, against the definition in RFC 6962 and its test vectors."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from nadwa.record import merkle
from nadwa.record.merkle import Frontier

LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243")]
PUBLISHED_ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
}


def test_roots_are_those_published_for_the_known_leaves() -> None:
    roots = {size: merkle.root([merkle.leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() for size in PUBLISHED_ROOTS}

    assert roots == PUBLISHED_ROOTS


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == merkle.root([]) == sha256().digest()


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_a_growing_tree_has_the_root_of_its_leaves(leaves: list[bytes], cut: int) -> None:
    grown = Frontier().extended(leaves[:cut]).extended(leaves[cut:])

    assert grown.root() == merkle.root([merkle.leaf_hash(leaf) for leaf in leaves])


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70), st.data())
def test_an_inclusion_proof_leads_to_the_root_and_to_no_other_place(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    proof = merkle.inclusion_proof(hashes, index)

    assert merkle.root_from_proof(leaves[index], index, len(leaves), proof) == merkle.root(hashes)
    assert merkle.root_from_proof(leaves[index] + b"!", index, len(leaves), proof) != merkle.root(hashes)
    assert merkle.root_from_proof(leaves[index], index, len(leaves), [*proof, b"0" * 32]) is None
