"""Packages: tabling one as the facilitator's proposal, and taking it into the text as a whole."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.editions.capacities import Chair
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands.acting import PUBLIC_STATES, lock_negotiated, recorded
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph, TabledPackage

Choice = dict[str, int]


@command
def table_package(by: Facilitator | Chair, text: NegotiatingText, choice: Choice) -> Act:
    """Put one alternative for each of several paragraphs before the delegations, all together or none.

    `choice`: number of the alternative by number of the paragraph, 0 for not having a paragraph that is only proposed.
    """
    text = lock_negotiated(text)
    if not choice:
        raise Refused(_("A package chooses for at least one paragraph."))
    for paragraph, alternative in choice.items():
        _chosen(text, int(paragraph), alternative)
    text.packages.filter(state=TabledPackage.State.TABLED).update(state=TabledPackage.State.REPLACED)
    package = text.packages.create(number=text.packages.count() + 1, choice=choice)
    return recorded(acts.PackageTabled(text=text.slug, package=package.number, choice=choice), text, by)


@command
def take_in_package(by: Facilitator | Chair, package: TabledPackage) -> Act:
    """Make what the package chooses the text of its paragraphs; all other proposals on them are set aside."""
    text = lock_negotiated(package.text)
    package = TabledPackage.objects.get(pk=package.pk)
    if package.state != TabledPackage.State.TABLED:
        raise Refused(_("This package is not on the table."))
    for number, alternative in package.choice.items():
        _settle(text, int(number), _chosen(text, int(number), alternative))
    TabledPackage.objects.filter(pk=package.pk).update(state=TabledPackage.State.TAKEN_IN)
    taken = acts.PackageTakenIn(text=text.slug, package=package.number, choice=package.choice)
    return recorded(taken, text, by)


def _chosen(text: NegotiatingText, paragraph: int, alternative: int) -> Alternative | None:
    """The alternative, which must be on the table; None for not having the paragraph."""
    place = text.paragraphs.filter(number=paragraph).first()
    if place is None or place.state == Paragraph.State.AGREED:
        raise Refused(_("Paragraph %(number)s is not open.") % {"number": paragraph})
    if alternative == 0 and place.state == Paragraph.State.PROPOSED:
        return None
    found = place.alternatives.filter(number=alternative, state__in=PUBLIC_STATES).first()
    if found is None:
        message = _("Alternative %(alternative)s of paragraph %(number)s is not on the table.")
        raise Refused(message % {"alternative": alternative, "number": paragraph})
    return found


def _settle(text: NegotiatingText, number: int, chosen: Alternative | None) -> None:
    paragraph = text.paragraphs.get(number=number)
    others = paragraph.alternatives.filter(state__in=PUBLIC_STATES)
    others.exclude(pk=chosen.pk if chosen else 0).update(state=Alternative.State.REPLACED)
    paragraph.version += 1
    if chosen:
        paragraph.alternatives.filter(pk=chosen.pk).update(state=Alternative.State.CURRENT)
        paragraph.state = Paragraph.State.OPEN
    paragraph.save(update_fields=["state", "version"])
