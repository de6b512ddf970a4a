"""Template tags and filters of every page."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import rules
from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal, format_percent
from django import template
from django.forms import BaseForm
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from nadwa import clock
from nadwa.live import tickets
from nadwa.record import kinds
from nadwa.web import languages, returning, signs

register = template.Library()
register.filter("content", languages.shown)
for filter_of_text in (
    languages.typed,
    languages.plain,
    languages.direction,
    signs.visible,
    signs.warning,
    signs.flagged,
):
    register.filter(filter_of_text)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BABEL = {"zh-hans": "zh_Hans", "en": "en_GB"}  # the United Nations writes 11 July 2016


def babel_locale() -> str:
    language = get_language() or "en"
    return BABEL.get(language, language)


@register.filter
def tongue(value: languages.Content) -> str:
    """Attributes with the language that content is shown in, for an element that holds it in pieces."""
    _text, language = languages.version(value)
    return format_html('lang="{}" dir="{}"', language, languages.direction(language))


@register.filter
def day(moment: datetime, zone: str) -> str:
    return format_date(moment.astimezone(ZoneInfo(zone)), "full", locale=babel_locale())


@register.filter
def hour(moment: datetime, zone: str) -> str:
    """The time of day in `zone`, on twenty-four hours."""
    return format_time(moment.astimezone(ZoneInfo(zone)), "HH:mm", locale=babel_locale())


@register.filter
def moment(value: datetime, zone: str = "UTC") -> str:
    """The day and the time of day in `zone`, to the minute."""
    return _dated(value, zone, "HH:mm")


@register.filter
def instant(value: datetime, zone: str = "UTC") -> str:
    """The same to the second, as the record has it."""
    return _dated(value, zone, "HH:mm:ss")


def _dated(value: datetime, zone: str, clock_time: str) -> str:
    local, locale = value.astimezone(ZoneInfo(zone)), babel_locale()
    day, time = format_date(local, "medium", locale=locale), format_time(local, clock_time, locale=locale)
    return str(get_datetime_format("medium", locale=locale)).format(time, day)


@register.filter
def date(value: Any) -> str:
    return format_date(value, "long", locale=babel_locale())


@register.simple_tag
def rule(number: int) -> str:
    """The rule of the General Assembly's procedure (A/520) that acts here."""
    return format_html('<small class="quiet">({})</small>', gettext("rule %(rule)s") % {"rule": number})


@register.filter
def duration(seconds: int) -> str:
    """Seconds as minutes and seconds, with a sign when negative."""
    minutes, rest = divmod(abs(int(seconds)), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02d}"


@register.filter
def left(speech: Any) -> int:
    """The seconds left of what is limited to `seconds`; fewer than none once they are over."""
    return (speech.seconds or 0) - int(speech.elapsed(clock.now()).total_seconds())


@register.filter
def milliseconds(value: datetime | timedelta | None) -> str:
    """A moment as milliseconds since 1970, or a duration, for the browser's clocks: the same in every language."""
    if value is None:
        return ""
    return str(int((value if isinstance(value, timedelta) else value - EPOCH) / timedelta(milliseconds=1)))


@register.simple_tag
def server_time() -> str:
    return milliseconds(clock.now())


@register.simple_tag
def now_utc() -> str:
    return instant(clock.now())


@register.simple_tag(takes_context=True)
def live(context: RequestContext, channel: str, key: Any) -> str:
    """Attributes that connect an element and what is in it to a live channel."""
    request = context["request"]
    session = tickets.mark(request.session.session_key)
    ticket = tickets.Ticket(channel, str(key), get_language() or "en", request.user.pk, session)
    return format_html('hx-ext="sse" sse-connect="/live?ticket={}#{}"', tickets.issue(ticket), tickets.place(ticket))


@register.simple_tag(takes_context=True)
def may(context: RequestContext, name: str, subject: Any = None) -> bool:
    return bool(rules.has_perm(name, context["request"].user, subject))


@register.simple_tag(takes_context=True)
def way_back(context: RequestContext) -> str:
    """What an address that leads to signing in says of the page to come back to."""
    page = returning.wanted(context["request"])
    return f"?{urlencode({'next': page})}" if page else ""


@register.simple_tag(takes_context=True)
def in_language(context: RequestContext, language: str) -> str:
    """This page's address in another language: of every page, the first part of the address is its language."""
    path = str(context["request"].get_full_path())
    own, rest = path[1:].partition("/")[::2]
    return f"/{language}/{rest}" if own in languages.OFFICIAL else path


@register.inclusion_tag("web/form_fields.html")
def fields(form: BaseForm) -> dict[str, BaseForm]:
    return {"form": form}


@register.filter
def item(values: dict[str, Any], key: Any) -> Any:
    return values.get(str(key))


@register.filter
def item_of(values: dict[int, Any], key: int) -> Any:
    return values.get(key)


@register.filter
def act_label(kind: str) -> Any:
    return kinds.label(kind)


@register.filter
def share(value: float | None) -> str:
    """A share of one as a percentage; a dash where there is none."""
    return "–" if value is None else format_percent(value, format="#,##0%", locale=babel_locale())


@register.filter
def whole(value: int) -> str:
    """A whole number as the reader's language groups its digits."""
    return format_decimal(value, locale=babel_locale())


@register.filter
def is_in(value: Any, known: set[str]) -> bool:
    return str(value) in known


@register.filter
def not_in(value: Any, known: set[str]) -> bool:
    return str(value) not in known


@register.filter
def number(value: float) -> str:
    """A number as machines read it, whatever the language."""
    return f"{value:.4f}"


@register.simple_tag
def stacked(parts: list[tuple[Any, str, int]]) -> list[tuple[str, int, int]]:
    """The pieces of a bar made of (label, name, number): name, where the piece starts, how long it is."""
    pieces, start = [], 0
    for _label, name, number in parts:
        pieces.append((name, start, number))
        start += number
    return pieces
