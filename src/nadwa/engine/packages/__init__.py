"""The package finder: positions of parties on the alternatives of a text → packages that all can live with."""

from nadwa.engine.packages.finding import Objective, find
from nadwa.engine.packages.text import BadText, Text, parse, read

__all__ = ["BadText", "Objective", "Text", "find", "parse", "read"]
