"""The next edition: planned, then made in one act from what this one hands on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.acts import exchange as acts
from nadwa.acts.by import THE_HOSTS, Function, InFunction
from nadwa.acts.facts import Audience
from nadwa.cooperation.models import Commitment, Partner
from nadwa.delegations.models import Body, Constituency, Delegation, FocalPoint, Invitation, Quota
from nadwa.editions.capacities import HostOfficer, Officer
from nadwa.editions.commands.approving import changing
from nadwa.editions.commands.roles import give_role
from nadwa.editions.forms import WHAT_IT_IS
from nadwa.editions.models import Edition, Host, Membership, Topic
from nadwa.editions.two_key import Field, TwoKey
from nadwa.exchange.models import Along, Consent, Plan
from nadwa.exchange.queries import GO_ON, officers_who_go_on, open_texts
from nadwa.floor.models import Procedure
from nadwa.programme.models import AgendaItem, Room
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.texts.commands import carrying
from nadwa.texts.models import Alternative, NegotiatingText
from nadwa.web.languages import Content

ANSWER_BEFORE = timedelta(days=60)
CONTINUE = "exchange.continue"


class NextEdition(TypedDict):
    """What the form for the next edition asks for."""

    slug: str
    symbol: str
    title: Content
    city: Content
    starts_on: date
    ends_on: date
    time_zone: str
    lessons: str
    facilitator: Person | None
    exercise: bool
    comes_along: list[str]


@command
def plan_next(by: HostOfficer | Officer, edition: Edition, **planned: Unpack[NextEdition]) -> Act:
    """Plan the next edition, or change the plan while nothing has been made of it."""
    with changing(edition, by, CONTINUE):
        plan = Plan.objects.filter(edition=edition).first()
        if plan and plan.made_id:
            raise Refused(_("The next edition has been made."))
        if Edition.objects.filter(slug=planned["slug"]).exists():
            raise Refused(_("There is an edition with this short name already."))
        Plan.objects.update_or_create(edition=edition, defaults=planned)
    facts = acts.Planned(slug=planned["slug"], begins=str(planned["starts_on"]), ends=str(planned["ends_on"]))
    return record(log_for(edition.slug, Audience.HOSTS), facts, by)


@command
def consent(person: Person, edition: Edition) -> Act:
    """Agree to be asked again, or take that back."""
    held = Consent.objects.filter(edition=edition, person=person)
    ended, _of_each = held.delete()
    if not ended:
        Consent.objects.create(edition=edition, person=person, at=clock.now())
    facts = acts.ConsentEnded() if ended else acts.Consented()
    return record(log_for(edition.slug, Audience.HOSTS), facts, InFunction(person, Function.FOCAL_POINT))


def _refusal(edition: Edition, _subject: str) -> Any:
    plan = Plan.objects.filter(edition=edition).first()
    if plan is None:
        return _("Plan the next edition first.")
    comes = Along.TEXTS in plan.comes_along and open_texts(edition).exists()
    if comes and plan.facilitator not in officers_who_go_on(edition):
        return _("Say in the plan which officer facilitates the texts that come along.")
    if plan.made_id is None and Edition.objects.filter(slug=plan.slug).exists():
        return _("There is an edition with the short name of the plan already. Change it in the plan.")
    return _("The next edition has been made.") if plan.made_id else None


def _continue(edition: Edition, _subject: str) -> None:
    """Make the next edition: settings, contacts that consent, what was not agreed, what is not fulfilled, lessons."""
    plan = Plan.objects.select_for_update().get(edition=edition)
    following = Edition.objects.create(
        series=edition.series,
        slug=plan.slug,
        title=plan.title,
        city=plan.city,
        time_zone=plan.time_zone,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        symbol=plan.symbol,
        exercise=plan.exercise,
    )
    plan.made = following
    plan.save(update_fields=["made"])
    comes = set(plan.comes_along)
    _hosts_and_agenda(edition, following)
    for along, carry in SETTINGS.items():
        if along in comes:
            carry(edition, following)
    texts = open_texts(edition) if Along.TEXTS in comes else NegotiatingText.objects.none()
    commitments = _open_commitments(edition) if Along.COMMITMENTS in comes else Commitment.objects.none()
    delegations = _delegations(edition, following, texts, commitments)
    if Along.BODIES in comes:
        _contacts(edition, following, plan)
    texts_carried = _texts(texts, following, delegations, plan.facilitator)
    commitments_carried = _commitments(commitments, following, delegations)
    continued = acts.Continued(edition=following.slug, texts=texts_carried, commitments=commitments_carried)
    record(log_for(edition.slug), continued, THE_HOSTS)
    begun = acts.Begun(before=edition.slug, lessons=plan.lessons)
    record(log_for(following.slug, Audience.HOSTS), begun, THE_HOSTS)


def _hosts_and_agenda(edition: Edition, following: Edition) -> None:
    hosts = {}
    for host in edition.hosts.all():
        hosts[host.pk] = Host.objects.create(edition=following, slug=host.slug, name=host.name)
    for one in edition.memberships.filter(role__in=GO_ON).select_related("person"):
        of = hosts[one.host_id] if one.host_id else None
        give_role(one.person, following, one.role, THE_HOSTS, of, with_account=one.with_account)
    for topic in edition.topics.all():
        Topic.objects.create(edition=following, position=topic.position, title=topic.title)
    for item in edition.agenda.all():
        AgendaItem.objects.create(edition=following, number=item.number, title=item.title, high_level=item.high_level)


def _officers(edition: Edition, following: Edition) -> None:
    """All but the press, which is accredited for one edition."""
    for one in edition.memberships.exclude(role__in=[*GO_ON, Membership.Role.PRESS]).filter(person__is_active=True):
        give_role(one.person, following, one.role, THE_HOSTS, with_account=one.with_account)


def _constituencies(edition: Edition, following: Edition) -> None:
    for one in edition.constituencies.all():
        Constituency.objects.create(edition=following, slug=one.slug, name=one.name)


def _rules(edition: Edition, following: Edition) -> None:
    for quota in edition.quotas.all():
        Quota.objects.create(edition=following, kind=quota.kind, seats=quota.seats)
    procedure = Procedure.objects.filter(edition=edition).first()
    if procedure:
        procedure.pk, procedure.edition = None, following
        procedure.save()


def _rooms(edition: Edition, following: Edition) -> None:
    for room in edition.rooms.all():
        Room.objects.create(edition=following, name=room.name, seats=room.seats)


SETTINGS: dict[str, Callable[[Edition, Edition], None]] = {
    Along.OFFICERS: _officers,
    Along.CONSTITUENCIES: _constituencies,
    Along.RULES: _rules,
    Along.ROOMS: _rooms,
}


def _delegations(
    edition: Edition, following: Edition, texts: QuerySet[NegotiatingText], commitments: QuerySet[Commitment]
) -> dict[int, Delegation]:
    """A place for each body that has something open that comes along; it is admitted, or not, as for any edition."""
    proposers = Alternative.objects.filter(paragraph__text__in=texts, proposer__isnull=False)
    bodies = set(proposers.values_list("proposer__body", flat=True))
    bodies |= set(commitments.values_list("lead__body", flat=True))
    bodies |= set(Partner.objects.filter(commitment__in=commitments).values_list("delegation__body", flat=True))
    groups = {one.slug: one for one in following.constituencies.all()}
    before = edition.delegations.filter(body__in=bodies).select_related("constituency").order_by("protocol")
    return {
        one.body_id: Delegation.objects.create(
            edition=following,
            body=one.body,
            protocol=protocol,
            constituency=groups.get(one.constituency.slug) if one.constituency else None,
        )
        for protocol, one in enumerate(before, 1)
    }


def _contacts(edition: Edition, following: Edition, plan: Plan) -> None:
    """Bodies that came are invited again, in draft; their focal points come along where they have agreed to."""
    came = _those_who_came(edition)
    answer_by = plan.starts_on - ANSWER_BEFORE
    for number, body in enumerate(came, 1):
        Invitation.objects.create(edition=following, body=body, number=number, answer_by=answer_by)
    agreed = Consent.objects.filter(edition=edition).values("person")
    for point in edition.focal_points.filter(person__in=agreed, body__in=came):
        FocalPoint.objects.create(edition=following, body=point.body, person=point.person, place=point.place)


def _texts(
    texts: QuerySet[NegotiatingText],
    following: Edition,
    delegations: dict[int, Delegation],
    facilitator: Person | None,
) -> tuple[str, ...]:
    items = {item.number: item for item in following.agenda.all()}
    carried = []
    for text in texts.select_related("item", "edition"):
        carrying.carry_over(THE_HOSTS, text, items[text.item.number], delegations, facilitator)
        carried.append(text.slug)
    return tuple(carried)


def _commitments(
    commitments: QuerySet[Commitment], following: Edition, delegations: dict[int, Delegation]
) -> tuple[int, ...]:
    """What is published and not fulfilled goes on, with its partners, and points back to where it began."""
    carried = []
    for number, before in enumerate(commitments, 1):
        copy = Commitment.objects.create(
            edition=following,
            number=number,
            lead=delegations[before.lead.body_id],
            title=before.title,
            text=before.text,
            measure=before.measure,
            target=before.target,
            due=before.due,
            dollars=before.dollars,
            state=before.state,
            published_at=before.published_at,
            continues=before,
        )
        Partner.objects.bulk_create(
            Partner(
                commitment=copy,
                delegation=delegations[partner.delegation.body_id],
                confirmed_at=partner.confirmed_at,
            )
            for partner in before.partners.select_related("delegation")
        )
        carried.append(before.number)
    return tuple(carried)


def _open_commitments(edition: Edition) -> QuerySet[Commitment]:
    return edition.commitments.filter(state=Commitment.State.PUBLISHED)


def _those_who_came(edition: Edition) -> QuerySet[Body]:
    return Body.objects.filter(delegations__edition=edition).order_by("delegations__protocol")


def _handed_on(edition: Edition, _subject: str) -> dict[str, Any]:
    """The plan, and the names of what goes on; what those texts and commitments say is as they stand by then."""
    plan = Plan.objects.get(edition=edition)
    comes = set(plan.comes_along)
    texts = open_texts(edition).order_by("number") if Along.TEXTS in comes else ()
    commitments = _open_commitments(edition) if Along.COMMITMENTS in comes else ()
    bodies = _those_who_came(edition) if Along.BODIES in comes else ()
    return {
        "slug": plan.slug,
        "title": plan.title,
        "city": plan.city,
        "time_zone": plan.time_zone,
        "starts_on": str(plan.starts_on),
        "ends_on": str(plan.ends_on),
        "symbol": plan.symbol,
        "lessons": plan.lessons,
        "facilitator": plan.facilitator.name if plan.facilitator else "",
        "what": "exercise" if plan.exercise else "real",
        "comes_along": [{"what": one} for one in Along.values if one in comes],
        "hosts": [{"name": host.name} for host in edition.hosts.all()],
        "texts": [{"title": text.title} for text in texts],
        "commitments": [{"title": one.title} for one in commitments],
        "bodies": [{"name": body.name} for body in bodies],
    }


CONTINUING = TwoKey(
    CONTINUE,
    _("Make the next edition"),
    _refusal,
    _continue,
    _handed_on,
    (
        Field("title", _("Title"), "content"),
        Field("slug", _("Short name, for addresses")),
        Field("symbol", _("What its document symbols begin with")),
        Field("starts_on", _("From"), "date"),
        Field("ends_on", _("Until"), "date"),
        Field("city", _("City"), "content"),
        Field("time_zone", _("Time zone")),
        Field("what", _("Kind of symposium"), "choice", WHAT_IT_IS),
        Field(
            "comes_along",
            _("What comes along"),
            "several",
            within=(Field("what", _("What"), "choice", dict(Along.choices)),),
        ),
        Field("hosts", _("Hosts"), "several", within=(Field("name", _("Name"), "content"),)),
        Field("bodies", _("Bodies that are invited again"), "several", within=(Field("name", _("Name"), "content"),)),
        Field("texts", _("Texts that go on"), "several", within=(Field("title", _("Title"), "content"),)),
        Field("facilitator", _("Who facilitates the texts that come along")),
        Field("commitments", _("Commitments that go on"), "several", within=(Field("title", _("Title"), "content"),)),
        Field("lessons", _("Lessons of this edition")),
    ),
)
