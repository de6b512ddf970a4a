"""A whole assembly at once: participants, agenda, drafts. All of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from nadwa.acts.by import By
from nadwa.acts.exchange import AssemblyImported
from nadwa.delegations.commands.importing import Registration, register_together
from nadwa.editions.models import Edition
from nadwa.programme.commands.agenda import item_added
from nadwa.record.acts import command, log_for, record
from nadwa.record.models import Act
from nadwa.texts.commands.issuing import issue
from nadwa.web.languages import OFFICIAL, plain, written


@dataclass(frozen=True)
class ImportedMotion:
    """A draft as a list of (kind, words), under the agenda item whose title is `item`."""

    slug: str
    language: str
    title: str
    item: str
    draft: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Assembly:
    """Attributes: `registrations`; `items` (language, title) that are new; `motions` that are new."""

    registrations: Sequence[Registration]
    items: Sequence[tuple[str, str]]
    motions: Sequence[ImportedMotion]


@command
def import_assembly(by: By, edition: Edition, assembly: Assembly, source: bytes) -> Act:
    """Register, enter and issue what is new; who carries the import out facilitates its texts."""
    imported = AssemblyImported(
        registrations=len(assembly.registrations),
        items=len(assembly.items),
        motions=len(assembly.motions),
        file_sha256=sha256(source).hexdigest(),
    )
    act = record(log_for(edition.slug), imported, by)
    if assembly.registrations:
        register_together(by, edition, assembly.registrations, source)
    items = {plain(item.title, language): item for item in edition.agenda.all() for language in OFFICIAL}
    for language, title in assembly.items:
        items[title] = item_added(by, edition, written(language, title))
    for motion in assembly.motions:
        if motion.item not in items:
            items[motion.item] = item_added(by, edition, written(motion.language, motion.item))
        draft = [(kind, written(motion.language, words)) for kind, words in motion.draft]
        heading = written(motion.language, motion.title)
        issue(by, edition, motion.slug, heading, items[motion.item], draft, facilitator=by.person)
    return act
