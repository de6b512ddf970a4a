"""People may share a mailbox: each has an account of their own, with a name and a link of their own."""

from django.conf import settings

from nadwa.accounts.commands import erase
from nadwa.accounts.enrolment import enrolled, enrolled_together
from nadwa.accounts.models import Person
from nadwa.accounts.personal import held
from nadwa.acts.by import THE_PLATFORM
from nadwa.mail.models import Mail
from tests.accounts.test_sign_in import PASSWORD, sign_in
from tests.factories import House
from tests.forms import Client

MAILBOX = "mission@aldora.example"


def both(house: House) -> tuple[Person, Person]:
    first = enrolled("R. Talvena", MAILBOX, "en", house.edition.slug)
    return first, enrolled("L. Maro", MAILBOX.upper(), "fr", house.edition.slug)


def test_each_has_an_account_and_a_link(beijing: House) -> None:
    first, second = both(beijing)

    assert [first.username, second.username] == [MAILBOX, f"{MAILBOX}/2"]
    assert [mail.about for mail in Mail.objects.order_by("pk")] == [f"person:{first.pk}", f"person:{second.pk}"]


def test_the_mail_says_as_whom_one_signs_in(beijing: House) -> None:
    _, second = both(beijing)
    mail = Mail.objects.get(about=f"person:{second.pk}")
    [link] = [word for word in mail.body.split() if "/enrol/" in word]

    client = Client()
    page = client.get(link.removeprefix(settings.ADDRESS))
    client.post(page["Location"], {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert f"{MAILBOX}/2" in mail.body
    assert sign_in(Client(), second) == "/en/"


def test_the_same_name_is_the_same_person(beijing: House) -> None:
    first, second = both(beijing)

    assert enrolled("r.  TALVENA", MAILBOX, "en", "geneva-2018") == first
    assert enrolled("L. Maro", MAILBOX, "en", "geneva-2018") == second
    assert Mail.objects.count() == 2


def test_whoever_has_forgotten_the_password_gets_a_link_for_each(beijing: House) -> None:
    first, second = both(beijing)
    Client().post("/en/account/forgotten/", {"email": MAILBOX})

    about = {f"password:{first.pk}", f"password:{second.pk}"}
    assert set(Mail.objects.filter(about__startswith="password:").values_list("about", flat=True)) == about


def test_nobody_s_data_has_a_link_of_the_other(beijing: House) -> None:
    first, second = both(beijing)

    assert [mail["about"] for mail in held(first)["mail"]] == [f"person:{first.pk}"]
    assert [mail["about"] for mail in held(second)["mail"]] == [f"person:{second.pk}"]


def test_forgetting_one_leaves_the_other(beijing: House) -> None:
    first, second = both(beijing)

    erase(THE_PLATFORM, first)

    assert [person.pk for person in Person.objects.filter(email=MAILBOX)] == [second.pk]
    assert [mail.about for mail in Mail.objects.all()] == [f"person:{second.pk}"]


def test_a_name_that_is_taken_is_not_given_again(beijing: House) -> None:
    first, second = both(beijing)
    erase(THE_PLATFORM, first)

    third = enrolled("N. Quast", MAILBOX, "en", beijing.edition.slug)
    fourth = enrolled("O. Brandel", MAILBOX, "en", beijing.edition.slug)

    assert [one.username for one in (second, third, fourth)] == [f"{MAILBOX}/2", MAILBOX, f"{MAILBOX}/3"]


def test_a_table_still_names_people_by_their_address(beijing: House) -> None:
    first, _ = both(beijing)

    assert enrolled_together([("R. Talvena", MAILBOX, "en")], beijing.edition.slug) == {MAILBOX: first}
