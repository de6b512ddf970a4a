"""Who may read, propose to, speak on and facilitate a negotiating text."""

from typing import Any

import rules

from nadwa.accounts.models import Viewer
from nadwa.delegations.audiences import Audience, audiences, has_part
from nadwa.delegations.queries import seat
from nadwa.delegations.rules import is_of_a_state
from nadwa.editions.models import Membership
from nadwa.editions.queries import roles
from nadwa.editions.rules import holds
from nadwa.floor.queries import is_in_chair_for
from nadwa.texts.models import Alternative, Bracket, CoFacilitator, Linkage, NegotiatingText, Paragraph, TabledPackage

OnText = NegotiatingText | Paragraph | Alternative | Bracket | TabledPackage


def text_of(subject: OnText) -> NegotiatingText:
    if isinstance(subject, Bracket):
        subject = subject.alternative
    if isinstance(subject, Alternative):
        return subject.paragraph.text
    return subject if isinstance(subject, NegotiatingText) else subject.text


def facilitates(person: Viewer, text: NegotiatingText) -> bool:
    """Alone, or with others. Whoever no longer has a part in the edition facilitates nothing there."""
    if not person.is_authenticated or not has_part(person, text.edition):
        return False
    return text.facilitator_id == person.pk or text.co_facilitators.filter(person=person).exists()


@rules.predicate
def may_read(person: Viewer, subject: Any) -> bool:
    text = text_of(subject)
    return text.public or Audience.PARTICIPANTS in audiences(person, text.edition) or facilitates(person, text)


@rules.predicate
def is_delegate(person: Viewer, subject: Any) -> bool:
    return seat(person, text_of(subject).edition) is not None


@rules.predicate
def decides(person: Viewer, subject: Any) -> bool:
    """Sits in the delegation of a State: observers speak and propose, and break no consensus."""
    return bool(is_of_a_state(person, text_of(subject).edition))


@rules.predicate
def may_see(person: Viewer, alternative: Alternative) -> bool:
    """A draft is for the delegation that wrote it and those that it is shared with."""
    own = seat(person, alternative.paragraph.text.edition)
    if own is None or alternative.state != Alternative.State.DRAFT:
        return own is not None
    shared = alternative.shared_with.filter(pk=own.delegation_id).exists()
    return own.delegation_id == alternative.proposer_id or shared


@rules.predicate
def is_own_draft(person: Viewer, alternative: Alternative) -> bool:
    own = seat(person, alternative.paragraph.text.edition)
    drafted = alternative.state == Alternative.State.DRAFT
    return drafted and own is not None and own.delegation_id == alternative.proposer_id


@rules.predicate
def is_on_the_table(_person: Viewer, alternative: Alternative) -> bool:
    return alternative.state != Alternative.State.DRAFT


@rules.predicate
def may_translate(person: Viewer, subject: Any) -> bool:
    translators = {Membership.Role.SECRETARIAT, Membership.Role.INTERPRETER}
    return bool(translators & roles(person, text_of(subject).edition))


def presides(person: Viewer, text: NegotiatingText) -> bool:
    """The chair; and a vice-chair in the chair of a meeting that has the text's item on its agenda."""
    held = roles(person, text.edition)
    if Membership.Role.CHAIR in held:
        return True
    return Membership.Role.VICE_CHAIR in held and is_in_chair_for(person, text.item)


@rules.predicate
def is_chair(person: Viewer, subject: Any) -> bool:
    return presides(person, text_of(subject))


@rules.predicate
def is_own_linkage(person: Viewer, linkage: Linkage) -> bool:
    own = seat(person, linkage.condition.paragraph.text.edition)
    return own is not None and own.delegation_id == linkage.delegation_id


@rules.predicate
def is_facilitator(person: Viewer, subject: Any) -> bool:
    text = text_of(subject)
    return facilitates(person, text) or presides(person, text)


@rules.predicate
def hands_over(person: Viewer, subject: NegotiatingText | CoFacilitator) -> bool:
    """The facilitator; who presides; and the secretariat, so that no text waits for somebody who has gone."""
    text = subject.text if isinstance(subject, CoFacilitator) else subject
    if text.facilitator_id == person.pk and facilitates(person, text):
        return True
    return presides(person, text) or Membership.Role.SECRETARIAT in roles(person, text.edition)


PERMISSIONS = {
    "texts.browse": rules.always_true,
    "texts.issue": holds(Membership.Role.SECRETARIAT, Membership.Role.CHAIR, Membership.Role.FACILITATOR),
    "texts.read": may_read,
    "texts.decide": decides,
    "texts.propose": is_delegate,
    "texts.propose_on": may_see,
    "texts.own_draft": is_own_draft,
    "texts.own_linkage": is_own_linkage,
    "texts.facilitate": is_facilitator,
    "texts.hand_over": hands_over,
    "texts.translate": may_translate,
    "texts.translate_one": may_translate & is_on_the_table,
    "texts.take_part": is_delegate | is_facilitator,
    "texts.preside": is_chair,
    "texts.preside_on": is_chair & is_on_the_table,
    "texts.take_in": is_facilitator & is_on_the_table,
}
