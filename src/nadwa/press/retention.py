"""How long this room keeps what is personal."""

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.retention import Kept
from nadwa.press.models import MediaApplication

KEEPS = (
    Kept(
        "journalists",
        _("applications of journalists that were refused"),
        _("to answer why"),
        _("since the decision"),
        90,
        lambda moment: MediaApplication.objects.filter(state=MediaApplication.State.REFUSED, decided_at__lt=moment),
    ),
)
