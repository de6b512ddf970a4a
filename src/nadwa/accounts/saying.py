"""What the pages say of acts on an account before they are done."""

from django.utils.translation import gettext as _

from nadwa.accounts.models import Person
from nadwa.web.languages import sentence, typed


def withdrawing(person: Person) -> list[str]:
    return [
        sentence(_("%(name)s is signed out everywhere at once and cannot sign in any more."), name=typed(person.name)),
        _("What the person did stays. The account can be opened again."),
    ]


def erasing(person: Person) -> list[str]:
    return [
        sentence(_("The account of %(name)s and all that refers to it are erased for good."), name=typed(person.name)),
        _("What the person did stays on the record, where nothing says any more who it was. This cannot be undone."),
    ]


def trusting(person: Person) -> list[str]:
    return [
        sentence(
            _("%(name)s can then do this in the whole installation, for as long as nobody takes it back."),
            name=typed(person.name),
        )
    ]


def ending_trust(person: Person) -> list[str]:
    return [sentence(_("%(name)s can no longer do this. Other functions stay."), name=typed(person.name))]
