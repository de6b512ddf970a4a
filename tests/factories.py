"""Small editions for tests, made of the same rows as real ones."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any


@dataclass
class House:
    """An edition, its meetings (1 public, 2 for participants only), its people by function, its delegations by name."""

    edition: Any
    meeting: Any
    closed_meeting: Any
    people: dict[str, Any] = field(default_factory=dict)
    delegations: dict[str, Any] = field(default_factory=dict)
    consultation: Any = None
    text: Any = None

    def __getattr__(self, name: str) -> Any:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def delegate(self, state: str) -> Any:
        """The delegate of a State, as who acts."""
        from nadwa.delegations.capacities import Delegate

        person, sent = self.people[state], self.delegations.get(state)
        return Delegate(person, sent) if sent else Delegate.at(person, self.edition)

    def host_officer(self, slug: str) -> Any:
        """The officer of a host, as who acts."""
        from nadwa.editions.capacities import HostOfficer

        host = self.edition.hosts.get(slug=slug)
        return HostOfficer(host.officers.get().person, host)


STATES = ("aldora", "belmara", "corvia", "drevania", "eskaria", "fenmark")
FUNCTIONS = {
    "chair": "chair",
    "secretariat": "secretariat",
    "second_officer": "secretariat",
    "interpreter": "interpreter",
    "press": "press",
    "spokesperson": "spokesperson",
}
OFFICERS = {"officer_china": "china", "officer_un": "united-nations"}


def words(text: str) -> dict[str, Any]:
    """Content that exists in all six languages, each version recognisable."""
    from nadwa.web.languages import OFFICIAL

    return {"original": "en", "versions": {code: {"text": f"{text} [{code}]", "state": "checked"} for code in OFFICIAL}}


def person(username: str) -> Any:
    from nadwa.accounts.models import Person

    return Person.objects.create(username=username, name=f"Name of {username}")


def house(slug: str) -> House:
    from nadwa.consultations.models import Consultation, OpinionStatement
    from nadwa.editions.models import Edition, Host, Membership, Series, Topic
    from nadwa.press.models import Release
    from nadwa.programme.models import AgendaItem, Meeting, Room

    series, _ = Series.objects.get_or_create(slug="symposia", defaults={"name": words("Symposia")})
    edition = Edition.objects.create(
        series=series,
        slug=slug,
        title=words(f"Title of {slug}"),
        city=words("City"),
        time_zone="Asia/Shanghai",
        starts_on=date(2016, 7, 11),
        ends_on=date(2016, 7, 12),
        announced_at=datetime(2016, 7, 6, tzinfo=UTC),
    )
    Topic.objects.create(edition=edition, position=1, title=words("Rules"))
    Release.objects.create(
        edition=edition, title=words("Coming"), text=words(f"secret of {slug}"), dated=date(2016, 7, 6)
    )
    items = [
        AgendaItem.objects.create(edition=edition, number=n, title=words(f"Item {n}"), high_level=n == 1)
        for n in (1, 2)
    ]
    start = datetime(2016, 7, 11, 2, tzinfo=UTC)
    hall = Room.objects.create(edition=edition, name=words("Hall"), seats=100)
    meetings = [
        Meeting.objects.create(
            edition=edition,
            number=number,
            title=words(f"Meeting {number} of {slug}"),
            room=hall,
            starts_at=start + timedelta(hours=4 * number),
            ends_at=start + timedelta(hours=4 * number + 3),
            public=number == 1,
        )
        for number in (1, 2)
    ]
    for meeting in meetings:
        meeting.items.set(items)
    consultation = Consultation.objects.create(
        edition=edition, slug="views", title=words("Views"), about=words("About"), is_open=True
    )
    OpinionStatement.objects.bulk_create(
        OpinionStatement(consultation=consultation, number=number, text=words(f"Opinion {number}"))
        for number in range(1, 9)
    )
    made = House(edition, *meetings, consultation=consultation)
    made.people = people(slug, (*FUNCTIONS, *OFFICERS, *STATES))
    hosts = Host.objects.bulk_create(Host(edition=edition, slug=host, name=words(host)) for host in OFFICERS.values())
    Membership.objects.bulk_create(
        [
            *(Membership(edition=edition, person=made.people[name], role=role) for name, role in FUNCTIONS.items()),
            *(
                Membership(edition=edition, person=made.people[name], role="host", host=host)
                for name, host in zip(OFFICERS, hosts, strict=True)
            ),
        ]
    )
    made.delegations = delegations_of_states(made)
    made.text = negotiating_text(made)
    return made


def people(slug: str, names: tuple[str, ...]) -> dict[str, Any]:
    from django.contrib.auth.hashers import make_password

    from nadwa.accounts.models import Person

    nobody = make_password(None)
    made = Person.objects.bulk_create(
        Person(username=f"{slug}-{name}", name=f"Name of {slug}-{name}", password=nobody) for name in names
    )
    return dict(zip(names, made, strict=True))


def delegations_of_states(made: House) -> dict[str, Any]:
    """Each with a head; the bodies are those that another edition has."""
    from nadwa.delegations.models import Body, Delegate, Delegation

    Body.objects.bulk_create(
        (Body(slug=state, kind="state", name=words(state.title())) for state in STATES), ignore_conflicts=True
    )
    bodies = {body.slug: body for body in Body.objects.filter(slug__in=STATES)}
    sent = Delegation.objects.bulk_create(
        Delegation(edition=made.edition, body=bodies[state], protocol=protocol, admission="full")
        for protocol, state in enumerate(STATES, 1)
    )
    Delegate.objects.bulk_create(
        Delegate(delegation=one, person=made.people[state], role="head", rank=1 + protocol % 5)
        for protocol, (state, one) in enumerate(zip(STATES, sent, strict=True), 1)
    )
    return dict(zip(STATES, sent, strict=True))


def negotiating_text(made: House) -> Any:
    """A public text of four paragraphs; on the second, Belmara's alternative 2 is on the table."""
    from nadwa.texts.models import Alternative, NegotiatingText, Paragraph

    item = made.edition.agenda.get(number=2)
    text = NegotiatingText.objects.create(
        edition=made.edition, item=item, slug="outcome", title=words("Outcome"), number=1, public=True
    )
    kinds = ("preambular", "operative", "subparagraph", "operative")
    paragraphs = Paragraph.objects.bulk_create(
        Paragraph(text=text, number=number, position=number, kind=kind) for number, kind in enumerate(kinds, 1)
    )
    Alternative.objects.bulk_create(
        Alternative(
            paragraph=paragraph, number=1, state="current", wording=words(f"Wording {paragraph.number} should stand")
        )
        for paragraph in paragraphs
    )
    proposal = Alternative.objects.create(
        paragraph=paragraphs[1],
        number=2,
        state="tabled",
        wording=words("Wording 2 shall stand"),
        proposer=made.delegations["belmara"],
    )
    proposal.sponsors.add(made.delegations["belmara"])
    return text


def delegation(made: House, slug: str, protocol: int, rank: int, kind: str = "state") -> Any:
    """A delegation with a head, who signs in as SLUG."""
    from nadwa.delegations.models import Body, Delegate, Delegation

    body, _ = Body.objects.get_or_create(slug=slug, defaults={"kind": kind, "name": words(slug.title())})
    sent = Delegation.objects.create(edition=made.edition, body=body, protocol=protocol, admission="full")
    made.people[slug] = person(f"{made.edition.slug}-{slug}")
    Delegate.objects.create(delegation=sent, person=made.people[slug], role="head", rank=rank)
    return sent


def sitting(made: House, *, list_open: bool = True, item: int = 2) -> None:
    """Open the public meeting with every state present, on an item, with its list open."""
    from nadwa.editions.capacities import Chair, Secretary
    from nadwa.floor.commands import sittings, speakers

    for sent in made.delegations.values():
        sittings.record_presence(Secretary(made.secretariat), made.meeting, sent)
    sittings.open_meeting(Chair(made.chair), made.meeting)
    if item != 1:
        sittings.take_up_item(Chair(made.chair), made.meeting, item)
    if list_open:
        speakers.open_list(Chair(made.chair), made.meeting)


def proposed(made: House, kind: str, subject: str = "", by: str = "officer_china") -> Any:
    """A host proposes what it sees."""
    from nadwa.editions import two_key
    from nadwa.editions.capacities import HostOfficer
    from nadwa.editions.commands import approving

    seen = two_key.to_be_seen(kind, made.edition, subject)
    approving.propose(HostOfficer.at(made.people[by], made.edition), made.edition, kind, subject, seen)
    return made.edition.proposals.latest("pk")


def approved(made: House, by: str = "officer_un") -> None:
    """Another host approves what was proposed last."""
    from nadwa.editions.capacities import HostOfficer
    from nadwa.editions.commands import approving

    proposal = made.edition.proposals.latest("pk")
    approving.approve(HostOfficer.at(made.people[by], made.edition), proposal, proposal.sha256)
