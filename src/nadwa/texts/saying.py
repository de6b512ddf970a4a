"""What the pages say before an act on a text is confirmed: what follows, and what cannot be undone."""

from django.utils.translation import gettext as _

from nadwa.delegations.models import Delegation
from nadwa.texts import queries
from nadwa.texts.models import Decision, NegotiatingText
from nadwa.web.languages import plain


def silent_in(text: NegotiatingText) -> list[Delegation]:
    """Who has not voted in the vote under way, if there is one."""
    decision = text.decisions.filter(state=Decision.State.RUNNING).select_related("sitting__meeting__edition").first()
    return queries.silent_in(decision) if decision and decision.kind == Decision.Kind.VOTE else []


def gavel(_text: NegotiatingText) -> list[str]:
    return [_("The text is adopted in all six languages, as it stands now, and cannot be changed any more.")]


def reading(text: NegotiatingText) -> list[str]:
    words = _("From now on this is reading %(number)s of the text; nobody can go back to an earlier one.")
    return [words % {"number": text.reading + 1}]


def silent(text: NegotiatingText) -> list[str]:
    missing = [plain(one.body.name) for one in silent_in(text)]
    if not missing:
        return [_("Every member that is present has voted.")]
    return [_("These members are present and have not voted: %(names)s.") % {"names": ", ".join(missing)}]


def discontinue(_text: NegotiatingText) -> list[str]:
    return [_("The vote decides nothing, and the ballots are not counted. The text is negotiated again.")]
