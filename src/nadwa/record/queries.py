"""Reading the record."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Max, QuerySet
from django.shortcuts import get_object_or_404

from nadwa import clock
from nadwa.acts.facts import Audience, Facts
from nadwa.record import merkle, notes
from nadwa.record.models import Act, Checkpoint, Log
from nadwa.web.paging import page_of

PAGE = 50


def public_log(edition: str) -> Log:
    """The public log of an edition; an edition where nothing has happened has none yet."""
    return get_object_or_404(Log, edition=edition, audience=Audience.PUBLIC)


def act(edition: str, ref: UUID) -> Act:
    return get_object_or_404(Act.objects.select_related("log"), log__edition=edition, ref=ref)


def recorded(edition: str, *kinds: type[Facts]) -> QuerySet[Act]:
    """The acts of some kinds at an edition, in whatever log they stand."""
    return Act.objects.filter(log__edition=edition, kind__in=[kind.KIND.name for kind in kinds])


def recorded_in_public(edition: str, *kinds: type[Facts]) -> QuerySet[Act]:
    return recorded(edition, *kinds).filter(log__audience=Audience.PUBLIC)


def latest_checkpoint(log: Log) -> Checkpoint | None:
    return Checkpoint.objects.filter(log=log).order_by("-size").first()


def public_checkpoint(edition: str) -> Checkpoint | None:
    """The latest checkpoint of an edition's public log."""
    found = Checkpoint.objects.filter(log__edition=edition, log__audience=Audience.PUBLIC)
    return found.order_by("-size").first()


def acts(log: Log, page: str | None) -> Page[Act]:
    """Acts that have their place in the log, newest first."""
    placed = Act.objects.filter(log=log, index__isnull=False).order_by("-index")
    return page_of(placed, page, PAGE)


def placed(log: Log) -> QuerySet[Act]:
    """The acts that have their index, from the first on."""
    return Act.objects.filter(log=log, index__isnull=False).order_by("index")


def receipt(act: Act) -> str | None:
    """The act's C2SP tlog-proof file; None while the sequencer has not placed it."""
    checkpoint = latest_checkpoint(act.log)
    if act.index is None or checkpoint is None:
        return None
    placed = Act.objects.filter(log=act.log, index__lt=checkpoint.size).order_by("index")
    hashes = [merkle.leaf_hash(bytes(leaf or b"")) for leaf in placed.values_list("leaf", flat=True)]
    return notes.proof_file(act.index, merkle.inclusion_proof(hashes, act.index), checkpoint.note)


def placed_acts() -> int:
    """How many acts stand in all logs together."""
    sizes = Act.objects.filter(index__isnull=False).values("log").annotate(size=Max("index") + 1)
    return sum(sizes.values_list("size", flat=True))


def unplaced_acts() -> int:
    return Act.objects.filter(index=None).count()


def longest_wait() -> float:
    """Seconds that the oldest act without a place has waited; 0 if none has to wait."""
    oldest = Act.objects.filter(index=None).order_by("id").first()
    return max(0.0, (clock.now() - oldest.at).total_seconds()) if oldest else 0.0


def alarmed() -> list[Log]:
    """The logs that are not what was signed."""
    return list(Log.objects.exclude(alarm="").order_by("origin"))
