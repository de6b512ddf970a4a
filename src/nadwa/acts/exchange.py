"""Imports, archives, the next edition."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import HOSTS, PUBLIC, Facts, key, kind


@kind("exchange.planned", _("Next edition planned"), HOSTS)
class Planned(Facts):
    slug: str
    begins: Annotated[str, key("from")]
    ends: Annotated[str, key("to")]


@kind("exchange.consented", _("Consent to be asked again given"), HOSTS)
class Consented(Facts):
    pass


@kind("exchange.consent-ended", _("Consent to be asked again withdrawn"), HOSTS)
class ConsentEnded(Facts):
    pass


@kind("exchange.continued", _("Next edition made"), PUBLIC)
class Continued(Facts):
    edition: str
    texts: tuple[str, ...]
    commitments: tuple[int, ...]


@kind("exchange.begun", _("Edition made from the one before"), HOSTS)
class Begun(Facts):
    before: Annotated[str, key("from")]
    lessons: str


@kind("exchange.archive-asked", _("Archive asked for"), HOSTS)
class ArchiveAsked(Facts):
    pass


@kind("exchange.archived", _("Archive made"), PUBLIC)
class Archived(Facts):
    pages: int
    manifest_sha256: str


@kind("exchange.assembly-imported", _("Meeting of another system imported"), PUBLIC)
class AssemblyImported(Facts):
    registrations: int
    items: int
    motions: int
    file_sha256: str
