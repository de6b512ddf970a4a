"""How states have voted in the General Assembly: real names, because real votes."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nadwa import characters
from nadwa.consultations import states as study
from nadwa.web.access import rule

LISTED = 100


@rule("consultations.view", signed_in=False)
@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """Ideal points over time; the states and the roll calls of one session, by subject."""
    sessions = study.sessions()
    page: dict[str, object] = {"sessions": sessions, "subjects": study.SUBJECTS}
    if sessions:
        asked = characters.number(request.GET.get("session", ""))
        session = asked if asked in sessions else sessions[-1]
        found = study.session_study(session)
        subject = request.GET.get("subject", "")
        calls = [row for row in found.roll_calls if not subject or subject in row["subjects"]]
        named = study.named(found.states)
        chosen = [code for code in request.GET.getlist("state") if code] or list(study.SHOWN_FIRST)
        page |= {
            "session": session,
            "subject": subject,
            "states": named,
            "bridges": sorted(named, key=lambda row: -row["bridging"])[:10],
            "calls": sorted(calls, key=lambda row: -row["divides"])[:LISTED],
            "chosen": chosen,
            "course": study.course(chosen),
        }
    return render(request, "consultations/states.html", page)


@rule("consultations.view", signed_in=False)
@require_safe
def state_points(request: HttpRequest) -> JsonResponse:
    """The ideal points that the chart draws."""
    return JsonResponse({"states": study.course(request.GET.getlist("state"))})


@rule("consultations.view", signed_in=False)
@require_safe
def roll_call(request: HttpRequest, session: int, number: str) -> HttpResponse:
    """Who voted how."""
    call, votes = study.roll_call(session, number)
    page = {"session": session, "call": call, "votes": votes, "subjects": study.SUBJECTS}
    return render(request, "consultations/roll_call.html", page)
