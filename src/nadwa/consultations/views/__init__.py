"""Pages of a consultation: its results, voting in it, moderating it."""
