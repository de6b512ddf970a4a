"""Notes verbales, visa letters, the list of participants and the credentials report, as PDF."""

from collections.abc import Iterable
from typing import Any

from babel.lists import format_list
from django.utils.translation import gettext, override

from nadwa import clock, printing
from nadwa.delegations import queries
from nadwa.delegations.models import Badge, Body, Credentials, Delegate, Delegation, Invitation
from nadwa.editions.models import Edition
from nadwa.printing import Line
from nadwa.web.figures import babel_locale, long_date
from nadwa.web.languages import Content, plain


def note_verbale(invitation: Invitation) -> bytes:
    """The invitation in the body's language, with the letterhead of all hosts and the courtesies of protocol."""
    edition, body, language = invitation.edition, invitation.body, invitation.body.language
    with override(language):
        hosts = _hosts(edition)
        facts = {
            "hosts": format_list(hosts, locale=babel_locale()),
            "body": plain(_solemn(body, language)),
            "title": plain(edition.title),
            "city": plain(edition.city),
            "from": long_date(edition.starts_on),
            "to": long_date(edition.ends_on),
            "by": long_date(invitation.answer_by),
            "seats": queries.quotas(edition)[body.kind],
        }
        courtesies = [
            gettext(
                "%(hosts)s present their compliments to %(body)s and have the honour to invite it to take part in the"
                " following meeting: %(title)s, %(city)s, %(from)s to %(to)s."
            ),
            gettext(
                "A delegation may have up to %(seats)s members. The hosts would appreciate an answer, with the level of"
                " participation, by %(by)s. Focal points answer and register the delegation on the platform of the"
                " symposium."
            ),
            gettext(
                "%(hosts)s avail themselves of this opportunity to renew to %(body)s the assurances of their highest"
                " consideration."
            ),
        ]
        lines = [Line(courtesy % facts) for courtesy in courtesies]
        lines += [Line(long_date(invitation.sent_at or clock.now())), Line(plain(body.name), bold=True)]
        title = gettext("Note verbale")
    at = invitation.sent_at or clock.now()
    return printing.pdf(title, invitation.symbol, language, lines, at=at, letterhead=hosts)


def _solemn(body: Body, language: str) -> Content:
    """Its formal name, if it is known in the language."""
    name: Content = body.formal if body.formal and language in body.formal["versions"] else body.name
    return name


def visa_letter(delegate: Delegate, language: str) -> bytes:
    """What a delegate shows a consulate, with the passport that the delegation has registered."""
    delegation, needs = delegate.delegation, delegate.needs
    edition = delegation.edition
    with override(language):
        hosts = _hosts(edition)
        facts = {
            "hosts": format_list(hosts, locale=babel_locale()),
            "name": delegate.person.name,
            "body": plain(delegation.body.name),
            "role": delegate.get_role_display(),
            "title": plain(edition.title),
            "city": plain(edition.city),
            "from": long_date(edition.starts_on),
            "to": long_date(edition.ends_on),
        }
        rows = [
            (gettext("Name"), delegate.person.name),
            (gettext("Nationality"), needs.nationality),
            (gettext("Passport"), needs.passport),
            (gettext("Date of birth"), long_date(needs.born_on)),
            (gettext("Delegation"), f"{facts['body']}, {facts['role']}"),
        ]
        lines = [
            Line(
                gettext(
                    "%(hosts)s confirm that the person named below is registered as a participant in %(title)s,"
                    " %(city)s, %(from)s to %(to)s, and request that the visa needed be issued."
                )
                % facts
            ),
            *[Line(f"{label}: {value}") for label, value in rows],
        ]
        title = gettext("Letter for a visa application")
    return printing.pdf(title, f"{edition.symbol}/V/{delegate.pk}", language, lines, at=clock.now(), letterhead=hosts)


def list_of_participants(edition: Edition, language: str) -> bytes:
    """Delegations in protocol order, each with its delegates by rank."""
    lines: list[Line] = []
    with override(language):
        delegations = list(queries.in_protocol_order(edition))
        for kind in Body.Kind:
            of_kind = [delegation for delegation in delegations if delegation.body.kind == kind]
            if of_kind:
                lines.append(Line(str(kind.label), kind="heading"))
            for delegation in of_kind:
                lines.append(Line(plain(delegation.body.name), bold=True))
                lines += [Line(_described(delegate), kind="subparagraph") for delegate in delegation.delegates.all()]
        title = gettext("List of participants")
    return printing.pdf(title, f"{edition.symbol}/INF/1", language, lines, at=clock.now())


def credentials_report(edition: Edition, language: str) -> bytes:
    """Which delegations have shown what, for the committee and the meeting that takes note of its report."""
    with override(language):
        delegations = [each for each in queries.credentials(edition) if each.body.kind == Body.Kind.STATE]
        groups: list[tuple[str, list[Delegation]]] = [
            (
                gettext("Formal credentials in due form (rule 27)"),
                [
                    each
                    for each in delegations
                    if _state(each) == Credentials.State.ACCEPTED and each.credentials.formal
                ],
            ),
            (
                gettext("Representatives named by copy, note verbale or otherwise"),
                [
                    each
                    for each in delegations
                    if _state(each) == Credentials.State.ACCEPTED and not each.credentials.formal
                ],
            ),
            (
                gettext("Admitted provisionally (rule 29)"),
                [each for each in delegations if each.admission == Delegation.Admission.PROVISIONAL],
            ),
            (
                gettext("Credentials not received or not yet verified"),
                [each for each in delegations if each.admission == Delegation.Admission.NONE],
            ),
        ]
        lines = []
        for heading, members in groups:
            lines.append(Line(f"{heading}: {len(members)}", kind="heading"))
            if members:
                lines.append(Line(_names(members)))
        title = gettext("Report of the Credentials Committee")
    return printing.pdf(title, f"{edition.symbol}/CRED/1", language, lines, at=clock.now())


def _state(delegation: Delegation) -> str | None:
    credentials = getattr(delegation, "credentials", None)
    return credentials.state if credentials and delegation.admission == Delegation.Admission.FULL else None


def _names(delegations: Iterable[Delegation]) -> str:
    return format_list([plain(each.body.name) for each in delegations], locale=babel_locale())


def _hosts(edition: Edition) -> list[str]:
    return [plain(host.name) for host in edition.hosts.all()]


def _described(delegate: Delegate) -> str:
    what: list[Any] = [
        delegate.person.name,
        delegate.function or delegate.get_rank_display(),
        delegate.get_role_display(),
    ]
    return ", ".join(str(part) for part in what)


def badge_sheets(edition: Edition, badges: Iterable[Badge], language: str) -> bytes:
    """Badges to cut out, eight on a page, each with its zones and a QR code of its code."""
    with override(language):
        bodies = queries.bodies_of(edition)
        sheets = [
            {
                "name": badge.person.name,
                "body": plain(bodies[badge.person_id]) if badge.person_id in bodies else "",
                "kind": str(badge.get_kind_display()),
                "colour": Badge.COLOURS[Badge.Kind(badge.kind)],
                "zones": " ".join(badge.zones),
                "code": badge.code,
                "qr": printing.qr(badge.code),
            }
            for badge in badges
        ]
        return printing.badges(plain(edition.title), language, sheets, at=clock.now())
