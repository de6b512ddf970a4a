"""Every write on the floor, one function an act."""
