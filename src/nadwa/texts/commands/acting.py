"""What every act on a text begins and ends with: the text locked, the act recorded."""

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypedDict

from django.db.models import F, Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nadwa.acts.by import By, Somebody
from nadwa.acts.facts import Audience
from nadwa.acts.texts import OfText, OnAmendment, OnParagraph
from nadwa.delegations.capacities import Delegate
from nadwa.delegations.commands.acting import own_log
from nadwa.delegations.models import Delegation
from nadwa.editions.capacities import InTheChair
from nadwa.floor.queries import is_in_chair_for
from nadwa.record.acts import Refused, log_for, record
from nadwa.record.models import Act
from nadwa.record.refusing import still_there
from nadwa.texts import saying
from nadwa.texts.models import Alternative, NegotiatingText, Paragraph
from nadwa.texts.rules import text_of
from nadwa.texts.versions import wording_hash
from nadwa.wall import over_the_wall
from nadwa.web import declaring
from nadwa.web.declaring import DeclaredAct, nothing
from nadwa.web.forms import Form, Nothing

P = ParamSpec("P")
PUBLIC_STATES = (Alternative.State.TABLED, Alternative.State.CURRENT)


def topic(text: NegotiatingText) -> str:
    return f"text:{text.pk}"


def lock(text: NegotiatingText) -> NegotiatingText:
    """The text, held until the transaction ends: acts on one text happen one after another."""
    return NegotiatingText.objects.select_for_update(of=("self",)).select_related("edition").get(pk=text.pk)


def hold_text_of(subject: Any) -> NegotiatingText:
    """For `holds` of a question on a text, or on anything in one."""
    return lock(text_of(subject))


def act(
    name: str,
    title: Promise | str,
    form: type[Form] = Nothing,
    says: Callable[[NegotiatingText], list[str]] = nothing,
    stands: Callable[[NegotiatingText], object] = saying.running,
    shows: Callable[[NegotiatingText], list[str]] = nothing,
    *,
    holds: Callable[[NegotiatingText], object] = hold_text_of,
    weighs: bool = False,
) -> Callable[[Callable[P, Act]], DeclaredAct[P]]:
    """Declare an act on a text: on the versions that are decided on, or on the decision that is running.

    Those on something in a text are declared as elsewhere, with `hold_text_of` where they ask."""

    def alike(text: NegotiatingText, _person: Somebody) -> object:
        """What stands of a text stands for everybody."""
        return stands(text)

    return declaring.act(name, title, form, says, alike, shows, holds=holds, weighs=weighs)


def lock_shared(text: NegotiatingText) -> NegotiatingText:
    """The text, held against acts that change it and not against others that hold it so: ballots do not queue."""
    [held] = NegotiatingText.objects.raw("select * from texts_negotiatingtext where id = %s for share", [text.pk])
    held.edition = text.edition
    return held


def lock_negotiated(text: NegotiatingText) -> NegotiatingText:
    """The same, for acts that change the text or what is said of it."""
    text = lock(text)
    if text.state == NegotiatingText.State.DECIDED:
        raise Refused(_("The text is before a decision and cannot be changed until that has ended."))
    if text.state == NegotiatingText.State.ADOPTED:
        raise Refused(_("The text has been adopted."))
    return text


def locked_paragraph(paragraph: Paragraph) -> Paragraph:
    text = lock_negotiated(paragraph.text)
    found = still_there(Paragraph.objects.all(), paragraph)
    found.text = text
    return found


def locked_alternative(alternative: Alternative) -> Alternative:
    paragraph = locked_paragraph(alternative.paragraph)
    found = still_there(Alternative.objects.all(), alternative)
    found.paragraph = paragraph
    return found


def require_open(paragraph: Paragraph) -> None:
    if paragraph.state == Paragraph.State.AGREED:
        raise Refused(_("This paragraph is agreed ad referendum; the facilitator would have to reopen it."))


def next_number(paragraph: Paragraph) -> int:
    """A number that no alternative has, drafts of others included."""
    with over_the_wall():
        return (paragraph.alternatives.aggregate(last=Max("number"))["last"] or 0) + 1


def is_bare(paragraph: Paragraph) -> bool:
    """Whether nobody has written anything for it, not even a draft."""
    with over_the_wall():
        return not paragraph.alternatives.exists()


def next_paragraph(text: NegotiatingText) -> int:
    return (text.paragraphs.aggregate(last=Max("number"))["last"] or 0) + 1


def room_after(paragraph: Paragraph | None, distance: int = 1, *, text: NegotiatingText | None = None) -> int:
    """A free position after a paragraph, or None for the beginning of `text`; what stands there makes room."""
    text = paragraph.text if paragraph else text
    assert text is not None  # noqa: S101 - one of the two is given
    position = paragraph.position + distance if paragraph else 1
    text.paragraphs.filter(position__gte=position).update(position=F("position") + 1)
    return position


def move(paragraph: Paragraph, after: int) -> None:
    """To another place in its text: after paragraph number `after`, 0 for the beginning."""
    previous = paragraph.text.paragraphs.filter(number=after).first()
    position = room_after(previous, text=paragraph.text)
    Paragraph.objects.filter(pk=paragraph.pk).update(position=position)


def recorded(facts: OfText, text: NegotiatingText, by: By, also: Sequence[str] = ()) -> Act:
    """Record an act that readers of the text see."""
    if isinstance(by, InTheChair) and not is_in_chair_for(by.person, text.item):
        raise Refused(_("You are not in the chair of a meeting that has this text’s item on its agenda."))
    if isinstance(facts, OnParagraph | OnAmendment) and facts.paragraph is not None:
        text.paragraphs.filter(number=facts.paragraph).update(version=F("version") + 1)
    log = log_for(text.edition.slug, Audience.of(public=text.public))
    return record(log, facts, by, topics=[topic(text), *also])


def confided(facts: OfText, by: Delegate) -> Act:
    """Record an act in the delegation's own log, which others do not read."""
    return record(own_log(by.delegation), facts, by)


def share(said: Any, delegations: Sequence[Delegation], own: Delegation, text: NegotiatingText) -> tuple[str, ...]:
    """Let just these delegations of the edition know a draft, a position or a linkage; gives their names."""
    others = [other for other in delegations if other.edition_id == text.edition_id and other.pk != own.pk]
    said.shared_with.set(others)
    return tuple(sorted(other.body.slug for other in others))


class NameOfAlternative(TypedDict):
    text: str
    paragraph: int
    alternative: int
    sha256: str
    after: int | None


def named(alternative: Alternative) -> NameOfAlternative:
    """How the record names an alternative; its wording by the hash of the original."""
    paragraph = alternative.paragraph
    return {
        "text": paragraph.text.slug,
        "paragraph": paragraph.number,
        "alternative": alternative.number,
        "sha256": wording_hash(alternative.wording) if alternative.wording else "",
        "after": alternative.after,
    }
