"""The archive: asked for by the secretariat, made by the worker, its hash on the record."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts.by import THE_PLATFORM
from nadwa.acts.exchange import ArchiveAsked, Archived
from nadwa.acts.facts import Audience
from nadwa.editions.capacities import HostOfficer, Officer
from nadwa.editions.models import Edition
from nadwa.exchange.models import Archive
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act


@command
def ask_for_archive(by: HostOfficer | Officer, edition: Edition) -> Act:
    """Let the worker make the archive; the one before stays until the new one is there."""
    archive = Archive.objects.select_for_update().filter(edition=edition).first()
    if archive and archive.made_at is None:
        raise Refused(_("The archive is being made."))
    Archive.objects.update_or_create(edition=edition, defaults={"asked_at": clock.now(), "made_at": None})
    return record(log_for(edition.slug, Audience.HOSTS), ArchiveAsked(), by)


@command
def keep_archive(edition: Edition, content: bytes, pages: int, manifest: str) -> Act:
    """Keep what the worker has made, and put the hash of its manifest on the public record."""
    facts = {"content": content, "pages": pages, "manifest": manifest, "made_at": clock.now()}
    Archive.objects.filter(edition=edition).update(**facts)
    archived = Archived(pages=pages, manifest_sha256=manifest)
    return record(log_for(edition.slug), archived, THE_PLATFORM)
