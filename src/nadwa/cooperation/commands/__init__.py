"""Every write on cooperation."""
