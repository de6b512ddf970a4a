"""What uvicorn calls for the server of some parts of the platform. To import this makes nothing."""

from types import ModuleType
from typing import Any

import django


def application() -> Any:
    """All parts in one process."""
    server = _set_up()
    return server.Server(server.Service.PAGES | server.Service.STREAMS | server.Service.RECORD)


def pages() -> Any:
    server = _set_up()
    return server.Server(server.Service.PAGES)


def streams() -> Any:
    server = _set_up()
    return server.Server(server.Service.STREAMS)


def _set_up() -> ModuleType:
    """Django first: what serves it knows the models."""
    django.setup(set_prefix=False)
    from nadwa import server

    return server
