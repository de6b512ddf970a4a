"""Every write on the programme and its documents."""
