"""Pages of a meeting: Now, Podium, Screen, presence; and the acts that are performed on them."""

from collections.abc import Callable
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nadwa import characters
from nadwa.accounts.viewing import signed_in
from nadwa.delegations.capacities import Delegate
from nadwa.editions.capacities import Chair, Secretary, officer
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import edition as find_edition
from nadwa.floor import forms, forms_of_list, queries
from nadwa.floor.capacities import clerk, delegate, presiding
from nadwa.floor.commands import admitting, naming, procedures, sittings, speakers, statements
from nadwa.floor.fragments import ballot, now_fragments, podium_fragments, screen_fragments
from nadwa.floor.known_procedures import as_set
from nadwa.floor.models import Ballot, Motion, Request, Sitting
from nadwa.floor.parts import ACTS, PARTS
from nadwa.programme.models import Meeting
from nadwa.programme.queries import meeting as find_meeting
from nadwa.record.acts import Refused
from nadwa.record.models import Act
from nadwa.record.submissions import submitted
from nadwa.web.access import View, rule
from nadwa.web.acting import ask_and_perform, perform
from nadwa.web.declaring import Actor, serves, the, weighing
from nadwa.web.languages import sentence, shown
from nadwa.web.sending import sent

FROM_LINKS = ("request", "place", "asks", "motion", "in_favour", "swap")  # what our own links fill in of a form


def _acts_of(actor: Actor) -> View:
    """The view of all acts of a meeting that one kind of actor does."""
    part, acts = PARTS[actor], ACTS[actor]

    @serves(acts)
    @rule(part.rule, find=find_meeting, fresh=weighing(acts))
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, meeting: Meeting, act: str) -> HttpResponse:
        """GET shows the form of an act (or asks for confirmation), POST performs it."""
        chosen, by = the(acts, act), part.by(request.user, meeting)
        linked = {name: request.GET[name] for name in FROM_LINKS if name in request.GET}
        back = part.back(request.user, meeting)
        return ask_and_perform(request, chosen, by, meeting, back=back, initial=linked, meeting=meeting)

    return view


preside = _acts_of(Chair)
count = _acts_of(Secretary | Chair)
take_part = _acts_of(Delegate)


@rule("floor.follow", find=find_meeting, signed_in=False)
@require_safe
def now(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The page that follows the house: who speaks, what is open, what is asked of me."""
    house = queries.house(meeting)
    seat = queries.seat_at(request.user, meeting)
    page = {
        "edition": meeting.edition,
        "meeting": meeting,
        "seat": seat,
        "motions": Motion.Kind.choices[1:],
        "asked": {one.asks for one in house.requests if seat and one.delegation_id == seat.delegation_id},
        "withdrawals": forms.WithdrawForm.ASKS,
        "present": seat and queries.is_present(house.sitting, seat.delegation),
        "offers": house.offers,
        "fragments": now_fragments(house, request, seat),
    }
    return render(request, "floor/now.html", page)


@rule("floor.preside", find=find_meeting)
@require_safe
def podium(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The page of who is in the chair: the list, the clock, the rulings. Who could be follows, and takes the chair."""
    house, presides = queries.house(meeting), queries.presides(request.user, meeting)
    page = {
        "edition": meeting.edition,
        "meeting": meeting,
        "house": house,
        "presides": presides,
        "lasts": house.sitting.state != Sitting.State.ADJOURNED,
        "fragments": podium_fragments(house, request) if presides else now_fragments(house, request),
    }
    return render(request, "floor/podium.html", page)


@rule("floor.follow", find=find_meeting, signed_in=False)
@require_safe
def screen(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The projection in the room."""
    fragments = screen_fragments(queries.house(meeting))
    return render(
        request, "floor/screen.html", {"edition": meeting.edition, "meeting": meeting, "fragments": fragments}
    )


@rule("floor.follow", find=find_meeting, signed_in=False)
@require_safe
def vote(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The vote of the meeting: what is voted on, the roll call from the letter drawn, the count."""
    house = queries.house(meeting)
    seat = queries.seat_at(request.user, meeting)
    page = {
        "edition": meeting.edition,
        "meeting": meeting,
        "house": house,
        "seat": seat,
        "vote": house.vote,
        "called": house.roll_call
        or (queries.roll_call(house.sitting, house.vote) if house.vote and house.vote.letter else []),
        "counts": rules.has_perm("floor.count", request.user, meeting),
        "choices": Ballot.Choice.choices,
        "entered": sum(bool(one.entered_by) for one in house.vote.ballots.all()) if house.vote else 0,
        "ballot": ballot(house, request, seat),
    }
    return render(request, "floor/vote.html", page)


@rule("floor.follow", find=find_meeting, signed_in=False)
@require_safe
def times(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Who has spoken how long, by delegation and by constituency."""
    rows = queries.speaking_times(meeting)
    groups: dict[Any, int] = {}
    for delegation, seconds, _times in rows:
        groups[delegation.constituency] = groups.get(delegation.constituency, 0) + seconds
    page = {
        "edition": meeting.edition,
        "meeting": meeting,
        "rows": rows,
        "groups": sorted(groups.items(), key=lambda row: -row[1]),
        "speakers": queries.speakers_of(meeting),
        "longest": max((seconds for _one, seconds, _times in rows), default=0),
        "longest_group": max(groups.values(), default=0),
    }
    return render(request, "floor/times.html", page)


@rule("floor.take_part", find=find_meeting)
@require_POST
def arrive(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A delegate records that the own delegation is present."""
    by, form = delegate(request.user, meeting), forms.EmptyForm(request.POST, meeting=meeting)
    back = reverse("now", args=[meeting.edition.slug, meeting.number])
    return perform(request, form, sittings.record_presence, by, meeting, by.delegation, back=back, title="")


@rule("floor.record_presence", find=find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Who is present, as the secretariat records it."""
    if request.method != "POST":
        page = {"edition": meeting.edition, "meeting": meeting, "delegations": queries.presence(meeting)}
        return render(request, "floor/presence.html", page)
    delegation = get_object_or_404(
        meeting.edition.delegations, body__slug=characters.written(request.POST.get("delegation", ""))
    )
    command = sittings.record_presence if request.POST.get("present") == "1" else sittings.record_absence
    form = forms.EmptyForm(request.POST, meeting=meeting)
    by = clerk(request.user, meeting)
    return perform(request, form, command, by, meeting, delegation, back=request.path, title="")


@rule("floor.check_in", find=find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The door: a camera or a scanner reads badges in and out. Sending one scan twice admits once."""
    checked = _checked(request, meeting) if request.method == "POST" else None
    if checked and request.htmx:  # type: ignore[attr-defined]
        return render(request, "floor/checked.html", checked)
    inside, latest = queries.door(meeting)
    page = {"edition": meeting.edition, "meeting": meeting, "inside": inside, "latest": latest, "checked": checked}
    return render(request, "floor/door.html", page | {"form": forms.CodeForm()})


def _checked(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    """What the door says of a scan: whose badge it is, and whether it may pass."""
    form = forms.CodeForm(request.POST)
    if not form.is_valid():
        return {"refused": form.errors["code"][0]}
    code = form.cleaned_data["code"]
    command = admitting.let_out if "out" in request.POST else admitting.let_in
    by = officer(request.user, meeting.edition, Membership.Role.USHER, Membership.Role.SECRETARIAT)
    badge = queries.badge_with(meeting, code)
    seat = queries.seat_at(badge.person, meeting) if badge else None
    found: dict[str, object] = {"badge": badge, "body": seat and seat.delegation.body, "out": "out" in request.POST}
    try:
        with submitted(sent(request, form)):
            command(by, meeting, code)
    except Refused as refused:
        return found | {"refused": refused.message}
    return found


@rule("floor.take_part", find=find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_and_name(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask for the floor, and say at once who will speak."""
    by, title = delegate(request.user, meeting), _("Ask for the floor, and say who will speak")
    back = reverse("now", args=[meeting.edition.slug, meeting.number])
    form = forms_of_list.OwnSpeakerForm(request.POST or None, meeting=meeting, delegation=by.delegation)
    if request.method == "POST":
        return perform(request, form, speakers.ask_and_name, by, meeting, back=back, title=title)
    return render(
        request, "web/form_page.html", {"edition": meeting.edition, "form": form, "title": title, "back": back}
    )


@rule("floor.take_part", find=find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def own_speaker(request: HttpRequest, meeting: Meeting, asked: int) -> HttpResponse:
    """Who will speak on a request of the own delegation, until it is called."""
    by, found = delegate(request.user, meeting), queries.request_in(meeting, asked)
    if found.delegation_id != by.delegation.pk:
        raise Http404
    form = forms_of_list.OwnSpeakerForm(
        request.POST or None,
        meeting=meeting,
        delegation=by.delegation,
        kind=found.kind,
        standing=lambda: queries.speaker_of(found),
    )
    back = reverse("now", args=[meeting.edition.slug, meeting.number])
    return _named(request, form, naming.name_own_speaker, by, found, meeting, back)


@rule("floor.preside", find=find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def speaker(request: HttpRequest, meeting: Meeting, asked: int) -> HttpResponse:
    """The same of any delegation on the list, as the chair hears it from its seat."""
    found = queries.request_in(meeting, asked)
    form = forms_of_list.SpeakerForm(
        request.POST or None,
        meeting=meeting,
        delegation=found.delegation,
        kind=found.kind,
        standing=lambda: queries.speaker_as_typed(found),
    )
    back = reverse("podium", args=[meeting.edition.slug, meeting.number])
    return _named(request, form, naming.name_speaker, presiding(request.user, meeting), found, meeting, back)


def _named(
    request: HttpRequest,
    form: forms_of_list.SpeakerForm,
    command: Callable[..., Act],
    by: Delegate | Chair,
    found: Request,
    meeting: Meeting,
    back: str,
) -> HttpResponse:
    title = sentence(_("Who will speak for %(who)s"), who=shown(found.delegation.body.name))
    if request.method == "POST":
        return perform(request, form, command, by, meeting, found, back=back, title=title)
    return render(
        request, "web/form_page.html", {"edition": meeting.edition, "form": form, "title": title, "back": back}
    )


@rule("floor.take_part", find=find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """File the text of the own delegation's statement."""
    by, title = delegate(request.user, meeting), _("File a statement")
    if request.method == "POST":
        form = forms.StatementForm(request.POST, meeting=meeting)
        return perform(request, form, statements.file_statement, by, meeting, back=request.path, title=title)
    filed = queries.own_statements(by.delegation, meeting)
    before = queries.last_undelivered(by.delegation, meeting)
    as_filed = {"item": before.item.number, "language": before.language, "text": before.text} if before else {}
    form = forms.StatementForm(meeting=meeting, initial={"language": request.LANGUAGE_CODE, **as_filed})
    page = {"edition": meeting.edition, "meeting": meeting, "form": form, "filed": filed, "title": title}
    page["adjourned"] = queries.sitting_of(meeting).state == Sitting.State.ADJOURNED
    return render(request, "floor/statement.html", page)


@rule("floor.see_filed_statements", find=find_meeting)
@require_safe
def texts(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The interpreters' queue: who speaks next, with the texts filed ahead of delivery."""
    filed = list(queries.filed_statements(meeting))
    house = queries.house(meeting)
    by_speaker = {(one.item_id, one.delegation_id): one for one in filed}
    speakers = [house.speaker] if house.speaker else []
    queue = [(one, by_speaker.get((one.item_id, one.delegation_id))) for one in [*speakers, *house.waiting]]
    page = {"edition": meeting.edition, "meeting": meeting, "filed": filed, "queue": queue}
    return render(request, "floor/texts.html", page)


@rule("floor.set_procedure", find=find_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def procedure(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The edition's rules for the floor: quorum and time limits."""
    back = reverse("programme", args=[edition.slug])
    title = _("Rules for the floor")
    form = forms.ProcedureForm(request.POST or None, standing=lambda: as_set(queries.procedure_of(edition)))
    if request.method == "POST":
        by = Secretary(signed_in(request))
        return perform(request, form, procedures.set_procedure, by, edition, back=back, title=title)
    page = {"form": form, "title": title, "back": back, "edition": edition}
    if not queries.has_procedure(edition):
        page["begin"] = forms.BeginProcedureForm(editions=queries.known_procedures(request.user))
    return render(request, "floor/procedure.html", page)


@rule("floor.set_procedure", find=find_edition)
@require_POST
def begin_procedure(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Begin with rules that are known already; each can be changed afterwards."""
    form = forms.BeginProcedureForm(request.POST, editions=queries.known_procedures(request.user))
    by, back = Secretary(signed_in(request)), reverse("procedure", args=[edition.slug])
    title = _("Begin with these rules")
    return perform(request, form, procedures.begin_procedure, by, edition, back=back, title=title)
