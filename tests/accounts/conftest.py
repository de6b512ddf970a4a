"""What tests of accounts share."""

import pytest

from tests.accounts.test_sign_in import sign_in, with_password
from tests.factories import House
from tests.forms import Client


@pytest.fixture
def signed_in(beijing: House) -> Client:
    client = Client()
    sign_in(client, with_password(beijing.aldora))
    return client
