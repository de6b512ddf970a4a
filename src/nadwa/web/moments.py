"""A moment typed as the time of a place.

On the day on which the clocks there change, an hour is missing or comes twice: the first is said, the second is asked
about. What is typed becomes an instant in UTC, so that moments compare as they follow one another.
"""

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nadwa.web.figures import babel_locale

FIRST, SECOND = "first", "second"
WHICH = "_which"
FORMAT = "%Y-%m-%dT%H:%M"


def comes_twice(local: datetime, zone: tzinfo) -> bool:
    before, after = _offsets(local, zone)
    return before > after


def is_missing(local: datetime, zone: tzinfo) -> bool:
    before, after = _offsets(local, zone)
    return before < after


def instant(local: datetime, zone: tzinfo, which: str = "") -> datetime:
    """The instant of a time on the clocks of a zone; where it comes twice, `which` of both. Raises ValidationError."""
    if is_missing(local, zone):
        message = _("%(time)s does not exist on %(day)s in %(place)s: the clocks go from %(from)s to %(to)s.")
        raise ValidationError(message % _facts(local, zone), code="missing")
    if comes_twice(local, zone) and which not in {FIRST, SECOND}:
        message = _(
            "%(time)s comes twice on %(day)s in %(place)s: the clocks go back from %(from)s to %(to)s."
            " Please say which of the two you mean."
        )
        raise ValidationError(message % _facts(local, zone), code="twice")
    return local.replace(tzinfo=zone, fold=int(which == SECOND)).astimezone(UTC)


class MomentInput(forms.DateTimeInput):
    """An input of date and time, and beside it the choice between both, where the time in it comes twice."""

    zone: tzinfo = UTC

    def __init__(self) -> None:
        super().__init__({"type": "datetime-local"}, FORMAT)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed, which = super().value_from_datadict(data, files, name), data.get(name + WHICH)
        return f"{typed} {which}" if typed and which in {FIRST, SECOND} else typed

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        local, which = _shown(value)
        shown = super().render(name, value if isinstance(value, datetime) else _typed(value)[0], attrs, renderer)
        if local is None or not comes_twice(local, self.zone):
            return shown
        asked = forms.Select({"class": "form-select", "aria-label": _("Which of the two")}, choices=self._both(local))
        return shown + asked.render(name + WHICH, which, None, renderer)

    def _both(self, local: datetime) -> list[tuple[str, str]]:
        before, after = (_written(offset) for offset in _offsets(local, self.zone))
        time = local.strftime("%H:%M")
        return [
            ("", _("Which of the two?")),
            (FIRST, _("the first %(time)s (%(offset)s)") % {"time": time, "offset": before}),
            (SECOND, _("the second %(time)s (%(offset)s)") % {"time": time, "offset": after}),
        ]


class LocalMoment(forms.DateTimeField):
    """A moment typed as the time of a place, to the minute; `in_zone` says of which place. Its value is in UTC."""

    widget = MomentInput
    zone: tzinfo = UTC

    def in_zone(self, zone: tzinfo) -> None:
        self.zone = self.widget.zone = zone

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        typed, which = _typed(value)
        parsed = _parsed(typed)
        has_offset = bool(parsed and parsed.tzinfo)
        found = parsed if has_offset else super().to_python(typed)
        if found is None:
            return None
        if found.year in {MINYEAR, MAXYEAR}:  # elsewhere, or a day on, the calendar may have ended
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found.astimezone(UTC) if has_offset else instant(found.replace(tzinfo=None), self.zone, which)


def _typed(value: Any) -> tuple[str, str]:
    typed, _blank, which = str(value or "").rpartition(" ")
    return (typed, which) if which in {FIRST, SECOND} else (str(value or ""), "")


def _parsed(typed: str) -> datetime | None:
    try:
        return parse_datetime(typed.strip())
    except ValueError:
        return None


def _shown(value: Any) -> tuple[datetime | None, str]:
    """The time on the clock that a field shows, and which of both it is."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, fold=0), SECOND if value.fold else FIRST
    typed, which = _typed(value)
    found = _parsed(typed)
    return (found.replace(tzinfo=None), which) if found else (None, "")


def _offsets(local: datetime, zone: tzinfo) -> tuple[timedelta, timedelta]:
    """How far the zone is ahead of UTC at that time on its clocks: before and after a change of the clocks there."""
    before, after = (local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return before, after


def _facts(local: datetime, zone: tzinfo) -> dict[str, str]:
    before, after = _offsets(local, zone)
    change = _change(local, zone)
    return {
        "time": local.strftime("%H:%M"),
        "day": format_date(local, "long", locale=babel_locale()),
        "place": get_timezone_location(zone, babel_locale(), return_city=True)
        if isinstance(zone, ZoneInfo)
        else str(zone),
        "from": (change + before).strftime("%H:%M"),
        "to": (change + after).strftime("%H:%M"),
    }


def _change(local: datetime, zone: tzinfo) -> datetime:
    """When, in UTC, the clocks change that make this time missing or come twice."""
    before, after = _offsets(local, zone)
    early, late = sorted((local - before, local - after))
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        offset = middle.replace(tzinfo=UTC).astimezone(zone).utcoffset()
        early, late = (middle, late) if offset == before else (early, middle)
    return late


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
