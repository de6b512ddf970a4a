"""The short list, in each engine that most people's browsers have and Chromium is not."""

from collections.abc import Callable, Iterator

import pytest

from tests.browsers.engines import ENGINES, Driven
from tests.journeys.conftest import meeting  # noqa: F401 - a fixture
from tests.sites import Site
from tests.wires import Gateway


@pytest.fixture(scope="session")
def site(new_site: Callable[[str], Site]) -> Iterator[Site]:
    """It loads the demo itself; what is studied in the background nobody here waits for."""
    with new_site("browsers") as served:
        yield served


@pytest.fixture(scope="session")
def gateway(site: Site) -> Iterator[Gateway]:
    with Gateway(site.port) as gateway:
        yield gateway


@pytest.fixture(scope="session", params=ENGINES)
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as driven:
        yield driven


@pytest.fixture
def enter(browser: Driven, gateway: Gateway) -> Callable[..., None]:
    """Open a page as a persona, whoever was signed in before."""

    def entered(persona: str, path: str, language: str = "en") -> None:
        browser.ask("DeleteAllCookies")
        browser.open(f"{gateway.address}/{language}/enter/")
        browser.click(f'button[name="persona"][value="{persona}"]')
        browser.until("document.body.dataset.signedIn === 'yes' && !location.pathname.endsWith('/enter/')")
        browser.open(f"{gateway.address}/{language}/{path}")

    return entered
