"""Who is told by mail that particulars of an edition have changed: whom rooms name, and who has a function there."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext, override

from nadwa.editions.models import Edition, Membership
from nadwa.editions.particulars import LABELS, TEXTS, Values
from nadwa.mail import outbox
from nadwa.web.addresses import address
from nadwa.web.languages import plain


class Addressee(NamedTuple):
    email: str
    language: str


Concerned = Callable[[Edition], Iterable[Addressee]]
_sources: list[Concerned] = []


def bring(*sources: Concerned) -> None:
    _sources.extend(sources)


def tell(edition: Edition, before: Values, after: Values) -> None:
    """Each once, in the own language, with what was changed, how it stood and how it stands."""
    mails = []
    for one in _addressees(edition):
        letter = _letter(edition, one, before, after)
        mails.append(outbox.written(edition.slug, f"edition:{edition.pk}", one.email, one.language, *letter))
    outbox.post_together(mails)


def _addressees(edition: Edition) -> list[Addressee]:
    found = [one for source in _sources for one in source(edition)]
    if edition.announced_at:
        found += [Addressee(each.person.email, each.person.language) for each in _officers(edition)]
    return list({one.email.lower(): one for one in found if one.email}.values())


def _officers(edition: Edition) -> Iterable[Membership]:
    return edition.memberships.select_related("person").order_by("pk")


def _letter(edition: Edition, one: Addressee, before: Values, after: Values) -> tuple[str, str]:
    with override(one.language):
        subject = gettext("Change: %(title)s") % {"title": plain(edition.title)}
        line = gettext("%(what)s: %(after)s (before: %(before)s)")
        lines = [
            line % {"what": LABELS[name], "after": _plain(name, after), "before": _plain(name, before)}
            for name in after
        ]
        said = gettext(
            "Particulars of the symposium have changed:\n\n%(lines)s\n\nThey stand at:\n\n%(link)s\n\nA calendar that"
            " you have subscribed to takes them over by itself; one that you have saved has to be fetched again.\n"
        )
        link = address("edition", edition.slug)
        return subject, said % {"lines": "\n".join(lines), "link": link}


def _plain(name: str, values: Values) -> str:
    return plain(values[name]) if name in TEXTS else str(values[name])
