"""The list of participants says of each delegate the role, and the function or else the rank."""

from django.urls import reverse

from tests.factories import House
from tests.forms import Client


def test_a_delegate_without_a_function_is_shown_with_the_rank(beijing: House) -> None:
    beijing.delegations["aldora"].delegates.update(rank=3, function="")

    page = Client().get(reverse("participants", args=["beijing-2016"])).content.decode()

    assert "head of delegation, minister" in page
    assert "None" not in page
