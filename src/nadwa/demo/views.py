"""Entering the demo as anybody, and starting the exercise."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from nadwa import characters
from nadwa.accounts.models import Person
from nadwa.demo import beijing, commands, performance, personas
from nadwa.demo.negotiations import SLUG
from nadwa.editions.models import Edition
from nadwa.editions.queries import edition as find_edition
from nadwa.wall import over_the_wall
from nadwa.web.access import opens_to, rule
from nadwa.web.returning import wanted

FIRST_PAGES = {
    "officer-china": "desk",
    "officer-un": "desk",
    "secretariat": "desk",
    "credentials": "credentials-desk",
    "spokesperson": "press-page",
    "press": "press-page",
    "auditor": "record",
}
FIRST_PAGES_OF_MEETING = {"chair": "podium"}
SESSION_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _demo_edition() -> Edition:
    return find_edition(beijing.SLUG)


def _sign_in(request: HttpRequest, person: Person) -> None:
    with over_the_wall():
        login(request, person, SESSION_BACKEND)


@rule("demo.enter", find=_demo_edition, signed_in=False)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Enter as any persona with one click: on the page where one was, if it is open to that persona."""
    if request.method == "POST":
        person = get_object_or_404(Person, username=characters.written(request.POST.get("persona", "")))
        if not personas.is_persona(person, edition):
            raise Http404
        _sign_in(request, person)
        stood_on = _page_before(request)
        return redirect(stood_on if stood_on and opens_to(person, stood_on) else _first_page(person, edition))
    page = {
        "stood_on": _page_before(request),
        "edition": edition,
        "functions": personas.FUNCTIONARIES,
        "delegates": personas.delegates(edition),
        "focal_points": personas.focal_points(edition),
        "playing": performance.is_running(),
    }
    return render(request, "demo/enter.html", page)


@rule("demo.enter", find=_demo_edition, signed_in=False)
@require_POST
def play(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Let the invented delegations act, with a chair or without."""
    meeting = performance.next_meeting(edition)
    if not performance.is_running():
        commands.start_exercise(request.user, edition, meeting)
        performance.play_meeting(
            request.build_absolute_uri("/"),
            meeting,
            request.LANGUAGE_CODE,
            with_chair="with-chair" in request.POST,
        )
    page = "now" if "with-chair" in request.POST else "podium"
    if page == "podium":
        _sign_in(request, personas.chair())
    return redirect(reverse(page, args=[edition.slug, meeting]))


@rule("demo.enter", find=_demo_edition, signed_in=False)
@require_POST
def adopt(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Let the chair bring the text to adoption."""
    if not performance.is_running():
        commands.start_adoption(request.user, edition, SLUG)
        performance.play_adoption(request.build_absolute_uri("/"), request.LANGUAGE_CODE)
    return redirect(reverse("decision", args=[edition.slug, SLUG]))


def _page_before(request: HttpRequest) -> str:
    """The page that one came from to enter as somebody else; empty where that says nothing of what one wants to see."""
    address = wanted(request)
    return "" if address.partition("?")[0] in {reverse("home"), reverse("enter")} else address


def _first_page(person: Person, edition: Edition) -> str:
    if person.username in FIRST_PAGES:
        return reverse(FIRST_PAGES[person.username], args=[edition.slug])
    if person.focal_points.filter(edition=edition).exists():
        return reverse("own-delegation", args=[edition.slug])
    page = FIRST_PAGES_OF_MEETING.get(person.username, "now")
    return reverse(page, args=[edition.slug, performance.next_meeting(edition)])
