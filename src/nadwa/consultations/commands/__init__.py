"""Every act of a consultation. A vote is not an act: see votes.py."""
