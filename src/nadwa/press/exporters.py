"""Releases for readers of feeds and of paper."""

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext, override

from nadwa import characters, clock, printing
from nadwa.editions.models import Edition
from nadwa.press import queries
from nadwa.press.models import Release
from nadwa.printing import Line
from nadwa.web.addresses import address
from nadwa.web.figures import long_date
from nadwa.web.languages import plain


def feed(edition: Edition, language: str) -> str:
    """An Atom feed of what everybody may read now."""
    link = address("press-page", edition.slug)
    atom = Atom1Feed(
        characters.written(plain(edition.title)), link, gettext("Announcement and releases"), language, feed_guid=link
    )
    for release in queries.public(edition.releases.all()):
        page = address("release", edition.slug, release.number)
        since = release.embargo_until or release.issued_at
        title, text = (characters.written(plain(content)) for content in (release.title, release.text))
        atom.add_item(title, page, text, pubdate=since, updateddate=since, unique_id=page)
    return atom.writeString("utf-8")


def pdf(release: Release, language: str) -> bytes:
    """An issued release on paper, in one language."""
    edition = release.edition
    with override(language):
        heads = [f"{edition.symbol}/PR/{release.number}", f"{release.get_kind_display()}, {long_date(release.dated)}"]
        lines = [Line(words) for words in [heads[1], *plain(release.text).split("\n")] if words.strip()]
        hosts = [plain(host.name) for host in edition.hosts.all()]
        title = plain(release.title)
    return printing.pdf(title, heads[0], language, lines, at=release.issued_at or clock.now(), letterhead=hosts)
