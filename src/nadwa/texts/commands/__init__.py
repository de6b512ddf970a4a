"""Every write on negotiating texts."""
