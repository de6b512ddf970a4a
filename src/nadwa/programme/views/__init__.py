"""Pages of the programme and its documents."""
