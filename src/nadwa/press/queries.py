"""Reading announcements."""

from typing import Any

import rules

from nadwa.editions.models import Edition
from nadwa.press.models import Announcement


def announcement(edition: Edition, person: Any) -> Announcement | None:
    """The announcement, if it is published or the person may see it earlier."""
    found = Announcement.objects.filter(edition=edition).first()
    if found and (found.published_at or rules.has_perm("press.see_unpublished", person, edition)):
        return found
    return None
