"""The programme for everybody, and for those who arrange it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import media_types
from nadwa.accounts.viewing import signed_in
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.programme import exporters, forms, queries
from nadwa.programme.commands import meetings as meetings_acts
from nadwa.programme.models import Appearance, Meeting, Step
from nadwa.programme.views.asking import arranging, by_officer, with_form
from nadwa.web.access import rule
from nadwa.web.acting import perform
from nadwa.web.asking import asks_first
from nadwa.web.downloads import download
from nadwa.web.forms import Nothing
from nadwa.web.languages import sentence, shown, typed
from nadwa.web.standing import as_it_stands


@rule("programme.view", find=find_edition, signed_in=False)
@require_safe
def programme(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The programme by day, by topic or by person."""
    by = request.GET.get("by", "day")
    page: dict[str, Any] = {"edition": edition, "by": by}
    if by == "topic":
        page["topics"] = queries.by_topic(edition)
    elif by == "person":
        page["persons"] = queries.by_person(edition)
    else:
        page |= {"by": "day", "days": queries.by_day(edition)}
    return render(request, "programme/programme.html", page)


@rule("programme.view", find=find_edition, signed_in=False)
@require_safe
def calendar(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The meetings for one's own calendar: all, or those of a topic or a person."""
    chosen = exporters.chosen(edition, request.GET.get("topic", ""), request.GET.get("person", ""))
    return download(
        exporters.calendar(edition, chosen), f"{edition.slug}.ics", media_types.in_utf_8(media_types.CALENDAR)
    )


@rule("programme.arrange", find=find_edition)
@require_safe
def arrangement(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The programme as it is arranged: every meeting, and what is in conflict."""
    meetings = queries.meetings(edition)
    page = {
        "edition": edition,
        "meetings": meetings,
        "conflicts": queries.conflicts(meetings),
        "rooms": queries.rooms(edition),
        "agenda": edition.agenda.all(),
        "topics": edition.topics.all(),
    }
    return render(request, "programme/arrangement.html", page)


@rule("programme.arrange", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, edition: Edition) -> HttpResponse:
    back, title = arranging(edition), _("Schedule a meeting")
    return with_form(request, forms.MeetingForm, meetings_acts.schedule, edition, back, title, edition=edition)


@rule("programme.arrange", find=queries.meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    back, title = arranging(meeting.edition), _("Change the meeting")
    options = {"edition": meeting.edition, "standing": as_it_stands(meeting, forms.filled_from)}
    return with_form(request, forms.MeetingForm, meetings_acts.change, meeting, back, title, **options)


@rule("programme.arrange", find=queries.meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    back, title = arranging(meeting.edition), format_html("{}: {}", _("Cancel the meeting"), shown(meeting.title))
    return with_form(request, forms.CancelForm, meetings_acts.cancel, meeting, back, title)


@rule("programme.arrange", find=queries.meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def set_appearance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    back, title = arranging(meeting.edition), _("Enter who appears")
    return with_form(request, forms.AppearanceForm, meetings_acts.set_appearance, meeting, back, title)


@rule("programme.arrange_appearance", find=queries.appearance)
@asks_first(
    _("Take off the programme"),
    lambda appearance: sentence(
        _("%(name)s will no longer appear in the programme of “%(meeting)s”."),
        name=typed(appearance.name),
        meeting=shown(appearance.meeting.title),
    ),
    lambda appearance: arranging(appearance.meeting.edition),
)
def end_appearance(request: HttpRequest, appearance: Appearance) -> HttpResponse:
    by, back = Secretary(signed_in(request)), arranging(appearance.meeting.edition)
    return perform(request, Nothing(request.POST), meetings_acts.end_appearance, by, appearance, back=back, title="")


@rule("programme.see_run", find=queries.meeting)
@require_safe
def run(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The run of show: what happens when, and who does it."""
    page = {"edition": meeting.edition, "meeting": meeting, "steps": meeting.steps.all()}
    return render(request, "programme/run.html", page)


@rule("programme.set_run", find=queries.meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return with_form(request, forms.StepForm, meetings_acts.add_step, meeting, _run_of(meeting), _("Add a step"))


@rule("programme.set_step", find=queries.step)
@asks_first(
    _("Remove the step"),
    lambda step: sentence(_("This is taken off the run of show: %(step)s."), step=shown(step.text)),
    lambda step: _run_of(step.meeting),
)
def remove_step(request: HttpRequest, step: Step) -> HttpResponse:
    by, back = by_officer(request, step.meeting.edition), _run_of(step.meeting)
    return perform(request, Nothing(request.POST), meetings_acts.remove_step, by, step, back=back, title="")


@rule("programme.finish_step", find=queries.step)
@require_POST
def finish_step(request: HttpRequest, step: Step) -> HttpResponse:
    by, back = by_officer(request, step.meeting.edition), _run_of(step.meeting)
    return perform(request, Nothing(request.POST), meetings_acts.finish_step, by, step, back=back, title="")


def _run_of(meeting: Meeting) -> str:
    return reverse("run-of-show", args=[meeting.edition.slug, meeting.number])
