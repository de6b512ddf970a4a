"""Every write of exchange."""

from nadwa.exchange.commands.archiving import ask_for_archive, keep_archive
from nadwa.exchange.commands.continuing import consent, plan_next
from nadwa.exchange.commands.importing import carry_out

__all__ = ["ask_for_archive", "carry_out", "consent", "keep_archive", "plan_next"]
