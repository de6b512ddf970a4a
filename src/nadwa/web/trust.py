"""What is promised and how anybody can check it, and what nobody can promise. docs/trust.md has the figures."""

from django.utils.translation import gettext_lazy as _

PROMISES = [
    (_("What the platform has acknowledged is not lost, whatever is killed, frozen, full or cut off."), "make faults"),
    (_("What stands on the record is not changed unnoticed, not even by those who run it."), "nadwa_verify.py"),
    (_("Nobody is shown another record than others without leaving proof of it."), "nadwa witness"),
    (_("Every roll-call vote can be counted again by anybody."), "nadwa_verify.py"),
    (_("What is published of a consultation can be computed again from its votes."), "nadwa packet verify"),
    (
        _("No delegation sees what another keeps to itself, on no page, file, search, stream or interface."),
        "tests/matrix",
    ),
    (
        _("Votes, adoption, tabling, credentials and roles need a proof of identity not older than five minutes."),
        "tests/accounts",
    ),
    (_("A thousand delegates can vote within ten seconds while two thousand pages follow."), "make load"),
    (_("You see all that is held about you, and can be forgotten."), "nadwa person"),
    (_("It is known what is shipped: every package, its licence, its hash."), "make audit"),
    (
        _("A stranger can install the platform from its files alone, and is told what is missing."),
        "nadwa check --deploy",
    ),
]
NOT_PROMISED = [
    _("Whoever administers the server can read what is kept on it, drafts and positions of delegations included."),
    _("The record shows that something was changed; it cannot keep a host from switching the platform off."),
    _(
        "Until somebody outside has kept a checkpoint, those who hold the signing key could still write another"
        " history."
    ),
    _(
        "Of what is said in confidence, the sum over at least three delegations can be learnt, and that one of them"
        " holds a red line."
    ),
    _("Backups made before a person was erased know the person until they are thrown away."),
    _("Where a whole delegation shares one account, the record cannot say which of them acted."),
]
