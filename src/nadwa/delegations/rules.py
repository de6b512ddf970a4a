"""Who belongs to a delegation, and who may arrange what for it."""

from typing import Any

import rules

from nadwa.accounts.models import Viewer
from nadwa.delegations import queries
from nadwa.delegations.audiences import Audience, audiences
from nadwa.delegations.models import Body, Credentials, Delegate, Delegation, Invitation, Offer
from nadwa.delegations.queries import seat
from nadwa.editions.models import Edition, Membership
from nadwa.editions.queries import roles
from nadwa.editions.rules import holds


@rules.predicate
def is_delegate(person: Viewer, subject: Any) -> bool:
    return seat(person, _edition(subject)) is not None


def belongs_to(audience: Audience) -> Any:
    """Predicate: a function of the person at the edition is let in (audiences.py)."""

    @rules.predicate
    def predicate(person: Viewer, subject: Any) -> bool:
        return audience in audiences(person, _edition(subject))

    return predicate


@rules.predicate
def represents(person: Viewer, subject: Any) -> bool:
    """Is a focal point of some body at the edition."""
    return queries.focal_point(person, _edition(subject)) is not None


@rules.predicate
def is_focal_point(person: Viewer, subject: Invitation | Delegation | Credentials) -> bool:
    """Is a focal point of the very body."""
    delegation = subject.delegation if isinstance(subject, Credentials) else subject
    point = queries.focal_point(person, delegation.edition)
    return point is not None and point.body_id == delegation.body_id


@rules.predicate
def sits_in(person: Viewer, subject: Delegation) -> bool:
    own = seat(person, subject.edition)
    return own is not None and own.delegation_id == subject.pk


@rules.predicate
def arranges_seat(person: Viewer, delegate: Delegate | Offer) -> bool:
    delegation = delegate.delegation
    return is_focal_point(person, delegation) or Membership.Role.SECRETARIAT in roles(person, delegation.edition)


@rules.predicate
def is_asked(person: Viewer, offer: Offer) -> bool:
    return bool(person.is_authenticated) and offer.person_id == person.pk


@rules.predicate
def is_own_seat(person: Viewer, delegate: Delegate) -> bool:
    return bool(person.is_authenticated) and delegate.person_id == person.pk


@rules.predicate
def is_secretariat_of(person: Viewer, credentials: Credentials) -> bool:
    return Membership.Role.SECRETARIAT in roles(person, credentials.delegation.edition)


def _edition(subject: Any) -> Edition:
    return subject if isinstance(subject, Edition) else subject.edition


@rules.predicate
def is_of_a_state(person: Viewer, subject: Any) -> bool:
    own = seat(person, _edition(subject))
    return own is not None and own.delegation.body.kind == Body.Kind.STATE


secretariat = holds(Membership.Role.SECRETARIAT)


PERMISSIONS = {
    "editions.see_unannounced": belongs_to(Audience.EDITION),
    "delegations.view": rules.always_true,
    "delegations.have_own": is_delegate | represents,
    "delegations.see_invitations": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "delegations.invite": secretariat,
    "delegations.see_invitation": is_focal_point | holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "delegations.answer": is_focal_point,
    "delegations.see": is_focal_point | sits_in | secretariat,
    "delegations.register": is_focal_point | secretariat,
    "delegations.arrange_seat": arranges_seat,
    "delegations.see_offers": rules.is_authenticated,
    "delegations.answer_offer": is_asked,
    "delegations.get_visa_letter": arranges_seat | is_own_seat,
    "delegations.submit_credentials": is_focal_point,
    "delegations.read_letter": is_focal_point | is_secretariat_of,
    "delegations.verify": secretariat,
    "delegations.apply": rules.always_true,
    "delegations.see_applications": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "delegations.evaluate": secretariat,
    "delegations.see_list": is_of_a_state | holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "delegations.object": is_of_a_state,
    "delegations.issue_badges": secretariat,
    "delegations.recover": holds(Membership.Role.HOST, Membership.Role.SECRETARIAT),
    "delegations.stop_recovery": rules.always_true,  # whoever has the link
}
