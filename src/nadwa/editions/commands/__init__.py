"""Every write on an edition."""
