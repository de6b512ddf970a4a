"""How long this room keeps what is personal."""

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.retention import Kept
from nadwa.floor.models import Speaker

KEEPS = (
    Kept(
        "speakers",
        _("who spoke for a delegation: name, form of address and function"),
        _("to show who has the floor, and who had it"),
        _("since the end of the edition"),
        365,
        lambda moment: Speaker.objects.filter(
            request__delegation__edition__ends_on__lt=moment.date(), request__delegation__edition__exercise=False
        ),
    ),
)
