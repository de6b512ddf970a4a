"""What uvicorn calls for the server of some parts of the platform. To import this makes nothing."""

from types import ModuleType
from typing import Any

import django


def application() -> Any:
    """All parts in one process."""
    server = _set_up()
    return server.Server(server.Part.PAGES | server.Part.STREAMS | server.Part.RECORD)


def pages() -> Any:
    server = _set_up()
    return server.Server(server.Part.PAGES)


def streams() -> Any:
    server = _set_up()
    return server.Server(server.Part.STREAMS)


def _set_up() -> ModuleType:
    """Django first: what serves it knows the models."""
    django.setup(set_prefix=False)
    from nadwa import server

    return server
