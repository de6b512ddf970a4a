"""`{% preside %}`: a button of the podium. Its key changes with the meeting, so the same act twice is done once."""

from typing import Any

from django import template
from django.template.context import Context

from nadwa.web.declaring import served
from nadwa.web.templatetags import acts

register = template.Library()


@register.inclusion_tag(acts.FORM, takes_context=True)
def preside(
    context: Context, name: str, request: Any = "", on: Any = None, asked: Any = acts.AS_DECLARED, **more: Any
) -> dict[str, Any]:
    """`request`: on the list; `on`: what the chair has before her eyes. Both are sent along."""
    if asked is acts.AS_DECLARED:
        asked = served("preside")[name].asks
    meeting = context["meeting"]
    place = (context["edition"].slug, meeting.number, name)
    along = {"request": request} if request else {}
    if asked:
        return acts.act(context, "preside", *place, asked=True, **along, **more)
    if on is not None:
        along["confirmed"] = on
    key = f"{meeting.pk}-{context['house'].sitting.version}-{name}-{request}"
    sign = f"act-{name}-{request}"
    return acts.act(context, "preside", *place, asked=False, id=sign, key=key, in_place=True, **along, **more)
