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
    for number in range(1, 9):
        OpinionStatement.objects.create(consultation=consultation, number=number, text=words(f"Opinion {number}"))
    made = House(edition, *meetings, consultation=consultation)
    for function, role in FUNCTIONS.items():
        made.people[function] = person(f"{slug}-{function}")
        Membership.objects.create(edition=edition, person=made.people[function], role=role)
    for officer, host in OFFICERS.items():
        made.people[officer] = person(f"{slug}-{officer}")
        Membership.objects.create(
            edition=edition,
            person=made.people[officer],
            role="host",
            host=Host.objects.create(edition=edition, slug=host, name=words(host)),
        )
    for protocol, state in enumerate(STATES, 1):
        made.delegations[state] = delegation(made, state, protocol, rank=1 + protocol % 5)
    made.text = negotiating_text(made)
    return made


def negotiating_text(made: House) -> Any:
    """A public text of four paragraphs; on the second, Belmara's alternative 2 is on the table."""
    from nadwa.texts.models import Alternative, NegotiatingText, Paragraph

    item = made.edition.agenda.get(number=2)
    text = NegotiatingText.objects.create(
        edition=made.edition, item=item, slug="outcome", title=words("Outcome"), number=1, public=True
    )
    for number, kind in enumerate(("preambular", "operative", "subparagraph", "operative"), 1):
        paragraph = Paragraph.objects.create(text=text, number=number, position=number, kind=kind)
        Alternative.objects.create(
            paragraph=paragraph, number=1, state="current", wording=words(f"Wording {number} should stand")
        )
    proposal = Alternative.objects.create(
        paragraph=text.paragraphs.get(number=2),
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
    from nadwa.floor import commands
    from nadwa.record.acts import By

    for sent in made.delegations.values():
        commands.record_presence(By(made.secretariat, "secretariat"), made.meeting, sent)
    commands.open_meeting(made.chair, made.meeting)
    if item != 1:
        commands.take_up_item(made.chair, made.meeting, item)
    if list_open:
        commands.open_list(made.chair, made.meeting)
