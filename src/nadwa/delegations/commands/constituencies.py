"""Constituencies: declared groups of delegations, such as the regional groups of the United Nations."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from nadwa.acts import delegations as acts
from nadwa.acts.by import By
from nadwa.acts.facts import Facts
from nadwa.delegations.models import Body, Constituency, Delegation
from nadwa.delegations.ready_made import REGIONS, code_of, everybody
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import hold
from nadwa.editions.models import Edition
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.web import names
from nadwa.web.languages import Content, in_six_languages, texts

IN_ADDRESSES = ("new", "regional")


@command
def enter_constituency(by: Secretary, edition: Edition, name: Content, delegations: Iterable[Delegation]) -> Act:
    edition = hold(edition)
    taken = {*IN_ADDRESSES, *edition.constituencies.values_list("slug", flat=True)}
    slug = names.made_of(name, "constituency", taken)
    made = Constituency.objects.create(edition=edition, slug=slug, name=name)
    return _set(by, made, delegations)


@command
def change_constituency(
    by: Secretary, constituency: Constituency, name: Content, delegations: Iterable[Delegation]
) -> Act:
    """What it is called, and who belongs to it: a delegation belongs to one at most."""
    hold(constituency.edition)
    constituency = _locked(constituency)
    constituency.name = name
    constituency.save(update_fields=["name"])
    return _set(by, constituency, delegations)


@command
def remove_constituency(by: Secretary, constituency: Constituency) -> Act:
    """Its delegations belong to none from then on."""
    edition = hold(constituency.edition)
    constituency = _locked(constituency)
    constituency.delete()
    return _recorded(acts.ConstituencyRemoved(constituency=constituency.slug), edition, by)


@command
def make_regional_groups(by: Secretary, edition: Edition) -> Act:
    """Make a constituency of each regional group that is none yet, and put into it the States that belong to none."""
    edition = hold(edition)
    there = {one.slug: one for one in edition.constituencies.all()}
    new = [
        Constituency(edition=edition, slug=group, name=in_six_languages(label))
        for group, label in REGIONS.items()
        if group not in there
    ]
    there |= {one.slug: one for one in Constituency.objects.bulk_create(new)}
    put = []
    for delegation in edition.delegations.filter(constituency=None).select_related("body"):
        group = region_of(delegation.body)
        if group in there:
            delegation.constituency = there[group]
            put.append(delegation)
    if not new and not put:
        raise Refused(_("The regional groups are there already, and every State on the list belongs to its own."))
    Delegation.objects.bulk_update(put, ["constituency"])
    made = acts.RegionalGroupsMade(
        constituencies=tuple(one.slug for one in new),
        delegations=tuple(sorted(one.body.slug for one in put)),
    )
    return _recorded(made, edition, by)


def constituency_of(edition: Edition, body: Body) -> Constituency | None:
    """Where a new delegation belongs: to the constituency of this name that the body was in when it last came, else to
    its regional group, if the edition has them."""
    before = Delegation.objects.filter(body=body, constituency__isnull=False).exclude(edition=edition)
    last = before.order_by("-edition__starts_on").values_list("constituency__slug", flat=True).first()
    there = {one.slug: one for one in edition.constituencies.all()}
    return there.get(last or "") or there.get(region_of(body))


def region_of(body: Body) -> str:
    """The regional group of a State on the list; nothing for the others."""
    listed = everybody().get(code_of(body))
    return str(listed.group) if listed and listed.group in REGIONS else ""


def _locked(constituency: Constituency) -> Constituency:
    return still_there(Constituency.objects.select_for_update(of=("self",)).select_related("edition"), constituency)


def _set(by: By, constituency: Constituency, delegations: Iterable[Delegation]) -> Act:
    chosen = list(delegations)
    constituency.delegation_set.update(constituency=None)
    Delegation.objects.filter(pk__in=[one.pk for one in chosen]).update(constituency=constituency)
    facts = acts.ConstituencySet(
        constituency=constituency.slug,
        name=texts(constituency.name),
        delegations=tuple(sorted(one.body.slug for one in chosen)),
    )
    return _recorded(facts, constituency.edition, by)


def _recorded(facts: Facts, edition: Edition, by: By) -> Act:
    return record(log_for(edition.slug), facts, by)
