"""Every write of exchange."""
