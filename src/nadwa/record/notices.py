"""Notices to the hubs: which topics have changed. They arrive once the transaction is committed."""

import json

from django.db import connection

LIVE_CHANNEL = "nadwa_live"
LIMIT = 7000


def publish(topics: set[str]) -> None:
    waiting = sorted(topics)
    with connection.cursor() as cursor:
        while waiting:
            batch: list[str] = []
            while waiting and len(json.dumps([*batch, waiting[-1]])) < LIMIT:
                batch.append(waiting.pop())
            cursor.execute("select pg_notify(%s, %s)", [LIVE_CHANNEL, json.dumps(batch)])
