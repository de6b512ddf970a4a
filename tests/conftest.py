"""What all tests share: PostgreSQL from the wheel, a small edition, people to look at it, a clock to turn."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import psycopg
import pytest
from hypothesis import HealthCheck, settings

from nadwa import clock, keeper, postgres

pytest_plugins = ["tests.databases", "tests.sites", "tests.times", "tests.matrix.walk"]
VAR = Path(__file__).parent.parent / "var" / "tests"
os.environ["NADWA_VAR"] = str(VAR)
os.environ["NADWA_SECRET_KEY"] = "only for tests"
os.environ["NADWA_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "nadwa.settings"
CONNECTIONS = 400  # each process that runs tests keeps up to four sites, and a site some twenty


def database() -> str:
    """The address of the tests' own server, started again where it would take too few connections."""
    address = postgres.start(VAR / "postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        [taken] = connection.execute("select current_setting('max_connections')::int").fetchone() or [0]
        connection.execute(f"alter system set max_connections = {CONNECTIONS}")
    if taken >= CONNECTIONS:
        return address
    keeper.leave(VAR / "postgres")
    return postgres.start(VAR / "postgres")


if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = database()

with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    for promise in ("fsync", "synchronous_commit", "full_page_writes"):  # of what stays after a crash
        connection.execute(f"alter system set {promise} = off")
    connection.execute("select pg_reload_conf()")

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

django.setup()

from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402 - Django is set up first
from django.test.client import ClientHandler  # noqa: E402
from django.utils.translation import override  # noqa: E402

from nadwa.record.sequencer import sequence  # noqa: E402
from nadwa.record.signer import Signer  # noqa: E402
from tests.factories import House, house  # noqa: E402


def pytest_collection_finish() -> None:
    """What has been imported stays: whoever looks for garbage need not look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def one_chain_of_middleware() -> None:
    """Every client would load the middleware anew, and with it the list of all static files."""
    handler = ClientHandler()
    handler.load_middleware()
    ClientHandler._middleware_chain = staticmethod(handler._middleware_chain)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def unstretched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every password that is set or tried takes a fifth of a second, by design: where that is looked at."""
    if "stretched" not in request.fixturenames:
        monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)


@pytest.fixture
def stretched() -> None:
    """Passwords are stretched as they are in earnest."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in another language leaves that language behind; every test begins in English."""
    with override("en"):
        yield


@pytest.fixture
def beijing(request: pytest.FixtureRequest, db: None) -> House:
    """A small edition with its people, in the middle of nothing: no meeting has been opened."""
    there: House | None = request.node.funcargs.get("in_the_house")
    return there or house("beijing-2016")


@pytest.fixture
def elsewhere(db: None) -> House:
    """Another edition, whose people have no business at Beijing."""
    return house("geneva-2018")


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2016, 7, 11, 2, 0, tzinfo=UTC)

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Iterator[Clock]:
    """A clock that stands still until a test advances it."""
    turned = Clock()
    with clock.reading(lambda: turned.time):
        yield turned


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "keys")


@pytest.fixture
def sequenced(signer: Signer) -> Callable[[], int]:
    """Give all committed acts their place in the log, as the sequencer does."""
    return lambda: sequence(signer)
