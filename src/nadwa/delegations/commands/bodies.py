"""Bodies of a series: made from the ready-made list, taken over from elsewhere, corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from nadwa.acts import delegations as acts
from nadwa.acts.facts import Audience
from nadwa.delegations import queries
from nadwa.delegations.models import Body
from nadwa.delegations.queries import BodyAt
from nadwa.delegations.ready_made import ReadyMade, by_code, code_of
from nadwa.editions import two_key
from nadwa.editions.capacities import Secretary
from nadwa.editions.commands.approving import changing
from nadwa.editions.models import Edition
from nadwa.record.acts import Refused, command, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.wall import over_the_wall
from nadwa.web import names
from nadwa.web.languages import Content, texts


@dataclass(frozen=True)
class Letters:
    """Where letters to a body go, and in which language they are."""

    email: str
    language: str


def made_ready(edition: Edition, listed: Iterable[ReadyMade]) -> tuple[list[Body], list[Body]]:
    """The bodies of States and organisations that are on the list, and those of them that had to be made."""
    wanted = list(listed)
    there = by_code(queries.bodies(edition))
    taken = set(queries.of_series(edition).values_list("slug", flat=True)) | set(names.OF_BODIES)
    made = []
    for one in wanted:
        if one.code not in there:
            body = _new(edition, one, names.made_of(one.name, one.code, taken))
            taken.add(body.slug)
            made.append(body)
    there |= {body.listed: body for body in Body.objects.bulk_create(made)}
    return [there[one.code] for one in wanted], made


def _new(edition: Edition, one: ReadyMade, slug: str) -> Body:
    return Body(
        series=edition.series,
        slug=slug,
        kind=one.kind,
        name=one.name,
        formal=one.formal,
        listed=one.code,
        language=one.language,
        exercise=edition.exercise,
    )


def taken_over(edition: Edition, bodies: Iterable[Body]) -> tuple[list[Body], list[Body]]:
    """Bodies as this edition knows them, and those of them that had to be made: another series has its own."""
    wanted, ours = list(bodies), (None, edition.series_id)
    own = [body for body in wanted if body.series_id in ours]
    foreign = [body for body in wanted if body.series_id not in ours]
    known = _by_what_they_are_called(queries.bodies(edition))
    taken = set(queries.of_series(edition).values_list("slug", flat=True))
    new = [body for called, body in _by_what_they_are_called(foreign).items() if called not in known]
    made = [_copy(edition, body, names.free(body.slug, taken)) for body in new]
    known |= {_called(body): body for body in Body.objects.bulk_create(made)}
    return [*own, *(known[_called(body)] for body in foreign)], made


def _by_what_they_are_called(bodies: Iterable[Body]) -> dict[tuple[str, str], Body]:
    """Of two that the list calls the same, the one that was made from it."""
    return {_called(body): body for body in sorted(bodies, key=lambda body: bool(body.listed))}


def _called(body: Body) -> tuple[str, str]:
    """By what a body is known again: what the list calls it, or else its short name."""
    code = code_of(body)
    return (code, "") if code else ("", body.slug)


def _copy(edition: Edition, body: Body, slug: str) -> Body:
    of_letters = {"email": body.email, "language": body.language}
    names_of_it = {"name": body.name, "formal": body.formal, "listed": body.listed}
    return Body(
        series=edition.series, slug=slug, kind=body.kind, exercise=edition.exercise, **names_of_it, **of_letters
    )


def address_letters(bodies: Iterable[Body], letters: Mapping[str, Letters]) -> None:
    """Say where letters go to bodies of which that is not known. They go by what the list calls them, or else by their
    short names."""
    new = []
    for body in bodies:
        found = letters.get(body.listed or body.slug)
        if found and not body.email:
            body.email, body.language = found.email, found.language or body.language
            new.append(body)
    Body.objects.bulk_update(new, ["email", "language"])


@command
def correct_body(by: Secretary, at: BodyAt, name: Content, formal: Content | None, email: str, language: str) -> Act:
    """Correct what a body is called and where letters to it go, for all editions of the series."""
    with changing(at.edition, by, *two_key.kinds()):
        body = _locked(at.body)
        _require_own(body, at.edition)
        new = {"name": name, "formal": formal, "email": email, "language": language}
        corrected = [field for field, value in new.items() if getattr(body, field) != value]
        if not corrected:
            raise Refused(_("All of this stands so already: nothing has been changed."))
        for field in corrected:
            setattr(body, field, new[field])
        body.save(update_fields=corrected)
    facts = acts.BodyCorrected(body=body.slug, corrected=tuple(corrected), name=texts(body.name))
    return record(log_for(at.edition.slug, Audience.HOSTS), facts, by)


def _require_own(body: Body, edition: Edition) -> None:
    """A body from before there were bodies of a series is corrected by none, once it is invited elsewhere, too."""
    elsewhere = body.invitations.exclude(edition__series=edition.series)
    with over_the_wall():
        if body.series_id is None and elsewhere.exists():
            message = _("Other series write to this body, too, so it is not changed here. Enter it anew for yours.")
            raise Refused(message)


@command
def remove_body(by: Secretary, at: BodyAt) -> Act:
    """Remove a body that was entered by mistake: nobody has invited it, and it has been nowhere."""
    body = _locked(at.body)
    try:
        with transaction.atomic():
            body.delete()
    except ProtectedError:
        raise Refused(_("This body has been invited or takes part. It can be corrected, but not removed.")) from None
    return record(log_for(at.edition.slug, Audience.HOSTS), acts.BodyRemoved(body=at.body.slug), by)


def _locked(body: Body) -> Body:
    return still_there(Body.objects.select_for_update(of=("self",)), body)
