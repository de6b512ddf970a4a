"""Template tags and filters of every page."""

from typing import Any
from urllib.parse import urlencode

import rules
from django import template
from django.forms import BaseForm
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from nadwa import clock
from nadwa.acts import label
from nadwa.live import tickets
from nadwa.web import figures, languages, returning, signs
from nadwa.web.navigation import links

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
register.filter("day", figures.full_day)
register.filter("date", figures.long_date)
for filter_of_values in (
    figures.hour,
    figures.moment,
    figures.instant,
    figures.duration,
    figures.milliseconds,
    figures.share,
    figures.whole,
):
    register.filter(filter_of_values)


@register.filter
def tongue(value: languages.Content) -> str:
    """Attributes with the language that content is shown in, for an element that holds it in pieces."""
    _text, language = languages.version(value)
    return format_html('lang="{}" dir="{}"', language, languages.direction(language))


@register.simple_tag
def rule(number: int) -> str:
    """The rule of the General Assembly's procedure (A/520) that acts here."""
    return format_html('<small class="quiet">({})</small>', gettext("rule %(rule)s") % {"rule": number})


@register.filter
def left(speech: Any) -> int:
    """The seconds left of what is limited to `seconds`; fewer than none once they are over."""
    return (speech.seconds or 0) - int(speech.elapsed(clock.now()).total_seconds())


@register.simple_tag
def server_time() -> str:
    return figures.milliseconds(clock.now())


@register.simple_tag
def now_utc() -> str:
    return figures.instant(clock.now())


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
    return label(kind)


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


@register.simple_tag(takes_context=True)
def pages(context: RequestContext, edition: Any) -> list[tuple[str, Any]]:
    """The pages of an edition that stand above every page of it, for whoever looks."""
    return list(links(context["request"].user, edition))
