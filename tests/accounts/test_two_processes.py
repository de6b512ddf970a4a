"""What is remembered of sign-ins is remembered by all web processes: two of them, on one database."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import httpx
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from psycopg import conninfo

from nadwa.demo.serving import NADWA, free_port, wait_for
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN, code, with_password
from tests.factories import House, house

SECOND = f"{SIGN_IN}second-factor/"
OWN = "/en/account/data/"
SECRET = generate_totp_secret()


@contextmanager
def web_process() -> Iterator[str]:
    """A process of `nadwa web` on the database of the tests."""
    port = free_port()
    address = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    command = [*NADWA, "web", "--processes", "1", "--port", str(port)]
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": address})
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def two(transactional_db: None) -> Iterator[tuple[House, list[str]]]:
    beijing = house("beijing-2016")
    TOTP.activate(with_password(beijing.aldora), SECRET)
    with ExitStack() as running:
        yield beijing, [running.enter_context(web_process()) for _ in range(2)]


def sent(browser: httpx.Client, page: str, **fields: str) -> httpx.Response:
    token = browser.cookies.get("csrftoken") or ""
    return browser.post(page, data={"csrfmiddlewaretoken": token, **fields})


def at_the_second_factor(browser: httpx.Client, person: str) -> httpx.Client:
    browser.get(SIGN_IN)
    sent(browser, SIGN_IN, login=person, password=PASSWORD)
    browser.get(SECOND)
    return browser


def guessing(browser: httpx.Client, person: str) -> str:
    browser.get(SIGN_IN)
    return sent(browser, SIGN_IN, login=person, password="guess").text


@contextmanager
def visitors(sites: list[str]) -> Iterator[list[httpx.Client]]:
    with ExitStack() as opened:
        yield [opened.enter_context(httpx.Client(base_url=site, timeout=60)) for site in sites]


def at_once(acts: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_code_is_used_once_and_guesses_are_counted_once(two: tuple[House, list[str]]) -> None:
    beijing, sites = two
    with visitors(sites * 3) as browsers:
        ready = [at_the_second_factor(browser, beijing.aldora.username) for browser in browsers]
        once = code(SECRET)
        at_once([partial(sent, browser, SECOND, code=once) for browser in ready])
        signed_in = [browser.get(OWN).status_code for browser in ready].count(200)
    with visitors(sites * 3) as browsers:
        told = ["Too many" in guessing(browser, beijing.belmara.username) for browser in browsers]

    assert (signed_in, told) == (1, [*[False] * 5, True])
