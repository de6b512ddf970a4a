"""What services log: one JSON object a line, and nothing about anybody.

Messages of exceptions and addresses of requests may hold names, texts, links that let in: neither is logged. Of an
exception its type and where it happened stand in the log, of a request its route.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any


class Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        request = getattr(record, "request", None)
        if request is None:
            entry["message"] = record.getMessage()
        else:
            match = getattr(request, "resolver_match", None)
            entry |= {"status": getattr(record, "status_code", None), "route": match.route if match else None}
        if record.exc_info and record.exc_info[0]:
            entry["exception"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])
            entry["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-10:]]
        return json.dumps(entry, ensure_ascii=False)
