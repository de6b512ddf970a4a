"""The daily journal: what is on, what happened in public, which documents came out, and the record's checkpoint."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext, override

from nadwa import printing
from nadwa.acts import floor, label, texts
from nadwa.acts.facts import Facts
from nadwa.editions.models import Edition
from nadwa.printing import Line
from nadwa.programme import queries
from nadwa.programme.models import Document, Meeting
from nadwa.record.models import Act
from nadwa.record.queries import public_checkpoint, recorded_in_public
from nadwa.web.figures import full_day, hour
from nadwa.web.languages import Content, plain

OF_DELEGATIONS = (floor.SpeakerCalled, floor.PointRuled, floor.Moved)
PROCEEDINGS = (
    floor.MeetingOpened,
    floor.ViceChairInChair,
    floor.ChairInChair,
    floor.ItemTakenUp,
    floor.PropositionDecided,
    floor.HandsCounted,
    floor.VoteClosed,
    floor.MeetingSuspended,
    floor.MeetingAdjourned,
    texts.Adopted,
    *OF_DELEGATIONS,
)


Speakers = Callable[[Edition], Mapping[str, str]]
_speakers: list[Speakers] = []


def bring(*speakers: Speakers) -> None:
    """What knows by name who stands in the record as having spoken."""
    _speakers.extend(speakers)


def days(edition: Edition) -> list[date]:
    """The days that have a journal: those of the programme, and those on which a public meeting was held."""
    zone = ZoneInfo(edition.time_zone)
    held = _in_public(edition, floor.MeetingOpened).values_list("at", flat=True)
    moments = [*queries.meetings(edition).values_list("starts_at", flat=True), *held]
    return sorted({moment.astimezone(zone).date() for moment in moments})


def span(edition: Edition, day: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day at the place; one on which the clocks change has not 24 hours."""
    zone = ZoneInfo(edition.time_zone)
    begin, next_day = (datetime.combine(one, time(), zone).astimezone(UTC) for one in (day, day + timedelta(days=1)))
    return begin, next_day - timedelta(microseconds=1)


def pdf(edition: Edition, day: date, language: str) -> bytes:
    """The journal of one day in one language; it says nothing that is not public."""
    within = span(edition, day)
    with override(language):
        lines = [Line(full_day(within[0], edition.time_zone), bold=True)]
        lines += _programme(edition, within)
        lines += _held(edition, within)
        lines += _documents(edition, within)
        number = days(edition).index(day) + 1
        title = f"{gettext('Journal')} {number}: {plain(edition.title)}"
        foot = _checkpoint(edition)
    return printing.pdf(title, f"{edition.symbol}/JOURNAL/{number}", language, lines, at=within[0], foot=foot)


def _programme(edition: Edition, within: tuple[datetime, datetime]) -> list[Line]:
    meetings = list(queries.meetings(edition).filter(starts_at__range=within))
    lines = [Line(gettext("Programme"), kind="heading")] if meetings else []
    for meeting in meetings:
        lines.append(Line(_described(meeting), label=hour(meeting.starts_at, edition.time_zone)))
        lines += [Line(f"{item.number}. {plain(item.title)}", kind="subparagraph") for item in meeting.items.all()]
    return lines


def _described(meeting: Meeting) -> str:
    parts = [plain(meeting.title), plain(meeting.room.name)]
    if not meeting.public:
        parts.append(gettext("participants only"))
    if meeting.cancelled_at:
        parts.append(gettext("cancelled"))
    return ", ".join(parts)


def _held(edition: Edition, within: tuple[datetime, datetime]) -> list[Line]:
    acts = list(_in_public(edition, *PROCEEDINGS).filter(at__range=within).order_by("index"))
    lines = [Line(gettext("Proceedings, from the record"), kind="heading")] if acts else []
    names = queries.names_of_bodies(edition)
    spoke = {stands: name for known in _speakers for stands, name in known(edition).items()}
    for act in acts:
        named = _delegation(act)
        who = plain(names[named]) if named in names else ""
        words = f"{label(act.kind)}: {who}" if who else str(label(act.kind))
        said = [words, *_spoken(act, spoke, names)]
        lines.append(Line(" – ".join(said), label=hour(act.at, edition.time_zone)))
    return lines


def _spoken(act: Act, spoke: Mapping[str, str], names: Mapping[str, Content]) -> list[str]:
    """Of a statement who spoke, as far as that is kept, and on whose behalf."""
    if act.kind != floor.SpeakerCalled.KIND.name:
        return []
    called = floor.SpeakerCalled.of(act)
    said = [spoke[called.speaker]] if called.speaker in spoke else []
    others = [plain(names[one]) for one in called.delegations if one in names]
    return [*said, gettext("on behalf of %(names)s") % {"names": ", ".join(others)}] if others else said


def _delegation(act: Act) -> str:
    """Whose proceeding it was; of some it is nobody's."""
    own = next((kind for kind in OF_DELEGATIONS if kind.KIND.name == act.kind), None)
    return own.of(act).delegation if own else ""


def _documents(edition: Edition, within: tuple[datetime, datetime]) -> list[Line]:
    issued = edition.documents.filter(issued_at__range=within, audience=Document.Audience.EVERYBODY)
    lines = [Line(f"{document.symbol}: {plain(document.title)}") for document in issued.select_related("edition")]
    return [Line(gettext("Documents issued"), kind="heading"), *lines] if lines else []


def _checkpoint(edition: Edition) -> str:
    """The signed size and root of the public log, so that the paper vouches for the record as it stood."""
    found = public_checkpoint(edition.slug)
    return found.note if found else gettext("The record has no checkpoint yet.")


def _in_public(edition: Edition, *kinds: type[Facts]) -> QuerySet[Act]:
    """Acts of these kinds that have their place in the public log."""
    return recorded_in_public(edition.slug, *kinds).filter(index__isnull=False)
