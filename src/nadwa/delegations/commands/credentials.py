"""Credentials: handed in, verified by two officers, or refused; provisional admission."""

from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.acts import delegations as acts
from nadwa.acts.by import THE_CREDENTIALS
from nadwa.delegations import forms
from nadwa.delegations.capacities import FocalPoint
from nadwa.delegations.commands.acting import confided, lock, recorded
from nadwa.delegations.models import Credentials, Delegation, Verification
from nadwa.editions.capacities import Secretary
from nadwa.record.acts import Refused, command
from nadwa.record.models import Act
from nadwa.web.declaring import act
from nadwa.web.forms import Seen

OFFICERS = 2
ANOTHER_LETTER = _("The delegation has handed in another letter since you opened the page. Read that one first.")


@command
def submit_credentials(
    by: FocalPoint, delegation: Delegation, form: str, office: str, signatory: str, letter: bytes, media_type: str
) -> Act:
    """Hand in the letter, or another in its place while it is not accepted; verification begins anew."""
    delegation = lock(delegation)
    earlier = Credentials.objects.filter(delegation=delegation).first()
    if earlier and earlier.state == Credentials.State.ACCEPTED:
        raise Refused(_("The credentials of your delegation have been accepted."))
    if earlier:
        earlier.delete()
    credentials = Credentials.objects.create(
        delegation=delegation,
        form=form,
        office=office,
        signatory=signatory,
        letter=letter,
        media_type=media_type,
        sha256=sha256(letter).hexdigest(),
        submitted_at=clock.now(),
    )
    return confided(acts.CredentialsSubmitted(form=form, sha256=credentials.sha256), delegation, by)


@act("verify", _("Verify"), Seen, weighs=True)
def verify_credentials(by: Secretary, delegation: Delegation, seen: str) -> Act:
    """An officer finds the letter that was `seen` in order; with the second officer's finding the delegation is
    admitted."""
    delegation = lock(delegation)
    credentials = _waiting(delegation, seen)
    try:
        with transaction.atomic():
            Verification.objects.create(credentials=credentials, officer=by.person, at=clock.now())
    except IntegrityError as error:
        raise Refused(_("You have verified these credentials; a different officer has to verify them, too.")) from error
    slug = delegation.body.slug
    done = recorded(acts.CredentialsVerified(delegation=slug, sha256=credentials.sha256), delegation, by)
    if credentials.verifications.count() >= OFFICERS:
        credentials.state = Credentials.State.ACCEPTED
        credentials.save(update_fields=["state"])
        _admit(delegation, Delegation.Admission.FULL)
        recorded(acts.Admitted(delegation=slug, form=credentials.form), delegation, THE_CREDENTIALS)
    return done


@act("refuse", _("Refuse"), forms.RefuseCredentialsForm, weighs=True)
def refuse_credentials(by: Secretary, delegation: Delegation, reason: str, seen: str) -> Act:
    """Find the letter that was `seen` not in order; the delegation may hand in another."""
    delegation = lock(delegation)
    credentials = _waiting(delegation, seen)
    credentials.state, credentials.reason = Credentials.State.REFUSED, reason
    credentials.save(update_fields=["state", "reason"])
    return confided(acts.CredentialsRefused(sha256=credentials.sha256, reason=reason), delegation, by)


@act("admit", _("Admit provisionally"), weighs=True)
def admit_provisionally(by: Secretary, delegation: Delegation) -> Act:
    """Seat a delegation with the same rights as others until its credentials are decided on (rule 29)."""
    delegation = lock(delegation)
    if delegation.admission in Delegation.ADMITTED:
        raise Refused(_("This delegation is admitted already."))
    _admit(delegation, Delegation.Admission.PROVISIONAL)
    return recorded(acts.AdmittedProvisionally(delegation=delegation.body.slug), delegation, by)


def _waiting(delegation: Delegation, seen: str) -> Credentials:
    credentials = Credentials.objects.filter(delegation=delegation, state=Credentials.State.SUBMITTED).first()
    if credentials is None:
        raise Refused(_("No credentials of this delegation wait for verification."))
    if seen != credentials.digest():
        raise Refused(ANOTHER_LETTER)
    return credentials


def _admit(delegation: Delegation, admission: str) -> None:
    delegation.admission = admission
    delegation.save(update_fields=["admission"])
