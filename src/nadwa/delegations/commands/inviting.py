"""Invitations: drafted, sent with every host's key, followed up, answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from django.db.models import Max, ProtectedError, Q
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.enrolment import enrolled, known, readdress
from nadwa.acts import delegations as acts
from nadwa.acts.by import THE_HOSTS, By
from nadwa.acts.facts import Audience, Facts
from nadwa.delegations import capacities, exporters
from nadwa.delegations.commands.acting import next_protocol
from nadwa.delegations.commands.bodies import Letters, address_letters, made_ready, taken_over
from nadwa.delegations.commands.constituencies import constituency_of
from nadwa.delegations.models import Body, Delegation, FocalPoint, Invitation
from nadwa.delegations.queries import can_be_corrected, of_series, quotas
from nadwa.delegations.ready_made import ReadyMade
from nadwa.editions import leaving
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import changing, hold
from nadwa.editions.models import Edition
from nadwa.editions.two_key import Field, TwoKey
from nadwa.live.channels import person_topic
from nadwa.mail import outbox
from nadwa.printing.trying import must_be_written
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.web.addresses import address
from nadwa.web.languages import Content, plain

PAUSE = timedelta(days=1)
INVITE = "delegations.invite"


@command
def enter_body(by: Secretary, edition: Edition, slug: str, kind: str, name: Content, email: str, language: str) -> Act:
    """Enter a body that can then be invited, at this edition and later ones."""
    if of_series(edition).filter(slug=slug).exists():
        raise Refused(_("There is a body with this short name already."))
    Body.objects.create(
        series=edition.series,
        slug=slug,
        kind=kind,
        name=name,
        email=email,
        language=language,
        exercise=edition.exercise,
    )
    return _in_hosts_log(acts.BodyEntered(body=slug, kind=kind), edition, by)


@command
def draft_invitations(
    by: Secretary,
    edition: Edition,
    bodies: Iterable[Body],
    answer_by: date,
    listed: Iterable[ReadyMade] = (),
    letters: Mapping[str, Letters] | None = None,
) -> Act:
    """Draft invitations to bodies that have none yet, of which those that are `listed` are made where they are not
    there; nothing is sent before every host has approved."""
    with changing(edition, by, INVITE):
        known, copied = taken_over(edition, bodies)
        ready, made = made_ready(edition, listed)
        invited = set(edition.invitations.values_list("body", flat=True))
        number = edition.invitations.aggregate(last=Max("number"))["last"] or 0
        fresh = [body for body in dict.fromkeys([*known, *ready]) if body.pk not in invited]
        if not fresh:
            raise Refused(_("These bodies have an invitation already."))
        address_letters(fresh, letters or {})
        Invitation.objects.bulk_create(
            Invitation(edition=edition, body=body, number=number + place, answer_by=answer_by)
            for place, body in enumerate(fresh, 1)
        )
    drafted = acts.InvitationsDrafted(
        bodies=tuple(sorted(body.slug for body in fresh)),
        answer_by=str(answer_by),
        entered=tuple(sorted(body.slug for body in [*copied, *made])),
    )
    return _in_hosts_log(drafted, edition, by)


@command
def discard_invitation(by: Secretary, invitation: Invitation) -> Act:
    with changing(invitation.edition, by, INVITE):
        invitation = _lock(invitation)
        if invitation.state != Invitation.State.DRAFTED:
            raise Refused(_("This invitation has been sent."))
        invitation.delete()
    return _in_hosts_log(acts.InvitationDiscarded(body=invitation.body.slug), invitation.edition, by)


@command
def name_focal_point(by: Secretary, invitation: Invitation, name: str, email: str, language: str) -> Act:
    """Name one of the two persons who speak for the body; the person is enrolled by mail."""
    invitation = _lock(invitation)
    edition, body = invitation.edition, invitation.body
    taken = set(FocalPoint.objects.filter(edition=edition, body=body).values_list("place", flat=True))
    free = [place for place in FocalPoint.PLACES if place not in taken]
    if not free:
        raise Refused(_("This body has two focal points already; end one first."))
    person = enrolled(name, email, language, edition.slug)
    if FocalPoint.objects.filter(edition=edition, person=person).exists():
        raise Refused(_("This person is a focal point at this edition already."))
    FocalPoint.objects.create(edition=edition, body=body, person=person, place=free[0])
    if invitation.state == Invitation.State.SENT:
        _mail_note(invitation, exporters.note_verbale(invitation), person.email, person.language)
    named = acts.FocalPointNamed(body=body.slug, place=free[0])
    return _in_hosts_log(named, edition, by, topics=[person_topic(person.pk)])


@command
def correct_focal_point(by: Secretary, focal_point: FocalPoint, name: str, email: str, language: str) -> Act:
    """Correct who was named by mistake, or with a mistaken address: until that person has come in, and where the
    account is for this alone. Links that went to the address before open nothing any more, and a new one is written,
    also where nothing else has changed: the one before may be lost."""
    focal_point = _held_point(focal_point)
    person, edition = focal_point.person, focal_point.edition
    if not can_be_corrected(focal_point):
        raise Refused(
            _("This account is in use, so it is its owner’s. Remove the focal point, and name the right person.")
        )
    other = known(name, email)
    if other and other != person:
        raise Refused(
            _("Somebody of this name has an account with this address. Remove the focal point, and name that person.")
        )
    readdress(person, name, email, language, edition.slug)
    invitation = Invitation.objects.select_related("edition", "body").get(edition=edition, body=focal_point.body)
    if invitation.state == Invitation.State.SENT:
        _mail_note(invitation, exporters.note_verbale(invitation), person.email, person.language)
    corrected = acts.FocalPointCorrected(body=focal_point.body.slug, place=focal_point.place)
    return _in_hosts_log(corrected, edition, by, topics=[person_topic(person.pk)])


@command
def end_focal_point(by: Secretary, focal_point: FocalPoint) -> Act:
    focal_point = _held_point(focal_point)
    focal_point.delete()
    leaving.left(focal_point.person_id, focal_point.edition)
    ended = acts.FocalPointEnded(body=focal_point.body.slug, place=focal_point.place)
    return _in_hosts_log(ended, focal_point.edition, by, topics=[person_topic(focal_point.person_id)])


@command
def remind(by: Secretary, edition: Edition) -> Act:
    """Recall the invitation to those who have not answered, each at most once a day."""
    unanswered = edition.invitations.select_for_update(of=("self",)).filter(state=Invitation.State.SENT)
    due = unanswered.filter(Q(reminded_at=None) | Q(reminded_at__lte=clock.now() - PAUSE))
    reminded = list(due.filter(sent_at__lte=clock.now() - PAUSE).select_related("body", "edition"))
    if not reminded:
        raise Refused(_("Nobody has to be reminded: whoever has not answered was written to within the last day."))
    for invitation in reminded:
        _mail_all(invitation, exporters.note_verbale(invitation), reminder=True)
        invitation.reminded_at = clock.now()
    Invitation.objects.bulk_update(reminded, ["reminded_at"])
    slugs = tuple(sorted(each.body.slug for each in reminded))
    return _in_hosts_log(acts.Reminded(bodies=slugs), edition, by)


@command
def answer_invitation(
    by: capacities.FocalPoint, invitation: Invitation, answer: str, level: int | None, remark: str
) -> Act:
    """Accept at a level of participation, or decline. An answer can be changed until delegates are registered."""
    invitation = _lock(invitation)
    if invitation.state == Invitation.State.DRAFTED:
        raise Refused(_("This invitation has not been sent yet."))
    delegation = Delegation.objects.filter(edition=invitation.edition, body=invitation.body).first()
    if answer == Invitation.State.DECLINED and delegation:
        if delegation.delegates.exists():
            raise Refused(_("Your delegation has delegates registered; withdraw them first."))
        _remove(delegation)
    if answer == Invitation.State.ACCEPTED and delegation is None:
        edition = hold(invitation.edition)
        Delegation.objects.create(
            edition=edition,
            body=invitation.body,
            protocol=next_protocol(edition),
            constituency=constituency_of(edition, invitation.body),
        )
    invitation.state, invitation.remark, invitation.answered_at = answer, remark, clock.now()
    invitation.level = level if answer == Invitation.State.ACCEPTED else None
    invitation.save()
    answered = acts.Accepted if answer == Invitation.State.ACCEPTED else acts.Declined
    facts = answered(body=invitation.body.slug, symbol=invitation.symbol)
    return record(log_for(invitation.edition.slug), facts, by)


def _remove(delegation: Delegation) -> None:
    """With a delegation go the offers of its seats."""
    asked = list(delegation.offers.values_list("person", flat=True))
    try:
        delegation.delete()
    except ProtectedError:
        stays = _("Your delegation has voted or made proposals, which stay on the record; it can no longer decline.")
        raise Refused(stays) from None
    for person in asked:
        leaving.left(person, delegation.edition)


def _held_point(focal_point: FocalPoint) -> FocalPoint:
    """The focal point as it is now; it may have been removed since the page was opened."""
    held = FocalPoint.objects.select_for_update(of=("self",)).select_related("person", "body", "edition")
    return still_there(held, focal_point)


def _lock(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("edition", "body")
    return still_there(locked, invitation)


def _in_hosts_log(facts: Facts, edition: Edition, by: By, topics: Sequence[str] = ()) -> Act:
    return record(log_for(edition.slug, Audience.HOSTS), facts, by, topics=topics)


def _mail_all(invitation: Invitation, note: bytes, *, reminder: bool = False) -> None:
    """To the body's own address and to its focal points, each in the language of its mails."""
    if invitation.body.email:
        _mail_note(invitation, note, invitation.body.email, invitation.body.language, reminder=reminder)
    for focal_point in invitation.body.focal_points.filter(edition=invitation.edition).select_related("person"):
        _mail_note(invitation, note, focal_point.person.email, focal_point.person.language, reminder=reminder)


def _mail_note(invitation: Invitation, note: bytes, to: str, language: str, *, reminder: bool = False) -> None:
    edition = invitation.edition
    with override(language):
        subject = gettext("Reminder of an invitation: %(title)s") if reminder else gettext("Invitation: %(title)s")
        words = gettext(
            "The note verbale %(symbol)s is attached. A focal point of %(body)s answers it, and registers the"
            " delegation, at:\n\n%(link)s\n\nThe page opens for the focal points alone, once signed in.\n"
        ) % {
            "symbol": invitation.symbol,
            "body": plain(invitation.body.name),
            "link": address("invitation", edition.slug, invitation.body.slug),
        }
        outbox.post(
            edition.slug,
            f"invitation:{invitation.pk}",
            to,
            language,
            subject % {"title": plain(edition.title)},
            words,
            attachment_name=f"{invitation.symbol.replace('/', '-')}.pdf",
            attachment=note,
        )


def _drafted(edition: Edition) -> Any:
    return edition.invitations.filter(state=Invitation.State.DRAFTED)


def _sending_refusal(edition: Edition, _subject: str) -> Any:
    return None if _drafted(edition).exists() else _("There are no drafted invitations to send.")


def _send(edition: Edition, _subject: str) -> None:
    """Send what is drafted when the last key turns."""
    for invitation in _drafted(edition).select_related("body", "edition").select_for_update(of=("self",)):
        note = cache(partial(exporters.note_verbale, invitation))  # set once, whoever gets it: the edition is held
        must_be_written(invitation.symbol, note)
        invitation.state, invitation.sent_at = Invitation.State.SENT, clock.now()
        invitation.save(update_fields=["state", "sent_at"])
        _mail_all(invitation, note())
        invited = acts.Invited(body=invitation.body.slug, symbol=invitation.symbol)
        record(log_for(edition.slug), invited, THE_HOSTS)


def _notes_verbales(edition: Edition, _subject: str) -> dict[str, Any]:
    """Whom the notes invite, to what; focal points that are named by then get theirs, too."""
    allowed = quotas(edition)
    return {
        "title": edition.title,
        "city": edition.city,
        "starts_on": str(edition.starts_on),
        "ends_on": str(edition.ends_on),
        "invitations": [
            {
                "symbol": one.symbol,
                "body": one.body.name,
                "email": one.body.email,
                "seats": allowed[one.body.kind],
                "answer_by": str(one.answer_by),
            }
            for one in _drafted(edition).select_related("body", "edition")
        ],
    }


INVITING = TwoKey(
    INVITE,
    _("Send the drafted invitations"),
    _sending_refusal,
    _send,
    _notes_verbales,
    (
        Field("title", _("Title"), "content"),
        Field("city", _("City"), "content"),
        Field("starts_on", _("From"), "date"),
        Field("ends_on", _("Until"), "date"),
        Field(
            "invitations",
            _("Invitations"),
            "several",
            within=(
                Field("symbol", _("Symbol")),
                Field("body", _("Body"), "content"),
                Field("email", _("E-mail address for notes verbales")),
                Field("seats", _("Delegates at most"), "number"),
                Field("answer_by", _("Answer requested by"), "date"),
            ),
        ),
    ),
)
