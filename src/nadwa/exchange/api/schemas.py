"""The shapes of what the API answers. Texts are given in all their versions, as they are kept."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    detail: str


class Done(Schema):
    kind: str
    receipt: str = Field(description="number of the receipt, which the page of the act shows")


class SentBefore(Problem):
    """The submission was sent before with other content, which was done."""

    done: Done
    before: dict[str, str] = Field(description="what was sent then")
    now: dict[str, str] = Field(description="what is sent now, and was not done")


class Multilingual(Schema):
    original: str = Field(description="language code of the original")
    versions: dict[str, Any] = Field(description="language code → {text, state}")


class EditionOut(Schema):
    slug: str
    title: Multilingual
    city: Multilingual
    time_zone: str
    starts_on: date
    ends_on: date
    state: str
    exercise: bool


class DelegateOut(Schema):
    name: str
    role: str
    rank: int
    function: str

    @staticmethod
    def resolve_name(seat: Any) -> str:
        return str(seat.person.name)


class DelegationOut(Schema):
    body: str
    kind: str
    name: Multilingual
    protocol: int
    delegates: list[DelegateOut]

    @staticmethod
    def resolve_body(delegation: Any) -> str:
        return str(delegation.body.slug)

    @staticmethod
    def resolve_kind(delegation: Any) -> str:
        return str(delegation.body.kind)

    @staticmethod
    def resolve_name(delegation: Any) -> Any:
        return delegation.body.name

    @staticmethod
    def resolve_delegates(delegation: Any) -> Any:
        return list(delegation.delegates.all())


class MeetingOut(Schema):
    number: int
    kind: str
    title: Multilingual
    room: Multilingual
    starts_at: datetime
    ends_at: datetime
    public: bool
    cancelled: bool
    items: list[int]

    @staticmethod
    def resolve_room(meeting: Any) -> Any:
        return meeting.room.name

    @staticmethod
    def resolve_cancelled(meeting: Any) -> bool:
        return meeting.cancelled_at is not None

    @staticmethod
    def resolve_items(meeting: Any) -> list[int]:
        return [item.number for item in meeting.items.all()]


class FloorOut(Schema):
    state: str
    item: int | None
    present: int
    members: int
    list_open: bool
    speaker: str | None
    waiting: list[str]
    replies: list[str]
    points_of_order: list[str]
    motions: list[str]


class DocumentOut(Schema):
    symbol: str
    title: Multilingual
    kind: str
    audience: str
    issued_at: datetime
    languages: list[str]

    @staticmethod
    def resolve_languages(document: Any) -> list[str]:
        return sorted(document.languages)


class ParagraphOut(Schema):
    number: int
    kind: str
    label: str
    wording: Multilingual | None
    proposals: int


class TextOut(Schema):
    slug: str
    symbol: str
    title: Multilingual
    state: str
    reading: int


class WholeTextOut(TextOut):
    paragraphs: list[ParagraphOut]


class EntryOut(Schema):
    number: int
    side: str
    area: str
    title: Multilingual
    text: Multilingual
    delegation: str
    begins: date
    ends: date
    languages: list[str]
    dollars: int | None

    @staticmethod
    def resolve_delegation(entry: Any) -> str:
        return str(entry.delegation.body.slug)


class CommitmentOut(Schema):
    number: int
    title: Multilingual
    text: Multilingual
    measure: Multilingual
    target: int
    reached: int
    due: date
    state: str
    lead: str
    partners: list[str]

    @staticmethod
    def resolve_reached(commitment: Any) -> int:
        reports = list(commitment.reports.all())
        return reports[-1].reached if reports else 0

    @staticmethod
    def resolve_lead(commitment: Any) -> str:
        return str(commitment.lead.body.slug)

    @staticmethod
    def resolve_partners(commitment: Any) -> list[str]:
        return [partner.delegation.body.slug for partner in commitment.partners.all()]


class ReleaseOut(Schema):
    number: int
    kind: str
    title: Multilingual
    text: Multilingual
    dated: date
    issued_at: datetime | None
    embargo_until: datetime | None


class ActOut(Schema):
    index: int
    kind: str
    at: datetime
    body: dict[str, Any]

    @staticmethod
    def resolve_body(act: Any) -> dict[str, Any]:
        return dict(act.facts)
