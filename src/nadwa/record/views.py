"""The record as readers see it: the list of acts, receipts, the bundle, the verifier."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nadwa import media_types
from nadwa.acts import label
from nadwa.record import bundles, capacities, queries
from nadwa.record.checks import CHECKS
from nadwa.record.models import Act, Log
from nadwa.record.sentences import said
from nadwa.web.access import rule
from nadwa.web.downloads import download


@rule("record.read", find=queries.public_log, signed_in=False)
@require_safe
def record(request: HttpRequest, log: Log) -> HttpResponse:
    page = queries.acts(log, request.GET.get("page"))
    in_words = capacities.reader(log.edition)
    rows = [{"act": act, "label": label(act.kind), "by": in_words(capacities.of(act))} for act in page]
    checkpoint = queries.latest_checkpoint(log)
    return render(request, "record/record.html", {"log": log, "page": page, "rows": rows, "checkpoint": checkpoint})


@rule("record.receipt", find=queries.act, signed_in=False)
@require_safe
def receipt(request: HttpRequest, act: Act) -> HttpResponse:
    """One act with what stands in the log for it."""
    page = {
        "act": act,
        "log": act.log,
        "label": label(act.kind),
        "said": said(act),
        "by": capacities.reader(act.log.edition)(capacities.of(act)),
        "facts": json.dumps(act.facts, ensure_ascii=False, indent=2, sort_keys=True),
        "leaf": bytes(act.leaf).decode() if act.leaf else None,
    }
    return render(request, "record/receipt.html", page)


@rule("record.receipt", find=queries.act, signed_in=False)
@require_safe
def proof(request: HttpRequest, act: Act) -> HttpResponse:
    text = queries.receipt(act)
    if text is None:
        raise Http404
    return download(text.encode(), f"{act.ref}.tlog-proof", "text/plain; charset=utf-8")


@rule("record.read", find=queries.public_log, signed_in=False)
@require_safe
def bundle(request: HttpRequest, log: Log) -> HttpResponse:
    try:
        content = bundles.bundle(log)
    except bundles.NothingSigned:
        raise Http404 from None
    return download(content, f"{log.edition}-record.zip", media_types.ZIP)


@rule("record.read", find=queries.public_log, signed_in=False)
@require_safe
def check(request: HttpRequest, log: Log) -> HttpResponse:
    """Check a bundle in the reader's browser."""
    return render(request, "record/check.html", {"log": log, "checks": CHECKS.items()})


@rule("record.read", find=queries.public_log, signed_in=False)
@require_safe
def verifier(request: HttpRequest, log: Log) -> HttpResponse:
    return download(bundles.verifier(), "nadwa_verify.py", "text/x-python; charset=utf-8")
