"""What is sent by a button: `{% act %}` writes the button alone, `{% form %}` … `{% endform %}` a form with more in it.

    {% act "take-up" edition.slug text.slug statement.number label=_("Take up") look="outline-primary sm" %}
    {% act "preside" edition.slug meeting.number "adjourn" %}
    {% form "decide" edition.slug text.slug "ballot" confirmed=decision.pk %}<button>…</button>{% endform %}

First the name of an address with its arguments, as for `{% url %}`; without one the page's own. Where a declared act is
done there, its title is the label, and whether a page of its own comes first is read off it, unless the template says
otherwise. What is named and is no word of these two goes along: hidden in the form, or in the address of a page that
asks first. `data_…`, `aria_…`, `id`, `role` and `hidden` become attributes of the form or of the link.

What no form may lack is in no template but web/act.html: the token against forged requests, the key that makes sending
twice one act (`key=""`: without one), and on a page that stays (`in_place`) where the answer goes.
"""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms.utils import flatatt
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nadwa.web.declaring import served
from nadwa.web.sending import new_key

register = template.Library()
FORM = "web/act.html"
ATTRIBUTES = ("id", "role", "hidden")
AS_DECLARED = object()  # nothing that a template could give, not even where it gives what there is not


@register.inclusion_tag(FORM, takes_context=True)
def act(
    context: Context,
    name: str = "",
    *arguments: Any,
    label: Promise | str = "",
    look: str = "outline-primary",
    about: str = "",
    off: Any = False,
    asked: Any = AS_DECLARED,
    layout: str = "inline",
    **more: Any,
) -> dict[str, Any]:
    """One button. `about` is read aloud after its label; `off`: it is disabled; `asked`: a link to what asks first."""
    declared = served(name).get(arguments[-1]) if arguments else None
    if declared and not label:
        label = declared.title
    if asked is AS_DECLARED:
        asked = bool(declared and declared.asks)
    spoken = format_html("{}: {}", label, about) if about else None
    button: dict[str, Any] = {"class": _classes(look), "aria-label": spoken}
    if asked:
        attributes, fields = _parted(more)
        query = f"?{urlencode(fields, doseq=True)}" if fields else ""
        button |= {"href": f"{reverse(name, args=arguments)}{query}", **attributes}
        return {"label": label, "link": flatatt(button)}
    button["disabled"] = bool(off)
    return {"label": label, "button": flatatt(button)} | sent(context, name, *arguments, layout=layout, **more)


@register.simple_block_tag(takes_context=True)
def form(context: Context, content: str, name: str = "", *arguments: Any, **more: Any) -> SafeString:
    """A form with what stands in the block: several buttons, or fields."""
    return render_to_string(FORM, sent(context, name, *arguments, **more) | {"content": content})


def sent(
    context: Context,
    name: str,
    *arguments: Any,
    at: str = "",
    key: Any = None,
    in_place: bool = False,
    layout: str = "",
    files: bool = False,
    of: Any = "",
    **more: Any,
) -> dict[str, Any]:
    """What web/act.html makes a form of. `at`: an address known already; `of` follows the `id`."""
    attributes, fields = _parted(more)
    if of:
        attributes["id"] = f"{attributes['id']}-{of}"
    if files:
        attributes["enctype"] = "multipart/form-data"
    return {
        "csrf_token": context.get("csrf_token"),
        "address": reverse(name, args=arguments) if name else at or _here(context),
        "attributes": flatatt({"class": layout or None, **attributes}),
        "in_place": in_place,
        "key": new_key() if key is None else key,
        "fields": fields,
    }


def _here(context: Context) -> str:
    """A form that comes back with an error goes where it went before: after a factor has been asked for in between, the
    browser is at another address."""
    request = context.get("request")
    return str(request.get_full_path()) if request is not None and request.method == "POST" else ""


def _parted(more: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Attributes, and what is sent along."""
    attributes = {
        name: value for name, value in more.items() if name in ATTRIBUTES or name.startswith(("data_", "aria_"))
    }
    fields = [(name, value) for name, value in more.items() if name not in attributes]
    return {name.replace("_", "-"): value for name, value in attributes.items()}, fields


def _classes(look: str) -> str:
    return " ".join(["btn", *(f"btn-{word}" for word in look.split())])
