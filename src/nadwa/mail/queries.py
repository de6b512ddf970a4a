"""Reading the outbox."""

from nadwa.mail.models import Mail


def unsent() -> int:
    return Mail.objects.filter(sent_at=None).count()


def failing() -> int:
    """How many mails have been tried and have not left."""
    return Mail.objects.filter(sent_at=None, tries__gt=0).count()
