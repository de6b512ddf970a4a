"""A series begun, with its first edition and the host that begins it."""

from datetime import date
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from nadwa.acts import editions as acts
from nadwa.editions.capacities import Beginner
from nadwa.editions.commands.roles import give_role
from nadwa.editions.models import Edition, Host, Membership, Series
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.submissions import one_at_a_time
from nadwa.web.languages import Content
from nadwa.web.names import OF_EDITIONS, made_of


class FirstEdition(TypedDict):
    """What the form for it asks for."""

    series: Content
    title: Content
    slug: str
    city: Content
    starts_on: date
    ends_on: date
    time_zone: str
    exercise: bool
    host: Content
    in_secretariat: bool


@command
def begin(by: Beginner, **asked: Unpack[FirstEdition]) -> Act:
    """Begin a series: who begins it is the officer of its first host, and of the secretariat if so wished."""
    one_at_a_time("begin a series")
    edition = Edition.objects.create(
        series=_series(asked["series"]),
        slug=_slug(asked["slug"], asked["title"], asked["starts_on"]),
        title=asked["title"],
        city=asked["city"],
        time_zone=asked["time_zone"],
        starts_on=asked["starts_on"],
        ends_on=asked["ends_on"],
        exercise=asked["exercise"],
        symbol=f"SYMP/{asked['starts_on']:%Y}",
    )
    begun = acts.Begun(series=edition.series.slug, edition=edition.slug, exercise=edition.exercise)
    act = record(log_for(edition.slug), begun, by)
    host = Host.objects.create(edition=edition, slug=made_of(asked["host"], "host"), name=asked["host"])
    give_role(by.person, edition, Membership.Role.HOST, by, host)
    if asked["in_secretariat"]:
        give_role(by.person, edition, Membership.Role.SECRETARIAT, by)
    return act


def _series(name: Content) -> Series:
    taken = set(Series.objects.values_list("slug", flat=True))
    return Series.objects.create(slug=made_of(name, "series", taken), name=name)


def _slug(wished: str, title: Content, starts_on: date) -> str:
    """As it was wished, else one that is made of the title; Refused if another edition has it."""
    taken = {*OF_EDITIONS, *Edition.objects.values_list("slug", flat=True)}
    if wished in taken:
        raise Refused(_("There is an edition with this short name already."))
    return wished or made_of(title, f"symposium-{starts_on:%Y}", taken)
