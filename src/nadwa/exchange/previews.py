"""What the lines of an import would do."""

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
