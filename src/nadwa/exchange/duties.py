"""What takes long: making archives."""

from nadwa.editions.models import Edition
from nadwa.exchange import archive
from nadwa.exchange.commands import archiving
from nadwa.exchange.models import Archive


def make_archives() -> int:
    """Make the archives that have been asked for; gives their number."""
    waiting = Archive.objects.filter(made_at=None).select_related("edition")
    return sum(_make(one.edition) for one in waiting)


def _make(edition: Edition) -> bool:
    content, pages, manifest = archive.made(edition)
    archiving.keep_archive(edition, content, pages, manifest)
    return True
