"""Who facilitates a text: handed over to another, and joined by others. Nothing belongs to a person for ever."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from nadwa import clock
from nadwa.accounts.models import Person
from nadwa.acts import texts as acts
from nadwa.acts.by import By
from nadwa.acts.facts import Audience
from nadwa.editions.capacities import Chair, InTheChair, Secretary
from nadwa.live.channels import person_topic
from nadwa.mail import outbox
from nadwa.record.acts import Refused, command, commitment, log_for
from nadwa.record.models import Act
from nadwa.texts.capacities import Facilitator
from nadwa.texts.commands.acting import lock, recorded
from nadwa.texts.models import CoFacilitator, NegotiatingText
from nadwa.texts.queries.facilitators import could_facilitate
from nadwa.web.addresses import address
from nadwa.web.languages import plain


@command
def hand_over(by: Facilitator | Chair | Secretary, text: NegotiatingText, person: Person) -> Act:
    """Let somebody else facilitate a text: an officer, or a delegate. Who did so until now does no more."""
    text = _lasting(text)
    _require_part(text, person)
    if isinstance(by, InTheChair) and by.person == person:
        raise Refused(_("Who is in the chair for a while does not keep the text. Hand it to somebody else."))
    before = text.facilitator
    if before == person:
        raise Refused(_("This person facilitates the text already."))
    text.co_facilitators.filter(person=person).delete()
    text.facilitator = person
    text.save(update_fields=["facilitator"])
    _tell(text, person)
    return _noted(acts.HandedOver, text, person, by, before)


@command
def name_co_facilitator(by: Facilitator | Chair | Secretary, text: NegotiatingText, person: Person) -> Act:
    """Let somebody facilitate a text with its facilitator."""
    text = _lasting(text)
    _require_part(text, person)
    if text.facilitator == person or text.co_facilitators.filter(person=person).exists():
        raise Refused(_("This person facilitates the text already."))
    CoFacilitator.objects.create(text=text, person=person, since=clock.now())
    _tell(text, person)
    return _noted(acts.CoFacilitatorNamed, text, person, by)


@command
def end_co_facilitator(by: Facilitator | Chair | Secretary, co_facilitator: CoFacilitator) -> Act:
    text = lock(co_facilitator.text)
    ended, _of_each = CoFacilitator.objects.filter(pk=co_facilitator.pk).delete()
    if not ended:
        raise Refused(_("This person facilitates the text no more."))
    return _noted(acts.CoFacilitatorEnded, text, co_facilitator.person, by)


def _lasting(text: NegotiatingText) -> NegotiatingText:
    text = lock(text)
    if text.state == NegotiatingText.State.ADOPTED:
        raise Refused(_("The text has been adopted."))
    return text


def _require_part(text: NegotiatingText, person: Person) -> None:
    if not could_facilitate(text.edition).filter(pk=person.pk).exists():
        raise Refused(_("Only officers and delegates of the edition facilitate its texts. Appoint this person first."))


def _noted(
    done: type[acts.OfFacilitators], text: NegotiatingText, person: Person, by: By, before: Person | None = None
) -> Act:
    log = log_for(text.edition.slug, Audience.of(public=text.public))
    topics = [person_topic(one.pk) for one in (person, before) if one]
    return recorded(done(text=text.slug, whose=commitment(log, person)), text, by, topics)


def _tell(text: NegotiatingText, person: Person) -> None:
    if not person.email:
        return
    with override(person.language):
        subject = gettext("You facilitate %(symbol)s") % {"symbol": text.symbol}
        body = gettext(
            "%(name)s,\n\nyou facilitate from now on the text %(symbol)s, %(title)s:\n\n%(link)s\n\nIf you cannot, hand"
            " it over there, or tell the secretariat.\n"
        ) % {
            "name": person.name,
            "symbol": text.symbol,
            "title": plain(text.title),
            "link": address("facilitators", text.edition.slug, text.slug),
        }
        outbox.post(text.edition.slug, f"text:{text.pk}", person.email, person.language, subject, body)
