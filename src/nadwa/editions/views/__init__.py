"""Pages of an edition, and its officers."""
