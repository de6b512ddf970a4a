"""What delegations say of alternatives: positions and linkages, each for the audience it names."""

from collections.abc import Sequence
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa.acts import texts as acts
from nadwa.delegations.capacities import Delegate, require_seat
from nadwa.delegations.models import Delegation
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts import saying
from nadwa.texts.commands.acting import (
    PUBLIC_STATES,
    confided,
    hold_text_of,
    lock_negotiated,
    locked_alternative,
    recorded,
    share,
)
from nadwa.texts.models import Alternative, Confided, Linkage, NegotiatingText, Position
from nadwa.texts.spreadsheets import Instruction
from nadwa.web.declaring import act


@command
def take_position(
    by: Delegate,
    alternative: Alternative,
    stance: str,
    salience: int,
    audience: str,
    note: str = "",
    shared_with: Sequence[Delegation] = (),
) -> Act:
    """Say what an alternative is to the own delegation; a later position takes the place of an earlier one.

    `shared_with`: for the audience "shared", the delegations that may know."""
    alternative = locked_alternative(alternative)
    text = alternative.paragraph.text
    require_seat(by, text.edition)
    _require_visible(alternative, by.delegation)
    values = {"stance": stance, "salience": salience, "audience": audience, "note": note}
    held = Position.objects.filter(delegation=by.delegation, alternative=alternative)
    _withdraw(acts.PositionDropped(**_of(alternative)), held, audience, text, by)
    position, _new = Position.objects.update_or_create(
        delegation=by.delegation, alternative=alternative, defaults=values
    )
    taken = acts.PositionTaken(
        **_of(alternative),
        stance=stance,
        salience=salience,
        audience=audience,
        note=note,
        shared_with=_shared(position, shared_with, by.delegation, text),
    )
    return _said(taken, text, by, audience)


@command
def import_positions(by: Delegate, text: NegotiatingText, instructions: Sequence[Instruction]) -> Act:
    """Take all positions of a spreadsheet, or none."""
    text = lock_negotiated(text)
    require_seat(by, text.edition)
    taken = []
    for given in instructions:
        alternative = locked_alternative(given.alternative)
        _require_visible(alternative, by.delegation)
        values = {name: getattr(given, name) for name in ("stance", "salience", "audience", "note")}
        held = Position.objects.filter(delegation=by.delegation, alternative=alternative)
        _withdraw(acts.PositionDropped(**_of(alternative)), held, given.audience, text, by)
        position, new = Position.objects.update_or_create(
            delegation=by.delegation, alternative=alternative, defaults=values
        )
        if not new and given.audience != Confided.Audience.SHARED:
            position.shared_with.clear()
        said = acts.PositionTaken(
            **_of(alternative),
            stance=given.stance,
            salience=given.salience,
            audience=given.audience,
            note=given.note,
        )
        if given.audience == Confided.Audience.PUBLIC:
            recorded(said, text, by)
        taken.append(_instructed(said))
    return confided(acts.InstructionsImported(text=text.slug, positions=tuple(taken)), by)


@act(
    "drop-position",
    _("Drop our position"),
    says=saying.drop_position,
    stands=saying.position_of,
    holds=hold_text_of,
    look="btn-danger",
)
def drop_position(by: Delegate, alternative: Alternative) -> Act:
    alternative = locked_alternative(alternative)
    text = alternative.paragraph.text
    require_seat(by, text.edition)
    position = Position.objects.filter(delegation=by.delegation, alternative=alternative).first()
    if position is None:
        raise Refused(_("Your delegation has no position on this."))
    position.delete()
    return _said(acts.PositionDropped(**_of(alternative)), text, by, position.audience)


@command
def link(
    by: Delegate,
    condition: Alternative,
    consequence: Alternative,
    otherwise: str,
    salience: int,
    audience: str,
    shared_with: Sequence[Delegation] = (),
) -> Act:
    """Say that `condition` is worth something to the own delegation only together with `consequence`."""
    condition, consequence = locked_alternative(condition), locked_alternative(consequence)
    text = condition.paragraph.text
    require_seat(by, text.edition)
    if condition.paragraph_id == consequence.paragraph_id or consequence.paragraph.text_id != text.pk:
        raise Refused(_("Link alternatives of two different paragraphs of this text."))
    for alternative in (condition, consequence):
        _require_visible(alternative, by.delegation)
    values = {"otherwise": otherwise, "salience": salience, "audience": audience}
    held = Linkage.objects.filter(delegation=by.delegation, condition=condition, consequence=consequence)
    _withdraw(acts.LinkageDropped(**_ends(condition, consequence)), held, audience, text, by)
    linkage, _new = Linkage.objects.update_or_create(
        delegation=by.delegation, condition=condition, consequence=consequence, defaults=values
    )
    linked = acts.Linked(
        **_ends(condition, consequence),
        otherwise=otherwise,
        salience=salience,
        audience=audience,
        shared_with=_shared(linkage, shared_with, by.delegation, text),
    )
    return _said(linked, text, by, audience)


@command
def drop_linkage(by: Delegate, linkage: Linkage) -> Act:
    text = lock_negotiated(linkage.condition.paragraph.text)
    require_seat(by, text.edition)
    if linkage.delegation_id != by.delegation.pk:
        raise Refused(_("This linkage is not your delegation's."))
    dropped = acts.LinkageDropped(**_ends(linkage.condition, linkage.consequence))
    linkage.delete()
    return _said(dropped, text, by, linkage.audience)


class _OfAlternative(TypedDict):
    text: str
    paragraph: int
    alternative: int


def _of(alternative: Alternative) -> _OfAlternative:
    paragraph = alternative.paragraph
    return {"text": paragraph.text.slug, "paragraph": paragraph.number, "alternative": alternative.number}


class _Ends(TypedDict):
    text: str
    condition: tuple[int, int]
    consequence: tuple[int, int]


def _ends(condition: Alternative, consequence: Alternative) -> _Ends:
    return {
        "text": condition.paragraph.text.slug,
        "condition": (condition.paragraph.number, condition.number),
        "consequence": (consequence.paragraph.number, consequence.number),
    }


def _instructed(said: acts.PositionTaken) -> acts.Instruction:
    return acts.Instruction(
        paragraph=said.paragraph,
        alternative=said.alternative,
        stance=said.stance,
        salience=said.salience,
        audience=said.audience,
        note=said.note,
    )


def _shared(
    said: Confided, delegations: Sequence[Delegation], own: Delegation, text: NegotiatingText
) -> tuple[str, ...]:
    """Who else may know, where the audience is "shared"; nobody else otherwise."""
    if said.audience != Confided.Audience.SHARED:
        delegations = ()
    elif not delegations:
        raise Refused(_("Name at least one delegation to share with."))
    return share(said, delegations, own, text)


def _require_visible(alternative: Alternative, own: Delegation) -> None:
    own_draft = alternative.state == Alternative.State.DRAFT and alternative.proposer_id == own.pk
    if alternative.state not in PUBLIC_STATES and not own_draft:
        raise Refused(_("This proposal is not on the table."))


def _said(facts: acts.OfText, text: NegotiatingText, by: Delegate, audience: str) -> Act:
    if audience == Confided.Audience.PUBLIC:
        return recorded(facts, text, by)
    return confided(facts, by)


def _withdraw(dropped: acts.OfText, held: QuerySet[Any], audience: str, text: NegotiatingText, by: Delegate) -> None:
    """Record that what was said publicly is dropped where it is now said to fewer: before everybody else with the same
    act as if nothing took its place. A record that kept silent about it would say that something does."""
    public = Confided.Audience.PUBLIC
    if audience != public and held.filter(audience=public).exists():
        recorded(dropped, text, by)
