"""Pages of negotiating texts: reading, proposing, positions, facilitating."""
