"""Pages of bodies, invitations, delegations and credentials."""
