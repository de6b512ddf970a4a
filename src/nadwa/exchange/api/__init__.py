"""The REST API: read for what the viewer may see, write through the same commands as the pages. OpenAPI at /api/v1/."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from nadwa.exchange.api.acting import Forbidden, Strict, Unknown
from nadwa.exchange.api.reading import reading
from nadwa.exchange.api.writing import writing
from nadwa.record.acts import Refused
from nadwa.record.submissions import SentOtherwise

api = NinjaAPI(
    title="Nadwa",
    version="1",
    urls_namespace="api",
    description="A symposium: its delegations, programme, floor, texts, documents, cooperation and record.",
    docs_url=None,
    parser=Strict(),
)
api.add_router("", reading)
api.add_router("", writing)


def _problem(request: HttpRequest, status: int, message: object) -> HttpResponse:
    return api.create_response(request, {"detail": str(message)}, status=status)


@api.exception_handler(Unknown)
def unknown(request: HttpRequest, problem: Any) -> HttpResponse:
    return _problem(request, 404, problem)


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, problem: Any) -> HttpResponse:
    return _problem(request, 401, problem)


@api.exception_handler(Refused)
def refused(request: HttpRequest, problem: Any) -> HttpResponse:
    return _problem(request, 409, problem.message)


@api.exception_handler(SentOtherwise)
def sent_otherwise(request: HttpRequest, problem: Any) -> HttpResponse:
    done = {"kind": problem.act.kind, "receipt": str(problem.act.ref)}
    content = {"detail": str(problem.message), "done": done, "before": dict(problem.words), "now": dict(problem.now)}
    return api.create_response(request, content, status=409)
