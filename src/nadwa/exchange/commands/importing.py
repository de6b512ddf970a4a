"""Carrying an import out: all of its lines, or none."""

from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts.by import By
from nadwa.exchange import imports
from nadwa.exchange.models import Import
from nadwa.exchange.previews import CHANGED, NEW, REFUSED
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act


@command
def carry_out(by: By, planned: Import) -> Act:
    """Do what the preview shows. One refused line, and nothing is done."""
    planned = Import.objects.select_for_update(of=("self",)).select_related("edition").get(pk=planned.pk)
    if planned.done_at:
        raise Refused(_("This import has been carried out."))
    reader, content = imports.READERS[planned.kind], bytes(planned.content)
    rows = imports.read(planned.kind, content, planned.edition, planned.language)
    refused = [row["line"] for row in rows if row["state"] == REFUSED]
    if refused:
        raise Refused(_("Lines are refused, so nothing was imported: %(lines)s.") % {"lines": str(refused[:10])[1:-1]})
    if not any(row["state"] in {NEW, CHANGED} for row in rows):
        raise Refused(_("This file brings nothing new."))
    planned.done_at = clock.now()
    planned.save(update_fields=["done_at"])
    act: Act = reader.carry_out(by, planned.edition, rows, content, planned.language)
    return act
