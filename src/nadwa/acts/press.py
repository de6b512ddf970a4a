"""Releases and media accreditation."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import PRESS, PUBLIC, Facts, key, kind, shape


@shape
class OfRelease(Facts):
    release: int
    kind: Annotated[str, key("as")]
    sha256: str


@shape
class Embargoed(OfRelease):
    embargo: str = ""


@kind("press.drafted", _("Release drafted"), PRESS)
class Drafted(Embargoed):
    pass


@kind("press.changed", _("Draft of a release changed"), PRESS)
class Changed(Embargoed):
    pass


@kind("press.discarded", _("Draft of a release discarded"), PRESS)
class Discarded(Embargoed):
    pass


@kind("press.issued", _("Release issued"), PRESS)
class Issued(Embargoed):
    pass


@kind("press.embargo-set", _("Embargo changed"), PRESS)
class EmbargoSet(Embargoed):
    pass


@kind("press.published", _("Release published"), PUBLIC)
class Published(OfRelease):
    pass


@shape
class OfApplication(Facts):
    application: int


@kind("press.applied", _("Media accreditation applied for"), PRESS)
class Applied(OfApplication):
    pass


@kind("press.accredited", _("Media accreditation granted"), PRESS)
class Accredited(OfApplication):
    pass


@kind("press.refused", _("Media accreditation refused"), PRESS)
class Refused(OfApplication):
    pass
