from typing import Any

from django.utils.translation import gettext_lazy as _

from nadwa.accounts.models import Person
from nadwa.editions.models import Edition
from nadwa.texts.queries import as_what, could_facilitate
from nadwa.web.forms import Form, Named
from nadwa.web.languages import plain


class FacilitatorForm(Form):
    person = Named(Person.objects.none(), label=_("Officer or delegate"))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = as_what(edition, plain)
        chosen = self.fields["person"]
        chosen.named = lambda person: f"{person.name} ({what[person.pk]})"  # type: ignore[attr-defined]
        chosen.queryset = could_facilitate(edition)  # type: ignore[attr-defined]
