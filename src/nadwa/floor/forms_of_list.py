"""The forms of the list of speakers: who is entered, and who speaks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nadwa.delegations import queries as delegations
from nadwa.delegations.forms import DelegationField, DelegationsField
from nadwa.delegations.models import Constituency, Delegation
from nadwa.delegations.models import Delegate as Seat
from nadwa.floor import queries
from nadwa.floor.forms import InMeetingForm
from nadwa.floor.models import Request, Swap
from nadwa.programme.models import Meeting
from nadwa.web.forms import Named, NameField
from nadwa.web.languages import plain


class WhoForm(InMeetingForm):
    """Who will speak, as it is typed; nobody, where nothing is."""

    title = forms.CharField(
        label=_("Form of address"), max_length=60, required=False, help_text=_("For instance: H.E. Ms., or Professor")
    )
    name = NameField(label=_("Name"), required=False)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("title") or given.get("function")) and not self.names_somebody(given):
            self.add_error("name", _("Type the name, too."))
        return given

    def names_somebody(self, given: Mapping[str, Any]) -> bool:
        return bool(given.get("name")) or "name" in self.errors


class SpeakerForm(WhoForm):
    """Who will speak on a request, and in a statement for whom."""

    level = forms.TypedChoiceField(
        label=_("Level of the speaker"),
        choices=Seat.Rank.choices,
        coerce=int,
        help_text=_("In the high-level segment the place on the list follows it."),
    )
    constituency = Named(
        Constituency.objects.none(),
        label=_("On behalf of a group"),
        required=False,
        empty_label=_("No group"),
        help_text=_("The statement is then on behalf of all delegations of the group that are on the roll."),
    )
    delegations = DelegationsField(
        label=_("On behalf of other delegations"),
        required=False,
        help_text=_("Each of them can say until you are called that it does not associate itself with the statement."),
    )

    def __init__(self, *args: Any, delegation: Delegation, kind: str = Request.Kind.SPEECH, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields["delegations"]
        others.queryset = others.queryset.exclude(pk=delegation.pk)
        self.fields["level"].initial = delegations.highest_rank(delegation)
        if kind != Request.Kind.SPEECH:
            del self.fields["level"], self.fields["constituency"], self.fields["delegations"]

    def limit_to(self, meeting: Meeting) -> None:
        groups: Any = self.fields["constituency"]
        groups.queryset = Constituency.objects.filter(edition=meeting.edition).order_by("pk")
        others: Any = self.fields["delegations"]
        others.queryset = delegations.admitted(meeting.edition).select_related("body").order_by("protocol")


def _seated(seat: Seat) -> str:
    return f"{seat.person.name} ({seat.function or seat.get_role_display()})"


class OwnSpeakerForm(SpeakerForm):
    """The same for a delegation: it can choose one of its delegates."""

    delegate = Named(
        Seat.objects.none(),
        named=_seated,
        label=_("One of your delegates"),
        required=False,
        empty_label=_("Somebody else, whose name is typed below"),
    )

    field_order = ("delegate", "title", "name", "function", "level", "constituency", "delegations")

    def __init__(self, *args: Any, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(*args, delegation=delegation, **kwargs)
        self.fields["delegate"].queryset = delegations.delegates(delegation)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("delegate") and given.get("name"):
            self.add_error("name", _("Choose one of your delegates, or type a name; not both."))
        return given

    def names_somebody(self, given: Mapping[str, Any]) -> bool:
        return bool(given.get("delegate")) or super().names_somebody(given)


class EnterForm(WhoForm):
    """A delegation that the chair enters on the list, with who will speak if that is known."""

    field_order = ("delegation", "reason", "title", "name", "function")

    delegation = DelegationField(label=_("Delegation"))
    reason = forms.CharField(
        label=_("Reason, for the record"),
        max_length=500,
        required=False,
        help_text=_("Required if the list is closed."),
    )

    def limit_to(self, meeting: Meeting) -> None:
        self.fields["delegation"].queryset = delegations.in_protocol_order(meeting.edition)  # type: ignore[attr-defined]


def _spoken_for(request: Request) -> str:
    return plain(request.delegation.body.name)


class DissociateForm(InMeetingForm):
    """With which statement a delegation that it names does not associate itself."""

    request = Named(Request.objects.none(), named=_spoken_for, label=_("The statement of"))

    def limit_to(self, meeting: Meeting) -> None:
        found = Request.objects.filter(item__meetings=meeting, state=Request.State.WAITING, group__isnull=False)
        self.fields["request"].queryset = found.distinct().select_related("delegation__body")  # type: ignore[attr-defined]


class SwapForm(InMeetingForm):
    """With which delegation on the list another one would change places."""

    request = Named(Request.objects.none(), named=_spoken_for, label=_("The place of"))

    def limit_to(self, meeting: Meeting) -> None:
        places = {one.pk: place for place, one in enumerate(queries.waiting_to_speak(meeting), 1)}
        field: Any = self.fields["request"]
        found = Request.objects.filter(pk__in=places).order_by("position", "pk")
        field.queryset = found.select_related("delegation__body")
        field.named = lambda one: f"{places[one.pk]}. {_spoken_for(one)}"


def _proposed(swap: Swap) -> str:
    return f"{_spoken_for(swap.proposer)} – {_spoken_for(swap.other)}"


class SwapAnswerForm(InMeetingForm):
    """Which proposal is accepted, declined or withdrawn."""

    swap = Named(Swap.objects.none(), named=_proposed, label=_("Proposal to swap places"))

    def limit_to(self, meeting: Meeting) -> None:
        found = Swap.objects.filter(proposer__item__meetings=meeting, state=Swap.State.PENDING)
        field: Any = self.fields["swap"]
        field.queryset = found.select_related("proposer__delegation__body", "other__delegation__body")
