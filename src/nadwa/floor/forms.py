import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.forms import DelegationField
from nadwa.delegations.models import Body, Delegate
from nadwa.editions.models import Edition
from nadwa.floor import queries, questions
from nadwa.floor.known_procedures import GENERAL_ASSEMBLY, SMALL_MEETING, as_set
from nadwa.floor.models import (
    Ballot,
    Motion,
    PointOfOrder,
    PositionOnDecision,
    Procedure,
    Proposition,
    Request,
    Vote,
)
from nadwa.programme.forms import numbered
from nadwa.programme.models import Meeting
from nadwa.web.forms import Form, Named, ReasonForm, SeveralNamed
from nadwa.web.languages import OFFICIAL, plain

LONGEST = 60_000


class InMeetingForm(Form):
    """A form about something in a meeting; nothing of another meeting can be named in it."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_to(meeting)

    def limit_to(self, meeting: Meeting) -> None:
        pass


def _asked_for(request: Request) -> str:
    return f"{plain(request.delegation.body.name)} ({request.get_kind_display()})"


class UnfinishedForm(InMeetingForm):
    """Before a meeting is suspended or adjourned: what becomes of that which is before it."""

    FATES = [(questions.WAITS, _("It waits until the meeting resumes")), (questions.LAPSES, _("It lapses, undecided"))]
    fates = FATES

    unfinished = forms.ChoiceField(label=_("What should happen to it"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason, for the record"), max_length=500, required=False, help_text=_("Required if it lapses.")
    )

    def limit_to(self, meeting: Meeting) -> None:
        if not questions.unfinished(queries.sitting_of(meeting)):
            del self.fields["unfinished"], self.fields["reason"]
            return
        self.fields["unfinished"].choices = self.fates  # type: ignore[attr-defined]


class AdjournForm(UnfinishedForm):
    fates = UnfinishedForm.FATES[1:]


class CallForm(InMeetingForm):
    request = Named(Request.objects.none(), named=_asked_for, label=_("Delegation"))

    def limit_to(self, meeting: Meeting) -> None:
        found = Request.objects.filter(item__meetings=meeting, state=Request.State.WAITING)
        self.fields["request"].queryset = found.select_related("delegation__body")  # type: ignore[attr-defined]


class ReasonInMeetingForm(InMeetingForm, ReasonForm):
    pass


class StrikeForm(CallForm, ReasonForm):
    pass


class PointForm(InMeetingForm):
    rule = forms.CharField(label=_("Rule invoked (optional)"), max_length=200, required=False)


class MoveOnListForm(CallForm):
    place = forms.IntegerField(label=_("New place on the list"), min_value=1, max_value=500)
    reason = forms.CharField(label=_("Reason, for the record"), max_length=500)


class RulingForm(InMeetingForm):
    point = forms.ModelChoiceField(PointOfOrder.objects.none(), widget=forms.HiddenInput)
    ruling = forms.CharField(label=_("Ruling"), max_length=1000)

    def limit_to(self, meeting: Meeting) -> None:
        points = PointOfOrder.objects.filter(sitting__meeting=meeting)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class ItemInMeetingForm(InMeetingForm):
    item = forms.TypedChoiceField(label=_("Agenda item"), coerce=int)

    def limit_to(self, meeting: Meeting) -> None:
        items = meeting.items.order_by("number")
        self.fields["item"].choices = [(item.number, numbered(item)) for item in items]  # type: ignore[attr-defined]


class LimitForm(InMeetingForm):
    minutes = forms.IntegerField(label=_("Minutes for each statement"), min_value=1, max_value=60)
    group_minutes = forms.IntegerField(
        label=_("Minutes for a statement on behalf of a group of delegations"),
        min_value=1,
        max_value=90,
        required=False,
        help_text=_("If you leave it empty, the limit of the rules holds; it is never shorter than that for one."),
    )


class PutForm(InMeetingForm):
    """How the motion that takes precedence is put to the vote."""

    method = forms.ChoiceField(label=_("How"), choices=Vote.Method.choices)
    letter = forms.RegexField(
        "^[A-Z]?$",
        label=_("For a roll call: the letter, if it has been drawn by hand"),
        error_messages={"invalid": _("Enter one capital letter from A to Z.")},
        max_length=1,
        required=False,
    )


class HandsForm(InMeetingForm):
    yes = forms.IntegerField(label=_("In favour"), min_value=0, max_value=1000)
    no = forms.IntegerField(label=_("Against"), min_value=0, max_value=1000)
    abstention = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=1000)


class MoveMotionForm(InMeetingForm):
    motion = forms.ChoiceField(
        label=_("Motion"), choices=[choice for choice in Motion.Kind.choices if choice[0] != Motion.Kind.APPEAL]
    )


class PropositionForm(InMeetingForm):
    """What the chair proposes to the house."""

    matter = forms.ChoiceField(
        label=_("Decision"),
        choices=[choice for choice in Proposition.Matter.choices if choice[0] != Proposition.Matter.ELECTION],
    )
    wording = forms.CharField(
        label=_("Text of the decision"),
        help_text=_("Required for taking note, a referral or another decision."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES, initial=get_language)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        matter = given.get("matter")
        if matter and not given.get("wording") and not Proposition.Matter(matter).is_complete:
            self.add_error("wording", _("Write what is to be decided."))
        return given


def _seat(seat: Delegate) -> str:
    return f"{plain(seat.delegation.body.name)}: {seat.person.name}"


class ElectionForm(InMeetingForm):
    """Whom the chair proposes to the house as vice-chairs: delegates of States."""

    elected = SeveralNamed(
        Delegate.objects.none(), named=_seat, label=_("Vice-chairs"), widget=forms.CheckboxSelectMultiple
    )

    def limit_to(self, meeting: Meeting) -> None:
        seats = Delegate.objects.filter(delegation__edition=meeting.edition, delegation__body__kind=Body.Kind.STATE)
        seats = seats.select_related("delegation__body", "person").order_by("delegation__protocol", "pk")
        self.fields["elected"].queryset = seats  # type: ignore[attr-defined]


class MannerForm(InMeetingForm):
    manner = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in Proposition.Manner.choices if choice[0] != Proposition.Manner.VOTE],
        initial=Proposition.Manner.CONSENSUS,
        widget=forms.RadioSelect,
    )


def _decided(proposition: Proposition) -> str:
    names = ", ".join(person.name for person in proposition.elected.all())
    about = plain(proposition.wording) if proposition.wording else names
    words = f": {about}" if about else ""
    return f"{proposition.number}. {proposition.get_matter_display()}{words}"


class PositionForm(InMeetingForm):
    """A delegation's position on one of the decisions of the meeting."""

    proposition = Named(Proposition.objects.none(), named=_decided, label=_("Decision"))
    kind = forms.ChoiceField(label=_("Kind"), choices=PositionOnDecision.Kind.choices)
    wording = forms.CharField(label=_("Wording"), max_length=5000, widget=forms.Textarea({"rows": 5}))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=get_language)

    def limit_to(self, meeting: Meeting) -> None:
        decided = Proposition.objects.filter(sitting__meeting=meeting, state=Proposition.State.DECIDED)
        self.fields["proposition"].queryset = decided  # type: ignore[attr-defined]


def _moved_by(motion: Motion) -> str:
    return f"{motion.get_kind_display()} ({plain(motion.delegation.body.name)})"


class MotionForm(InMeetingForm):
    motion = Named(Motion.objects.none(), named=_moved_by, label=_("Motion"))

    def limit_to(self, meeting: Meeting) -> None:
        moved = questions.motions(queries.sitting_of(meeting)).select_related("delegation__body")
        self.fields["motion"].queryset = moved  # type: ignore[attr-defined]


class SideForm(MotionForm):
    """On which side a delegation speaks to a motion."""

    FOR, AGAINST = "for", "against"

    in_favour = forms.TypedChoiceField(
        label=_("Which side your delegation takes"),
        choices=[(FOR, _("For the motion")), (AGAINST, _("Against the motion"))],
        coerce=lambda side: side == SideForm.FOR,
        widget=forms.RadioSelect,
    )


class ExplanationForm(InMeetingForm):
    when = forms.ChoiceField(
        label=_("Explanation of vote"), choices=[("before", _("before the vote")), ("after", _("after the vote"))]
    )


class WithdrawForm(InMeetingForm):
    """Which of its waiting requests a delegation withdraws."""

    ASKS = [
        ("speech", _("Withdraw the request for the floor")),
        ("reply", _("Withdraw the request for the right of reply")),
        ("before", _("Withdraw the request to explain the vote before it")),
        ("after", _("Withdraw the request to explain the vote after it")),
    ]

    asks = forms.ChoiceField(label=_("What you withdraw"), choices=ASKS)


class RollCallAnswerForm(InMeetingForm):
    choice = forms.ChoiceField(label=_("Answer"), choices=Ballot.Choice.choices)


class EnteredAnswerForm(InMeetingForm):
    """What a member answers aloud: of those that are present, and have not answered themselves."""

    delegation = DelegationField(label=_("Delegation"))
    choice = forms.ChoiceField(label=_("Answer"), choices=Ballot.Choice.choices)

    def limit_to(self, meeting: Meeting) -> None:
        here = meeting.edition.delegations.filter(presence__sitting__meeting=meeting).select_related("body")
        self.fields["delegation"].queryset = here.order_by("protocol")  # type: ignore[attr-defined]


class ProcedureForm(Form):
    """The rules for the floor, each with the rule of the General Assembly's procedure (A/520) that it follows."""

    RULES = {
        "debate_quorum_parts": "67",
        "decision_quorum_parts": "67",
        "speech_seconds": "72",
        "first_reply_seconds": "73",
        "second_reply_seconds": "73",
        "explanation_seconds": "88",
        "majority": "83–86",
    }

    debate_quorum_parts = forms.IntegerField(label=_("Quorum to debate: one member in …"), min_value=1, max_value=10)
    decision_quorum_parts = forms.IntegerField(
        label=_("Quorum to decide: more than one member in …"), min_value=1, max_value=10
    )
    speech_seconds = forms.IntegerField(label=_("Seconds for a statement"), min_value=30, max_value=7200)
    group_seconds = forms.IntegerField(
        label=_("Seconds for a statement on behalf of a group of delegations"),
        min_value=30,
        max_value=7200,
        help_text=_(
            "The General Assembly’s committees give groups about half as much again: in its First Committee 12 minutes"
            " instead of 8."
        ),
    )
    first_reply_seconds = forms.IntegerField(label=_("Seconds for the first reply"), min_value=30, max_value=7200)
    second_reply_seconds = forms.IntegerField(label=_("Seconds for the second reply"), min_value=30, max_value=7200)
    explanation_seconds = forms.IntegerField(
        label=_("Seconds for an explanation of vote"), min_value=30, max_value=7200
    )
    high_level_by_letter = forms.BooleanField(
        label=_("High-level segment: within a rank, the order of the letter drawn (else that of requests)"),
        required=False,
    )
    observers_speak = forms.BooleanField(label=_("Observers may ask for the floor"), required=False)
    majority = forms.ChoiceField(label=_("Votes on texts"), choices=Procedure.Majority.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rule in self.RULES.items():
            self.fields[name].help_text = _("rule %(rule)s") % {"rule": rule}


class BeginProcedureForm(Form):
    """Rules that are known already: as they are written down, or as they stand at an edition that one works for."""

    rules = forms.ChoiceField(label=_("Which rules"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, dict[str, Any]] = {
            "assembly": GENERAL_ASSEMBLY,
            "consensus": SMALL_MEETING,
            **{f"of:{edition.slug}": as_set(edition.procedure) for edition in editions},
        }
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            ("assembly", _("Rules of the General Assembly: quorum, time limits, votes by a two-thirds majority")),
            ("consensus", _("Rules of a small meeting, by consensus: short statements, no vote on texts")),
            *(
                (f"of:{edition.slug}", _("Rules of %(edition)s") % {"edition": plain(edition.title)})
                for edition in editions
            ),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return self.known[given["rules"]] if "rules" in given else given


class EmptyForm(InMeetingForm):
    pass


class StatementForm(ItemInMeetingForm):
    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(label=_("Text as prepared for delivery"), max_length=LONGEST, widget=forms.Textarea)
    for_press = forms.BooleanField(
        label=_("Give it to accredited press under embargo until it is delivered"), required=False
    )

    def limit_to(self, meeting: Meeting) -> None:
        from django.conf import settings

        items = meeting.items.order_by("number")
        self.fields["item"].choices = [(item.number, numbered(item)) for item in items]  # type: ignore[attr-defined]
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = [(code, names[code]) for code in OFFICIAL]  # type: ignore[attr-defined]


class CodeForm(Form):
    code = forms.CharField(label=_("Code of the badge"), max_length=20)

    def clean_code(self) -> str:
        """As it is printed, however it was typed."""
        typed = re.sub("[^A-Z0-9]", "", str(self.cleaned_data["code"]).upper())
        return "-".join(typed[start : start + 4] for start in range(0, len(typed), 4))
