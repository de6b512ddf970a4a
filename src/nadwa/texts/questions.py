"""What a text puts before a meeting (floor/questions.py): the question whether it is adopted, and votes on it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from nadwa.floor.models import Sitting
from nadwa.floor.questions import UnderConsideration
from nadwa.texts.models import Decision
from nadwa.web.languages import plain


def before(sitting: Sitting) -> list[UnderConsideration]:
    running = Decision.objects.filter(sitting=sitting, state=Decision.State.RUNNING)
    return [_question(decision) for decision in running.select_related("text__edition")]


def _question(decision: Decision) -> UnderConsideration:
    text = decision.text
    named = {"what": decision.get_kind_display(), "text": plain(text.title)}
    address = reverse("decision", args=[text.edition.slug, text.slug])
    return UnderConsideration(_("Decision on a text: %(what)s, %(text)s") % named, address)
