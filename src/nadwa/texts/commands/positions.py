"""What delegations say of alternatives: positions and linkages, each for the audience it names."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nadwa.delegations.models import Delegation
from nadwa.record import kinds
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.texts.commands.acting import (
    PUBLIC_STATES,
    by_delegation,
    confided,
    delegation_of,
    lock_negotiated,
    locked_alternative,
    recorded,
    share,
)
from nadwa.texts.models import Alternative, Confided, Linkage, NegotiatingText, Position
from nadwa.texts.spreadsheets import Instruction

kinds.register(
    {
        "texts.position-taken": _("Position taken"),
        "texts.instructions-imported": _("Instructions imported"),
        "texts.position-dropped": _("Position dropped"),
        "texts.linked": _("Linkage made"),
        "texts.linkage-dropped": _("Linkage dropped"),
    }
)


@command
def take_position(
    person: Any,
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
    own = delegation_of(person, text)
    _require_visible(alternative, own)
    values = {"stance": stance, "salience": salience, "audience": audience, "note": note}
    held = Position.objects.filter(delegation=own, alternative=alternative)
    _withdraw("position-dropped", held, audience, text, person, own, _of(alternative))
    position, _new = Position.objects.update_or_create(delegation=own, alternative=alternative, defaults=values)
    body = {**_of(alternative), **values, **_shared(position, shared_with, own, text)}
    return _said("position-taken", text, person, own, audience, body)


@command
def import_positions(person: Any, text: NegotiatingText, instructions: Sequence[Instruction]) -> Act:
    """Take all positions of a spreadsheet, or none."""
    text = lock_negotiated(text)
    own = delegation_of(person, text)
    taken = []
    for given in instructions:
        alternative = locked_alternative(given.alternative)
        _require_visible(alternative, own)
        values = {name: getattr(given, name) for name in ("stance", "salience", "audience", "note")}
        held = Position.objects.filter(delegation=own, alternative=alternative)
        _withdraw("position-dropped", held, given.audience, text, person, own, _of(alternative))
        position, new = Position.objects.update_or_create(delegation=own, alternative=alternative, defaults=values)
        if not new and given.audience != Confided.Audience.SHARED:
            position.shared_with.clear()
        body = {**_of(alternative), **values}
        if given.audience == Confided.Audience.PUBLIC:
            recorded("position-taken", text, by_delegation(person, own), body)
        taken.append(body)
    return confided("instructions-imported", text, person, own, {"positions": taken})


@command
def drop_position(person: Any, alternative: Alternative) -> Act:
    alternative = locked_alternative(alternative)
    text = alternative.paragraph.text
    own = delegation_of(person, text)
    position = Position.objects.filter(delegation=own, alternative=alternative).first()
    if position is None:
        raise Refused(_("Your delegation has no position on this."))
    position.delete()
    return _said("position-dropped", text, person, own, position.audience, _of(alternative))


@command
def link(
    person: Any,
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
    own = delegation_of(person, text)
    if condition.paragraph_id == consequence.paragraph_id or consequence.paragraph.text_id != text.pk:
        raise Refused(_("Link alternatives of two different paragraphs of this text."))
    for alternative in (condition, consequence):
        _require_visible(alternative, own)
    values = {"otherwise": otherwise, "salience": salience, "audience": audience}
    held = Linkage.objects.filter(delegation=own, condition=condition, consequence=consequence)
    _withdraw("linkage-dropped", held, audience, text, person, own, _ends(condition, consequence))
    linkage, _new = Linkage.objects.update_or_create(
        delegation=own, condition=condition, consequence=consequence, defaults=values
    )
    body = {**_ends(condition, consequence), **values, **_shared(linkage, shared_with, own, text)}
    return _said("linked", text, person, own, audience, body)


@command
def drop_linkage(person: Any, linkage: Linkage) -> Act:
    text = lock_negotiated(linkage.condition.paragraph.text)
    own = delegation_of(person, text)
    if linkage.delegation_id != own.pk:
        raise Refused(_("This linkage is not your delegation's."))
    body = _ends(linkage.condition, linkage.consequence)
    linkage.delete()
    return _said("linkage-dropped", text, person, own, linkage.audience, body)


def _of(alternative: Alternative) -> dict[str, Any]:
    return {"paragraph": alternative.paragraph.number, "alternative": alternative.number}


def _ends(condition: Alternative, consequence: Alternative) -> dict[str, Any]:
    both = {"if": condition, "then": consequence}
    return {name: [end.paragraph.number, end.number] for name, end in both.items()}


def _shared(
    said: Confided, delegations: Sequence[Delegation], own: Delegation, text: NegotiatingText
) -> dict[str, list[str]]:
    """Who else may know, where the audience is "shared"; nobody else otherwise."""
    if said.audience != Confided.Audience.SHARED:
        delegations = ()
    elif not delegations:
        raise Refused(_("Name at least one delegation to share with."))
    slugs = share(said, delegations, own, text)
    return {"with": slugs} if slugs else {}


def _require_visible(alternative: Alternative, own: Delegation) -> None:
    own_draft = alternative.state == Alternative.State.DRAFT and alternative.proposer_id == own.pk
    if alternative.state not in PUBLIC_STATES and not own_draft:
        raise Refused(_("This proposal is not on the table."))


def _said(kind: str, text: NegotiatingText, person: Any, own: Delegation, audience: str, body: dict[str, Any]) -> Act:
    if audience == Confided.Audience.PUBLIC:
        return recorded(kind, text, by_delegation(person, own), body)
    return confided(kind, text, person, own, body)


def _withdraw(
    kind: str,
    held: QuerySet[Any],
    audience: str,
    text: NegotiatingText,
    person: Any,
    own: Delegation,
    body: dict[str, Any],
) -> None:
    """Record that what was said publicly is dropped where it is now said to fewer: before everybody else with the same
    act as if nothing took its place. A record that kept silent about it would say that something does."""
    public = Confided.Audience.PUBLIC
    if audience != public and held.filter(audience=public).exists():
        recorded(kind, text, by_delegation(person, own), body)
