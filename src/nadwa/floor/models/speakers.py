"""Who waits for the floor, who has it, who speaks, and what was written to be said."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Optional

import rfc8785
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Constituency, Delegate, Delegation
from nadwa.floor.models.sittings import Sitting
from nadwa.programme.models import AgendaItem, Meeting
from nadwa.web.languages import OFFICIAL


class SpeakersList(models.Model):
    """The list of speakers of an agenda item, with its time limit."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE)
    is_open = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(null=True)
    group_seconds = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"list of {self.item_id}"


class Request(models.Model):
    """A delegation's request for the floor, from asking to the end of its speech. Replies are numbered 1 and 2, and so
    are explanations of vote: 1 before the vote, 2 after it."""

    class Kind(models.TextChoices):
        SPEECH = "speech", _("statement")
        REPLY = "reply", _("right of reply")
        EXPLANATION = "explanation", _("explanation of vote")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SPEAKING = "speaking", _("has the floor")
        SPOKEN = "spoken", _("has spoken")
        WITHDRAWN = "withdrawn", _("withdrawn")
        STRUCK = "struck", _("struck off by the chair")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="requests")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="requests")
    constituency = models.ForeignKey(
        Constituency, null=True, on_delete=models.SET_NULL, related_name="+", help_text="for which group it speaks, too"
    )
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.SPEECH)
    number = models.PositiveSmallIntegerField(default=0)
    position = models.IntegerField(default=0)
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.PROTECT, related_name="speeches")
    seconds = models.PositiveIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_for = models.DurationField(default=timedelta)
    held = models.BooleanField(default=False, help_text="the chair has stopped the clock, whatever else stops it")
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, help_text="why the chair struck it off")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "delegation"],
                condition=Q(kind="speech", state__in=["waiting", "speaking"]),
                name="request_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["item", "delegation", "kind", "number"],
                condition=Q(kind__in=["reply", "explanation"]) & ~Q(state__in=["withdrawn", "struck"]),
                name="reply_each_once",
            ),
            models.UniqueConstraint(fields=["sitting"], condition=Q(state="speaking"), name="one_speaker_at_a_time"),
            models.CheckConstraint(
                condition=Q(kind="speech", number=0) | Q(kind__in=["reply", "explanation"], number__in=[1, 2]),
                name="reply_is_numbered",
            ),
            models.CheckConstraint(
                condition=Q(state="struck") & ~Q(reason="") | ~Q(state="struck") & Q(reason=""),
                name="request_struck_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.delegation_id} on {self.item_id}"

    @property
    def asks(self) -> str:
        """What it asks for, of which a delegation has one waiting on an item: "speech", "reply", or to explain its vote
        "before" or "after" it."""
        return ("before" if self.number == 1 else "after") if self.kind == self.Kind.EXPLANATION else self.kind

    @property
    def level(self) -> str:
        return str(Delegate.Rank(self.rank).label)

    @property
    def spoken_for(self) -> list[Delegation]:
        """The other delegations on whose behalf it speaks: those named that have not said otherwise."""
        return [one.delegation for one in self.group.all() if one.left_at is None]

    @property
    def spoken_for_by_name(self) -> list[Delegation]:
        """Those of them that are not of its group."""
        group = self.constituency_id
        return [one for one in self.spoken_for if group is None or one.constituency_id != group]

    @property
    def dissociated(self) -> list[Delegation]:
        return [one.delegation for one in self.group.all() if one.left_at]

    @property
    def speaker(self) -> Optional["Speaker"]:
        """Who speaks, where that has been said and is kept."""
        return getattr(self, "named", None)

    def elapsed(self, now: datetime) -> timedelta:
        """The time spoken so far, without pauses."""
        if self.started_at is None:
            return timedelta()
        return (self.ended_at or self.paused_at or now) - self.started_at - self.paused_for

    def overrun_seconds(self, now: datetime) -> int:
        return max(0, int(self.elapsed(now).total_seconds()) - (self.seconds or 0))


class SpokenFor(models.Model):
    """A delegation on whose behalf another one speaks, until it says that it does not associate itself."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="group")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["delegation__protocol"]
        constraints = [models.UniqueConstraint(fields=["request", "delegation"], name="spoken_for_once")]

    def __str__(self) -> str:
        return f"{self.delegation_id} in {self.request_id}"


class Speaker(models.Model):
    """Who speaks for a delegation, as it says: one of its delegates, or somebody whose name it types.

    The record has only the digest, with a salt that is nowhere else: once this row is gone, it says nothing.
    """

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="spoke", help_text="its delegate"
    )
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=60, blank=True)
    function = models.CharField(max_length=200, blank=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="speaker_has_a_name")]

    def __str__(self) -> str:
        return f"speaker of {self.request_id}"

    @property
    def called(self) -> str:
        """The name with its title, as it was typed."""
        return f"{self.title} {self.name}".strip()

    def digest(self) -> str:
        """What stands for the speaker in the record."""
        said = rfc8785.dumps([self.title, self.name, self.function])
        return sha256(bytes(self.salt) + said).hexdigest()


class Swap(models.Model):
    """A delegation proposes to another one on the list to change places with it. `between` are the requests from the
    one to the other, as they stood: where they no longer follow one another so, the proposal is void."""

    class State(models.TextChoices):
        PENDING = "pending", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        DROPPED = "dropped", _("withdrawn or declined")

    proposer = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="swaps_proposed")
    other = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="swaps_asked")
    between = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(proposer=models.F("other")), name="swap_is_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.proposer_id} with {self.other_id}"

    def stands_in(self, order: list[int]) -> bool:
        """Whether what was seen still stands in the list: the two, and who waits between them."""
        first: int = self.between[0]
        start = order.index(first) if first in order else len(order)
        found: list[int] = order[start : start + len(self.between)]
        return bool(found == self.between)


class Statement(models.Model):
    """The text of a speech at a meeting, under embargo until its delegation is called there.

    `for_public`: whether the meeting was public when it was filed. `public` is said once, when it is released: whether
    that meeting was public. Nothing that is held later, or changed, makes public what was said, or written to be said,
    behind closed doors.
    """

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="statements")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="statements")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE)
    language = models.CharField(max_length=7, choices=[(language, language) for language in OFFICIAL])
    text = models.TextField()
    for_press = models.BooleanField(default=False, help_text="accredited press may read it under embargo")
    filed_at = models.DateTimeField()
    for_public = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)
    speech = models.OneToOneField(Request, null=True, on_delete=models.CASCADE, related_name="statement")
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "item", "delegation"], name="statement_once_at_a_meeting"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(speech=None), name="statement_released_by_its_speech"
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(speech__isnull=False), name="statement_public_by_its_speech"
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(for_public=True), name="statement_public_as_it_was_filed"
            ),
        ]

    def __str__(self) -> str:
        return f"statement of {self.delegation_id} on {self.item_id}"

    @property
    def waits_to_be_filed_again(self) -> bool:
        """It was filed for a closed meeting that has become public since."""
        return bool(self.meeting and self.meeting.public and not self.for_public and self.released_at is None)
