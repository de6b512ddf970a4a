"""Every write of the press room, and what it brings to the two-key acts: publishing the announcement."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.enrolment import enrolled
from nadwa.acts import press as acts
from nadwa.acts.by import AN_APPLICANT, THE_CLOCK, THE_HOSTS, By, Unnamed
from nadwa.acts.facts import Audience
from nadwa.delegations.commands.accrediting import AGAIN, BETWEEN_WARNINGS
from nadwa.editions.capacities import HostOfficer, Officer
from nadwa.editions.commands.approving import changing, hold
from nadwa.editions.commands.roles import give_role
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import roles
from nadwa.editions.two_key import Field, TwoKey
from nadwa.mail import outbox
from nadwa.press import exporters
from nadwa.press.models import EMBARGOES, MediaApplication, Release, embargo_of
from nadwa.printing.trying import in_every_language
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.wall import over_the_wall
from nadwa.web.addresses import address
from nadwa.web.languages import OFFICIAL, Content, missing, plain

ANNOUNCE, EMBARGO = "press.announce", "press.embargo"
EMBARGO_HOLDS = _("Only the embargo of an issued release can be changed, and only while it holds.")
NO_EMBARGO = _("no embargo: everybody reads it at once")


@command
def draft_release(
    by: HostOfficer | Officer | Unnamed,
    edition: Edition,
    kind: str,
    title: Content,
    text: Content,
    dated: date,
    embargo_until: datetime | None = None,
) -> Act:
    edition = hold(edition)
    if kind == Release.Kind.ANNOUNCEMENT and edition.releases.filter(kind=kind).exists():
        raise Refused(_("There is an announcement already; change that one."))
    number = (edition.releases.aggregate(last=Max("number"))["last"] or 0) + 1
    release = Release.objects.create(
        edition=edition, number=number, kind=kind, title=title, text=text, dated=dated, embargo_until=embargo_until
    )
    return _recorded(acts.Drafted, release, by)


@command
def change_release(
    by: HostOfficer | Officer,
    release: Release,
    kind: str,
    title: Content,
    text: Content,
    dated: date,
    embargo_until: datetime | None,
) -> Act:
    """Change a draft. What has been issued stands as it is; a further release corrects it."""
    with changing(release.edition, by, ANNOUNCE):
        release = _locked_draft(release)
        if Release.Kind.ANNOUNCEMENT in {kind, release.kind} and kind != release.kind:
            raise Refused(_("An announcement stays an announcement, and a release a release."))
        release.kind, release.title, release.text = kind, title, text
        release.dated, release.embargo_until = dated, embargo_until
        release.save()
    return _recorded(acts.Changed, release, by)


@command
def discard_release(by: HostOfficer | Officer, release: Release) -> Act:
    with changing(release.edition, by, ANNOUNCE):
        release = _locked_draft(release)
        act = _recorded(acts.Discarded, release, by)
        release.delete()
    return act


@command
def issue_release(by: HostOfficer | Officer | Unnamed, release: Release) -> Act:
    """Give the release to accredited press, and to everybody if there is no embargo."""
    release = _locked_draft(release)
    if release.kind == Release.Kind.ANNOUNCEMENT:
        raise Refused(_("The announcement binds the hosts: propose it under Approvals."))
    refusal = unfinished(release)
    if refusal:
        raise Refused(refusal)
    return _issue(release, by)


@command
def set_embargo(by: HostOfficer | Officer, release: Release, embargo_until: datetime | None) -> Act:
    """Lengthen, shorten or lift the embargo of an issued release while it holds; that of the announcement the hosts
    have set together, and change together."""
    release = _locked(release)
    if release.kind == Release.Kind.ANNOUNCEMENT:
        raise Refused(_("The hosts have set this embargo together: an officer of a host proposes to change it."))
    _require_embargo(release)
    return _set_embargo(release, by, embargo_until)


@command
def publish_release(release: Release) -> Act:
    """Say on the public record that an embargo has ended; the page shows the release by the clock alone."""
    release = _locked(release)
    if release.published_at or not release.is_public(clock.now()):
        raise Refused(_("There is nothing to publish."))
    return _publish(release)


@command
def apply_for_accreditation(edition: Edition, language: str, **application: str) -> Act:
    """Whoever applies with the address of another gets the same answer, and learns nothing; the other gets a mail."""
    edition, now = hold(edition), clock.now()
    email = application["email"] = application["email"].lower()
    with over_the_wall():  # whoever applies has no account
        there = (
            MediaApplication.objects.filter(edition=edition, email=email)
            .exclude(state=MediaApplication.State.REFUSED)
            .first()
        )
        refused = {"state": MediaApplication.State.REFUSED, "reason": str(AGAIN), "decided_at": now} if there else {}
        made = MediaApplication.objects.create(
            edition=edition, language=language, applied_at=now, **application, **refused
        )
        if there:
            _tell_again(there)
    return _decided(acts.Applied, made, AN_APPLICANT)


@command
def accredit(by: HostOfficer | Officer, application: MediaApplication) -> Act:
    """Grant accreditation: the applicant is enrolled and told so by mail."""
    application = _locked_application(application)
    edition, language = application.edition, application.language
    person = enrolled(application.name, application.email, language, edition.slug)
    if Membership.Role.PRESS not in roles(person, edition):
        give_role(person, edition, Membership.Role.PRESS, by)
    application.state, application.person, application.decided_at = (
        MediaApplication.State.ACCREDITED,
        person,
        clock.now(),
    )
    application.save()
    with override(language):
        words = gettext(
            "%(name)s,\n\nyou are accredited as press to %(title)s. What is under embargo is at:\n\n%(link)s\n"
        )
        link = address("press-page", edition.slug)
        _answer(application, words % {"name": application.name, "title": plain(edition.title), "link": link})
    return _decided(acts.Accredited, application, by)


@command
def refuse_accreditation(by: HostOfficer | Officer, application: MediaApplication, reason: str) -> Act:
    application = _locked_application(application)
    application.state, application.reason, application.decided_at = MediaApplication.State.REFUSED, reason, clock.now()
    application.save()
    with override(application.language):
        words = gettext(
            "%(name)s,\n\naccreditation to %(title)s could not be granted, for this reason:\n\n%(reason)s\n"
        )
        title = plain(application.edition.title)
        _answer(application, words % {"name": application.name, "title": title, "reason": reason})
    return _decided(acts.Refused, application, by)


def _require_embargo(release: Release) -> None:
    if release.issued_at is None or release.is_public(clock.now()):
        raise Refused(EMBARGO_HOLDS)


def _set_embargo(release: Release, by: By, embargo_until: datetime | None) -> Act:
    release.embargo_until = embargo_until
    release.save(update_fields=["embargo_until"])
    act = _recorded(acts.EmbargoSet, release, by)
    if release.is_public(clock.now()):
        _publish(release)
    return act


def _issue(release: Release, by: By) -> Act:
    in_every_language(plain(release.title), partial(exporters.pdf, release))
    release.issued_at = clock.now()
    release.save(update_fields=["issued_at"])
    act = _recorded(acts.Issued, release, by)
    if release.is_public(release.issued_at):
        _publish(release)
    return act


def _publish(release: Release) -> Act:
    release.published_at = clock.now()
    release.save(update_fields=["published_at"])
    published = acts.Published(release=release.number, kind=release.kind, sha256=release.digest())
    return record(log_for(release.edition.slug), published, THE_CLOCK)


def _recorded(done: type[acts.Embargoed], release: Release, by: By) -> Act:
    """Until a release is published, its acts stand in a log of their own, which the public does not read."""
    embargo = release.embargo_until.isoformat() if release.embargo_until else ""
    facts = done(release=release.number, kind=release.kind, sha256=release.digest(), embargo=embargo)
    return record(log_for(release.edition.slug, Audience.PRESS), facts, by)


def _locked(release: Release) -> Release:
    return still_there(Release.objects.select_for_update(of=("self",)).select_related("edition"), release)


def _locked_draft(release: Release) -> Release:
    release = _locked(release)
    if release.issued_at:
        raise Refused(_("This release has been issued and stands as it is."))
    return release


def _locked_application(application: MediaApplication) -> MediaApplication:
    locked = MediaApplication.objects.select_for_update(of=("self",)).select_related("edition").get(pk=application.pk)
    if locked.state != MediaApplication.State.PENDING:
        raise Refused(_("This application has been decided already."))
    return locked


def _answer(application: MediaApplication, words: str) -> None:
    edition = application.edition
    about, subject = f"media:{application.pk}", gettext("Media accreditation")
    outbox.post(edition.slug, about, application.email, application.language, subject, words)


def _tell_again(application: MediaApplication) -> None:
    """That somebody has applied with the address of this application; once a day, however often it is done."""
    about = f"media-again:{application.pk}"
    if outbox.is_posted_since(about, clock.now() - BETWEEN_WARNINGS):
        return
    with override(application.language):
        words = gettext(
            "%(name)s,\n\nsomebody, perhaps you, has used this address to apply again for media accreditation to"
            " %(title)s. Your first application stands as it is, and its answer comes to this address. You need do"
            " nothing.\n"
        ) % {"name": application.name, "title": plain(application.edition.title)}
        subject = gettext("Media accreditation")
        outbox.post(application.edition.slug, about, application.email, application.language, subject, words)


def _decided(said: type[acts.OfApplication], application: MediaApplication, by: By) -> Act:
    return record(log_for(application.edition.slug, Audience.PRESS), said(application=application.pk), by)


def unfinished(release: Release) -> Any:
    """Why a release cannot be issued yet; None if it can."""
    lacking = sorted({*missing(release.title), *missing(release.text)}, key=OFFICIAL.index)
    if lacking:
        names = ", ".join(str(dict(settings.LANGUAGES)[code]) for code in lacking)
        return _("It is issued in all six languages at once. Still missing: %(languages)s.") % {"languages": names}
    return None


def _announcing_refusal(edition: Edition, _subject: str) -> Any:
    announcement = edition.releases.filter(kind=Release.Kind.ANNOUNCEMENT).first()
    if announcement is None:
        return _("There is no announcement to publish.")
    if announcement.issued_at:
        return _("The announcement is published already.")
    return unfinished(announcement)


def _announce(edition: Edition, _subject: str) -> None:
    announcement = edition.releases.get(kind=Release.Kind.ANNOUNCEMENT)
    edition.announced_at = announcement.embargo_until or clock.now()
    edition.save(update_fields=["announced_at"])
    _issue(announcement, THE_HOSTS)


def _announced(edition: Edition, _subject: str) -> dict[str, Any]:
    release = edition.releases.get(kind=Release.Kind.ANNOUNCEMENT)
    return {
        "title": release.title,
        "text": release.text,
        "dated": str(release.dated),
        "embargo_until": _written(release.embargo_until),
    }


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _embargo_refusal(edition: Edition, subject: str) -> Any:
    announcement = edition.releases.filter(kind=Release.Kind.ANNOUNCEMENT, issued_at__isnull=False).first()
    if announcement is None or announcement.is_public(clock.now()):
        return EMBARGO_HOLDS
    try:
        embargo_of(subject)
    except ValueError:
        return _("Give the date and time until which the embargo is to hold.")
    return None


def _new_embargo(edition: Edition, subject: str) -> dict[str, Any]:
    release = edition.releases.get(kind=Release.Kind.ANNOUNCEMENT)
    return {"title": release.title, "before": _written(release.embargo_until), "after": _written(embargo_of(subject))}


def _change_embargo(edition: Edition, subject: str) -> None:
    release, embargo = _locked(edition.releases.get(kind=Release.Kind.ANNOUNCEMENT)), embargo_of(subject)
    edition.announced_at = embargo or clock.now()
    edition.save(update_fields=["announced_at"])
    _set_embargo(release, THE_HOSTS, embargo)


ANNOUNCING = TwoKey(
    ANNOUNCE,
    _("Publish the announcement"),
    _announcing_refusal,
    _announce,
    _announced,
    (
        Field("title", _("Title"), "content"),
        Field("text", _("Text"), "content"),
        Field("dated", _("Dated"), "date"),
        Field("embargo_until", _("Under embargo until"), "moment", empty=NO_EMBARGO),
    ),
)
CHANGING_EMBARGO = TwoKey(
    EMBARGO,
    _("Change the embargo of the announcement"),
    _embargo_refusal,
    _change_embargo,
    _new_embargo,
    (
        Field("title", _("Announcement"), "content"),
        Field("before", _("Previous embargo, until"), "moment", empty=NO_EMBARGO),
        Field("after", _("New embargo, until"), "moment", empty=NO_EMBARGO),
    ),
    subjects=EMBARGOES,
)
