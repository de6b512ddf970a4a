"""The server by which mails leave: named in the environment, else set on the page for it."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.mail import get_connection

from nadwa.mail.models import Server
from nadwa.wall import over_the_wall

SECONDS = 30


def is_of_environment() -> bool:
    return bool(settings.EMAIL_HOST)


def kept() -> Server | None:
    with over_the_wall():  # pages find no secrets by themselves
        return Server.objects.first()


def is_there() -> bool:
    return is_of_environment() or kept() is not None


def sender() -> str:
    server = None if is_of_environment() else kept()
    return server.sender if server else settings.DEFAULT_FROM_EMAIL


def connection() -> Any:
    """To the server that is named in the environment, or to the one that is kept."""
    server = None if is_of_environment() else kept()
    if server is None:
        return get_connection(timeout=SECONDS)
    return get_connection(
        host=server.host,
        port=server.port,
        username=server.user,
        password=_opened(bytes(server.password)),
        use_ssl=server.security == Server.Security.TLS,
        use_tls=server.security == Server.Security.STARTTLS,
        timeout=SECONDS,
    )


def keep(password: str, **facts: Any) -> None:
    """Set it, or set it anew. An empty password leaves the one that is kept, but only for the same user of the same
    server, reached in the same way: nobody sends it elsewhere."""
    server = kept() or Server()
    if any(getattr(server, name) != facts[name] for name in ("host", "port", "security", "user")):
        server.password = b""
    for name, value in facts.items():
        setattr(server, name, value)
    if password:
        server.password = _seal().encrypt(password.encode())
    with over_the_wall():
        server.save()


def _opened(sealed: bytes) -> str:
    """Empty where none is kept, or the installation has another secret by now: the mail server then says so."""
    try:
        return _seal().decrypt(sealed).decode() if sealed else ""
    except InvalidToken:
        return ""


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"password of the mail server:{settings.SECRET_KEY}".encode()).digest()))
