"""Reading the outbox."""

from nadwa.mail.models import Mail
from nadwa.wall import over_the_wall


def unsent() -> int:
    with over_the_wall():
        return Mail.objects.filter(sent_at=None).count()


def failing() -> int:
    """How many mails have been tried and have not left."""
    with over_the_wall():
        return Mail.objects.filter(sent_at=None, tries__gt=0).count()
