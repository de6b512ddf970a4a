"""What press brings to the two-key acts: publishing the announcement."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.editions import two_key
from nadwa.editions.models import Edition
from nadwa.editions.two_key import TwoKey
from nadwa.press.models import Announcement


def _refusal(edition: Edition, _subject: str) -> Any:
    announcement = Announcement.objects.filter(edition=edition).first()
    if announcement is None:
        return _("There is no announcement to publish.")
    return _("The announcement is published already.") if announcement.published_at else None


def _publish(edition: Edition, _subject: str) -> None:
    Announcement.objects.filter(edition=edition).update(published_at=clock.now())


two_key.register(TwoKey("press.announce", _("Publish the announcement"), _refusal, _publish))
