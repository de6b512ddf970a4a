"""Roll-call votes of states → ideal points."""
