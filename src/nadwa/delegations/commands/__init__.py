"""Every write on bodies, invitations, delegations and credentials."""
