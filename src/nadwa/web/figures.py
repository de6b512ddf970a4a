"""Days, hours, durations and numbers, as the reader's language writes them: for pages, documents, mails and files."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BABEL = {"zh-hans": "zh_Hans", "en": "en_GB"}  # the United Nations writes 11 July 2016


def babel_locale() -> str:
    language = get_language() or "en"
    return BABEL.get(language, language)


def full_day(moment: datetime, zone: str) -> str:
    return format_date(moment.astimezone(ZoneInfo(zone)), "full", locale=babel_locale())


def hour(moment: datetime, zone: str) -> str:
    """The time of day in `zone`, on twenty-four hours."""
    return format_time(moment.astimezone(ZoneInfo(zone)), "HH:mm", locale=babel_locale())


def moment(value: datetime, zone: str = "UTC") -> str:
    """The day and the time of day in `zone`, to the minute."""
    return _dated(value, zone, "HH:mm")


def instant(value: datetime, zone: str = "UTC") -> str:
    """The same to the second, as the record has it."""
    return _dated(value, zone, "HH:mm:ss")


def _dated(value: datetime, zone: str, clock_time: str) -> str:
    local, locale = value.astimezone(ZoneInfo(zone)), babel_locale()
    day, time = format_date(local, "medium", locale=locale), format_time(local, clock_time, locale=locale)
    return str(get_datetime_format("medium", locale=locale)).format(time, day)


def long_date(value: Any) -> str:
    return format_date(value, "long", locale=babel_locale())


def duration(seconds: int) -> str:
    """Seconds as minutes and seconds, with a sign when negative."""
    minutes, rest = divmod(abs(int(seconds)), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02d}"


def milliseconds(value: datetime | timedelta | None) -> str:
    """A moment as milliseconds since 1970, or a duration, for the browser's clocks: the same in every language."""
    if value is None:
        return ""
    return str(int((value if isinstance(value, timedelta) else value - EPOCH) / timedelta(milliseconds=1)))


def share(value: float | None) -> str:
    """A share of one as a percentage; a dash where there is none."""
    return "–" if value is None else format_percent(value, format="#,##0%", locale=babel_locale())


def whole(value: int) -> str:
    """A whole number as the reader's language groups its digits."""
    return format_decimal(value, locale=babel_locale())
