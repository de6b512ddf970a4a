"""Who may read which log."""

import rules

from nadwa.acts.by import Somebody
from nadwa.acts.facts import Audience
from nadwa.record.models import Act, Log


@rules.predicate
def is_public(_person: Somebody, subject: Log | Act) -> bool:
    log = subject.log if isinstance(subject, Act) else subject
    return log.audience == Audience.PUBLIC


@rules.predicate
def is_own(person: Somebody, subject: Log | Act) -> bool:
    return isinstance(subject, Act) and person.is_authenticated and subject.person_id == person.pk


PERMISSIONS = {
    "record.read": is_public,
    "record.receipt": is_public | is_own,
}
