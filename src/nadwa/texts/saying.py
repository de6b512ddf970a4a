"""What the pages say before an act on a text is confirmed: what follows, and what cannot be undone."""

from django.utils.translation import gettext as _

from nadwa.delegations.models import Delegation
from nadwa.floor import closing
from nadwa.texts import queries
from nadwa.texts.models import Decision, NegotiatingText


def _silent(text: NegotiatingText) -> list[Delegation]:
    """Who has not voted in the vote under way, if there is one."""
    decision = text.decisions.filter(state=Decision.State.RUNNING).select_related("sitting__meeting__edition").first()
    return queries.silent_on(decision) if decision and decision.kind == Decision.Kind.VOTE else []


def gavel(_text: NegotiatingText) -> list[str]:
    return [_("The text is adopted in all six languages, as it stands now, and cannot be changed any more.")]


def reading(text: NegotiatingText) -> list[str]:
    words = _("From now on this is reading %(number)s of the text; nobody can go back to an earlier one.")
    return [words % {"number": text.reading + 1}]


def silent(text: NegotiatingText) -> list[str]:
    return [closing.in_words(_silent(text))]


def silent_as_seen(text: NegotiatingText) -> str:
    return closing.digest(_silent(text))


def discontinue(_text: NegotiatingText) -> list[str]:
    return [_("The vote decides nothing, and the ballots are not counted. The text is negotiated again.")]
