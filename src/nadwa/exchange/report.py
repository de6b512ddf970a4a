"""The report of an edition as PDF, made from the data: who came, what was said, found, adopted and committed to."""

from babel.lists import format_list
from django.db.models import Count
from django.utils.translation import gettext, override

from nadwa import clock, printing
from nadwa.acts.facts import Audience
from nadwa.consultations.queries import consultations
from nadwa.cooperation import queries as cooperation
from nadwa.delegations import queries as delegations
from nadwa.delegations.models import Body
from nadwa.editions.models import Edition
from nadwa.floor import queries as floor
from nadwa.printing import Line
from nadwa.programme import queries as programme
from nadwa.record.models import Act
from nadwa.record.queries import public_checkpoint
from nadwa.web.figures import babel_locale, duration, long_date, whole
from nadwa.web.languages import plain


def pdf(edition: Edition, language: str) -> bytes:
    with override(language):
        lines = [
            *_frame(edition),
            *_participants(edition),
            *_meetings(edition),
            *_results(edition),
            *_outcome(edition),
            *_commitments(edition),
            *_lessons(edition),
        ]
        title = gettext("Report: %(title)s") % {"title": plain(edition.title)}
        hosts = [plain(host.name) for host in edition.hosts.all()]
        foot = _checkpoint(edition)
    symbol = f"{edition.symbol}/RPT/1"
    return printing.pdf(title, symbol, language, lines, at=clock.now(), foot=foot, letterhead=hosts)


def _heading(words: str) -> Line:
    return Line(words, kind="heading")


def _frame(edition: Edition) -> list[Line]:
    when = f"{long_date(edition.starts_on)} – {long_date(edition.ends_on)}, {plain(edition.city)}"
    topics = format_list([plain(topic.title) for topic in edition.topics.all()], locale=babel_locale())
    return [Line(when), Line(topics)] if topics else [Line(when)]


def _participants(edition: Edition) -> list[Line]:
    found = list(delegations.in_protocol_order(edition))
    lines = [_heading(gettext("Participants"))]
    for kind in Body.Kind:
        of_kind = [one for one in found if one.body.kind == kind]
        if of_kind:
            people = sum(len(one.delegates.all()) for one in of_kind)
            counted = gettext("%(kind)s: %(delegations)s delegations, %(delegates)s delegates") % {
                "kind": kind.label,
                "delegations": whole(len(of_kind)),
                "delegates": whole(people),
            }
            names = format_list([plain(one.body.name) for one in of_kind], locale=babel_locale())
            lines += [Line(counted, bold=True), Line(names)]
    return lines


def _meetings(edition: Edition) -> list[Line]:
    lines = [_heading(gettext("Meetings and statements"))]
    for meeting in programme.meetings(edition):
        times = floor.speaking_times(meeting) if meeting.public else []
        said = sum(number for _delegation, _seconds, number in times)
        spoken = sum(seconds for _delegation, seconds, _number in times)
        words = plain(meeting.title)
        if said:
            words += gettext(": %(statements)s statements, %(time)s minutes") % {
                "statements": whole(said),
                "time": duration(spoken),
            }
        lines.append(Line(words, label=f"{meeting.number}"))
    return lines


def _results(edition: Edition) -> list[Line]:
    held = [one for one in consultations(edition) if not one.source]
    lines = [Line(plain(one.title), kind="subparagraph") for one in held]
    return [_heading(gettext("Consultations")), *lines] if lines else []


def _outcome(edition: Edition) -> list[Line]:
    lines = []
    for text in edition.texts.select_related("edition").filter(public=True):
        counted = text.paragraphs.aggregate(number=Count("pk"))["number"]
        facts = gettext("%(symbol)s: %(title)s – %(state)s, %(paragraphs)s paragraphs") % {
            "symbol": text.symbol,
            "title": plain(text.title),
            "state": text.get_state_display(),
            "paragraphs": whole(counted),
        }
        lines.append(Line(facts))
    return [_heading(gettext("Texts")), *lines] if lines else []


def _commitments(edition: Edition) -> list[Line]:
    lines = []
    for one in cooperation.commitments(edition, None):
        reports = list(one.reports.all())
        facts = gettext("%(title)s – %(lead)s: %(reached)s of %(target)s %(measure)s by %(due)s (%(state)s)") % {
            "title": plain(one.title),
            "lead": plain(one.lead.body.name),
            "reached": whole(reports[-1].reached if reports else 0),
            "target": whole(one.target),
            "measure": plain(one.measure),
            "due": long_date(one.due),
            "state": one.get_state_display(),
        }
        lines.append(Line(facts))
    return [_heading(gettext("Commitments")), *lines] if lines else []


def _lessons(edition: Edition) -> list[Line]:
    plan = getattr(edition, "plan", None)
    if plan is None or not plan.lessons:
        return []
    return [_heading(gettext("Lessons")), *[Line(words) for words in plan.lessons.splitlines() if words.strip()]]


def _checkpoint(edition: Edition) -> str:
    """What the record said when the report was made."""
    acts = Act.objects.filter(log__edition=edition.slug, log__audience=Audience.PUBLIC).count()
    found = public_checkpoint(edition.slug)
    counted = gettext("Public acts on the record: %(acts)s.") % {"acts": whole(acts)}
    return f"{counted}\n{found.note}" if found else counted
