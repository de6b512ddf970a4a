"""What a page has read of somebody is read again by the act: roles and seats may have ended meanwhile."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from nadwa.delegations.models import Delegate
from nadwa.delegations.queries import seat
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.once import ReadOnce
from nadwa.record.acts import Refused
from nadwa.texts.commands import proposing
from tests.factories import House


def test_an_act_goes_by_the_seat_as_it_stands_when_it_is_done(beijing: House) -> None:
    alternative = beijing.text.paragraphs.get(number=2).alternatives.get(number=2)

    def page(_request: HttpRequest) -> HttpResponse:
        known = seat(beijing.corvia, beijing.edition)
        Delegate.objects.filter(person=beijing.corvia).delete()
        assert seat(beijing.corvia, beijing.edition) == known
        with pytest.raises(Refused, match="Only delegations can do this"):
            proposing.cosponsor(beijing.delegate("corvia"), alternative)
        return HttpResponse()

    ReadOnce(page)(RequestFactory().get("/"))


def test_what_one_request_has_read_the_next_does_not_know(beijing: House) -> None:
    read: list[set[str]] = []

    def page(_request: HttpRequest) -> HttpResponse:
        read.append(roles(beijing.chair, beijing.edition))
        return HttpResponse()

    ReadOnce(page)(RequestFactory().get("/"))
    Membership.objects.filter(person=beijing.chair).delete()
    ReadOnce(page)(RequestFactory().get("/"))

    assert read == [{"chair"}, set()]
