"""Every write of exchange."""

from nadwa.exchange.commands.archiving import ask_for_archive, keep_archive
from nadwa.exchange.commands.continuing import consent, plan_next

__all__ = ["ask_for_archive", "consent", "keep_archive", "plan_next"]
