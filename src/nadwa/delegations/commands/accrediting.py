"""Accreditation of organisations: applied for, evaluated, listed to the States, decided, appealed."""

from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.enrolment import enrolled, known
from nadwa.acts import delegations as acts
from nadwa.acts.by import AN_APPLICANT, THE_HOSTS, By
from nadwa.acts.facts import Audience, Facts
from nadwa.delegations import forms, links
from nadwa.delegations.capacities import StateDelegate
from nadwa.delegations.commands.acting import next_protocol
from nadwa.delegations.models import Application, Body, Delegation, FocalPoint, Objection
from nadwa.delegations.queries import of_series
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import changing, hold
from nadwa.editions.models import Edition
from nadwa.editions.two_key import NUMBER, Field, TwoKey
from nadwa.mail import outbox
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.wall import over_the_wall
from nadwa.web import names
from nadwa.web.addresses import address
from nadwa.web.declaring import act
from nadwa.web.languages import Content, plain

ACCREDIT = "delegations.accredit"
NO_OBJECTION, ALL_HOSTS = _("No State has objected."), _("All hosts have approved.")
APPEAL_WITHIN = timedelta(days=14)
BETWEEN_WARNINGS = timedelta(days=1)
AGAIN = _("There is another application with this e-mail address.")  # for the officers; whoever sent it is told nothing


class Asked(TypedDict):
    """What an organisation says of itself."""

    kind: str
    name: Content
    seat: str
    website: str
    purpose: str
    programme: str
    contact: str
    email: str


@command
def ask_for_accreditation(edition: Edition, language: str, **asked: Unpack[Asked]) -> Act:
    """Whoever applies with the address of another gets the same answer, and learns nothing; the other gets a mail."""
    edition, now = hold(edition), clock.now()
    asked["email"] = asked["email"].lower()
    with over_the_wall():
        there = (
            Application.objects.filter(edition=edition, email=asked["email"])
            .exclude(state=Application.State.REFUSED)
            .first()
        )
        number = (edition.applications.aggregate(last=Max("number"))["last"] or 0) + 1
        refused = {"state": Application.State.REFUSED, "reason": str(AGAIN), "decided_at": now} if there else {}
        application = Application.objects.create(
            edition=edition, number=number, language=language, applied_at=now, **asked, **refused
        )
    if there:
        _tell_again(there)
    else:
        _confirm(application)
    return _inside(acts.AccreditationAsked(application=application.number), edition, AN_APPLICANT)


def _confirm(application: Application) -> None:
    with override(application.language):
        words = gettext(
            "Your application to take part in %(title)s has arrived. How it stands, you see at:\n\n%(link)s\n"
        )
        _write(application, words)


def _tell_again(application: Application) -> None:
    """That somebody has applied with the address of this application; once a day, however often it is done."""
    about = f"application-again:{application.pk}"
    if not outbox.is_posted_since(about, clock.now() - BETWEEN_WARNINGS):
        with override(application.language):
            words = gettext(
                "Somebody, perhaps you, has used this address to apply again to take part in %(title)s. The first"
                " application stands as it is. See how it stands at:\n\n%(link)s\n"
            )
            _write(application, words, about)


@act("evaluate", _("Evaluate"), forms.EvaluationForm)
def evaluate(by: Secretary, application: Application, evaluation: str) -> Act:
    """The secretariat's evaluation, which the States read on the list."""
    application = _locked(application, Application.State.SUBMITTED, Application.State.EVALUATED)
    application.evaluation, application.state = evaluation, Application.State.EVALUATED
    application.save(update_fields=["evaluation", "state"])
    return _inside(acts.ApplicationEvaluated(application=application.number), application.edition, by)


@command
def open_list(by: Secretary, edition: Edition, window_until: datetime) -> Act:
    """Put all that is evaluated before the States, who may object until the window closes."""
    if window_until <= clock.now():
        raise Refused(_("The window has to close in the future."))
    listed = list(edition.applications.select_for_update().filter(state=Application.State.EVALUATED))
    if not listed:
        raise Refused(_("Evaluate an application first."))
    for application in listed:
        application.state, application.window_until = Application.State.LISTED, window_until
    Application.objects.bulk_update(listed, ["state", "window_until"])
    _tell_states(edition)
    opened = acts.ListOpened(applications=tuple(each.number for each in listed), until=window_until.isoformat())
    return record(log_for(edition.slug, Audience.PARTICIPANTS), opened, by)


@command
def object_to_organisation(by: StateDelegate, application: Application, reason: str) -> Act:
    application = _within_window(application)
    Objection.objects.update_or_create(
        application=application, delegation=by.delegation, defaults={"reason": reason, "at": clock.now()}
    )
    objected = acts.OrganisationObjected(
        application=application.number, delegation=by.delegation.body.slug, reason=reason
    )
    return record(log_for(application.edition.slug, Audience.PARTICIPANTS), objected, by)


@command
def withdraw_objection(by: StateDelegate, application: Application) -> Act:
    application = _within_window(application)
    if not Objection.objects.filter(application=application, delegation=by.delegation).delete()[0]:
        raise Refused(_("Your delegation has not objected."))
    withdrawn = acts.ObjectionWithdrawn(application=application.number, delegation=by.delegation.body.slug)
    return record(log_for(application.edition.slug, Audience.PARTICIPANTS), withdrawn, by)


@act("grant", _("Accredit"))
def grant_accreditation(by: Secretary, application: Application) -> Act:
    """Accredit an organisation to which no State has objected within the window."""
    with changing(application.edition, by, ACCREDIT):
        application = _locked(application, Application.State.LISTED)
        _require_window_over(application)
        if application.objections.exists():
            raise Refused(_("A State has objected: only all hosts together can accredit this organisation."))
        return _accredit(application, by, NO_OBJECTION)


@act("refuse", _("Refuse"), forms.RefusalForm)
def refuse_organisation(by: Secretary, application: Application, reason: str) -> Act:
    """Refuse, before the list or after the window; on an appeal, for good."""
    with changing(application.edition, by, ACCREDIT):
        application = _locked(application, *Application.OPEN)
        if application.state == Application.State.LISTED:
            _require_window_over(application)
        was_appealed = application.state == Application.State.APPEALED
        application.appeal_refused = was_appealed
        application.state, application.reason, application.decided_at = Application.State.REFUSED, reason, clock.now()
        application.save()
    with override(application.language):
        words = gettext(
            "Your organisation is not accredited to %(title)s, for this reason:\n\n%(reason)s\n\nHow it stands, and"
            " whether you may still appeal, you see at:\n\n%(link)s\n"
        )
        _write(application, words)
    refused = acts.AppealRefused if was_appealed else acts.AccreditationRefused
    return _inside(refused(application=application.number, reason=reason), application.edition, by)


@command
def appeal(application: Application, appeal: str) -> Act:
    """The organisation appeals once, within fourteen days of the refusal."""
    application = _locked(application, Application.State.REFUSED)
    if not may_appeal(application):
        raise Refused(_("The time for an appeal is over, or an appeal has been decided."))
    application.state, application.appeal = Application.State.APPEALED, appeal
    with over_the_wall():
        application.save(update_fields=["state", "appeal"])
    return _inside(acts.Appealed(application=application.number), application.edition, AN_APPLICANT)


def may_appeal(application: Application) -> bool:
    decided = application.decided_at
    in_time = decided is not None and clock.now() < decided + APPEAL_WITHIN
    return application.state == Application.State.REFUSED and in_time and not application.appeal_refused


def token(application: Application) -> str:
    """What opens the page of an application to whoever made it, without an account."""
    return links.signed(application.pk, links.APPLICATION)


def _accredit(application: Application, by: By, reason: Promise | str) -> Act:
    edition = hold(application.edition)
    body = Body.objects.create(
        series=edition.series,
        slug=_slug(application),
        kind=application.kind,
        name=application.name,
        email=application.email,
        language=application.language,
        exercise=edition.exercise,
    )
    delegation = Delegation.objects.create(
        edition=edition, body=body, protocol=next_protocol(edition), admission=Delegation.Admission.FULL
    )
    if taken := _contact_is_taken(application):
        raise Refused(taken)
    person = enrolled(application.contact, application.email, application.language, edition.slug)
    FocalPoint.objects.create(edition=edition, body=body, person=person, place=1)
    application.state, application.decided_at, application.delegation = (
        Application.State.ACCREDITED,
        clock.now(),
        delegation,
    )
    with override(application.language):
        application.reason = str(reason)
        application.save()
        _write(
            application,
            gettext("Your organisation is accredited to %(title)s. Register who comes:\n\n%(delegation)s\n"),
        )
    accredited = acts.Accredited(application=application.number, body=body.slug, reason=application.reason)
    return record(log_for(edition.slug), accredited, by)


def _contact_is_taken(application: Application) -> str | None:
    """Nobody is a focal point of two bodies at one edition."""
    person = known(application.contact, application.email)
    if person is None or not FocalPoint.objects.filter(edition=application.edition, person=person).exists():
        return None
    message = _("%(name)s speaks for another body at this edition: the organisation has to name another contact.")
    return message % {"name": application.contact}


def _slug(application: Application) -> str:
    """A name for addresses that no other body of the series has."""
    wanted = names.made_of(application.name, "organisation")
    is_taken = wanted in names.OF_BODIES or of_series(application.edition).filter(slug=wanted).exists()
    return f"{wanted}-{application.pk}" if is_taken else wanted


def _locked(application: Application, *states: str) -> Application:
    with over_the_wall():  # States object, and organisations appeal, who write nothing else in it
        locked = Application.objects.select_for_update(of=("self",)).select_related("edition").get(pk=application.pk)
    if locked.state not in states:
        raise Refused(_("This application is not at that stage."))
    return locked


def _within_window(application: Application) -> Application:
    application = _locked(application, Application.State.LISTED)
    if not application.window_is_open(clock.now()):
        raise Refused(_("The window for objections is closed."))
    return application


def _require_window_over(application: Application) -> None:
    if application.window_is_open(clock.now()):
        raise Refused(_("The States may still object; decide when the window is closed."))


def _inside(facts: Facts, edition: Edition, by: By) -> Act:
    """Organisations that are not accredited are not named to the public."""
    return record(log_for(edition.slug, Audience.HOSTS), facts, by)


def _write(application: Application, words: str, about: str = "") -> None:
    edition = application.edition
    filled = words % {
        "title": plain(edition.title),
        "reason": application.reason,
        "link": address("application-status", edition.slug, token(application)),
        "delegation": address("own-delegation", edition.slug),
    }
    subject = gettext("Accreditation")
    about = about or f"application:{application.pk}"
    outbox.post(edition.slug, about, application.email, application.language, subject, filled)


def _tell_states(edition: Edition) -> None:
    points = FocalPoint.objects.filter(edition=edition, body__kind=Body.Kind.STATE).select_related("person")
    for point in points:
        with override(point.person.language):
            words = gettext(
                "Organisations that ask for accreditation are before the States. The list, and objections:\n\n%s\n"
            )
            outbox.post(
                edition.slug,
                "list-of-organisations",
                point.person.email,
                point.person.language,
                gettext("List of organisations before the States"),
                words % address("list-of-organisations", edition.slug),
            )


def _application(edition: Edition, subject: str) -> Application | None:
    return edition.applications.filter(number=int(subject)).first() if subject.isdecimal() else None


def _despite_refusal(edition: Edition, subject: str) -> Any:
    application = _application(edition, subject)
    if application is None or application.state not in (Application.State.LISTED, Application.State.APPEALED):
        return _("Name an application to which a State has objected, or one that is appealed.")
    if application.window_is_open(clock.now()):
        return _("The States may still object; decide when the window is closed.")
    return _contact_is_taken(application)


def _despite(edition: Edition, subject: str) -> None:
    application = edition.applications.select_for_update().get(number=int(subject))
    _accredit(application, THE_HOSTS, ALL_HOSTS)


def _asked(edition: Edition, subject: str) -> dict[str, Any]:
    application = edition.applications.get(number=int(subject))
    objections = application.objections.select_related("delegation__body").order_by("delegation__protocol")
    return {
        "name": application.name,
        **{each: getattr(application, each) for each in PLAIN},
        "objections": [{"body": one.delegation.body.name, "reason": one.reason} for one in objections],
    }


PLAIN = ("kind", "seat", "website", "purpose", "programme", "contact", "email", "evaluation", "reason", "appeal")
ACCREDITING = TwoKey(
    ACCREDIT,
    _("Accredit an organisation despite objections or on its appeal"),
    _despite_refusal,
    _despite,
    _asked,
    (
        Field("name", _("Name of the organisation"), "content"),
        Field("kind", _("Kind"), "choice", dict(Body.Kind.choices)),
        Field("seat", _("City and country")),
        Field("website", _("Website")),
        Field("purpose", _("What the organisation is for")),
        Field("programme", _("What it has to do with the programme")),
        Field("contact", _("Name of the contact")),
        Field("email", _("E-mail address")),
        Field("evaluation", _("Evaluation, as the States read it")),
        Field(
            "objections",
            _("Objections"),
            "several",
            within=(Field("body", _("Delegation"), "content"), Field("reason", _("Reason"))),
        ),
        Field("reason", _("Reason of the refusal")),
        Field("appeal", _("Appeal")),
    ),
    named="name",
    subjects=NUMBER,
)
