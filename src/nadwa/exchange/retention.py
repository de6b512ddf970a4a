"""How long this room keeps what is personal."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.accounts.retention import Kept
from nadwa.exchange.models import Import, Token

KEEPS = (
    Kept(
        "imports",
        _("files that were read in"),
        _("for the preview, and to see what was brought in"),
        _("since they were sent"),
        30,
        lambda moment: Import.objects.filter(at__lt=moment),
    ),
    Kept(
        "keys",
        _("keys to the interface for programs"),
        _("to see what they were used for"),
        _("since they ended"),
        90,
        lambda moment: Token.objects.filter(Q(expires_at__lt=moment) | Q(revoked_at__lt=moment)),
    ),
)
