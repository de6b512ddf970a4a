"""What services log: one JSON object a line, and nothing about anybody.

Messages of exceptions and addresses of requests may hold names, texts, links that let in: neither is logged. Of an
exception its type and where it happened stand in the log, of a request its route. Of who did what for the security of
accounts, a number that only this installation's secret makes of the person, the same in all lines.
"""

import hmac
import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from nadwa.acts.by import Somebody

security = logging.getLogger("nadwa.security")


class Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        request = getattr(record, "request", None)
        if hasattr(record, "noted"):
            entry |= record.noted
        elif request is None:
            entry["message"] = record.getMessage()
        else:
            match = getattr(request, "resolver_match", None)
            entry |= {"status": getattr(record, "status_code", None), "route": match.route if match else None}
        if record.exc_info and record.exc_info[0]:
            entry["exception"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])
            entry["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-10:]]
        return json.dumps(entry, ensure_ascii=False)


def note(event: str, person: "Somebody | None", **details: str) -> None:
    """Note something that whoever investigates later wants to know: event, person, details."""
    security.info(event, extra={"noted": {"event": event, "person": pseudonym(person), **details}})


def pseudonym(person: "Somebody | None") -> str:
    """Stands for a person in the logs; who has the secret can find out for whom."""
    if person is None or person.pk is None:
        return "nobody"
    return hmac.new(settings.SECRET_KEY.encode(), f"log:{person.pk}".encode(), "sha256").hexdigest()[:16]
