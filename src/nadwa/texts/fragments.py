"""What the page of a text shows live: each paragraph, rendered alike for the page and for the stream.

A paragraph is rendered once for each of its versions and languages, however many read it.
"""

from contextlib import suppress

from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from nadwa.live.channels import Channel
from nadwa.texts import queries
from nadwa.texts.commands.acting import topic
from nadwa.texts.models import NegotiatingText, Paragraph

Outline = list[tuple[Paragraph, str]]


def text_fragments(text: NegotiatingText) -> dict[str, str]:
    """`state`, the tabled `package`, `added` (paragraphs only proposed), and `p1`, `p2` … for the others in order."""
    outline = queries.outline(text)
    standing = [(row, label) for row, label in outline if row.state != Paragraph.State.PROPOSED]
    proposed = [row.number for row, _ in outline if row.state == Paragraph.State.PROPOSED]
    counts = {
        "paragraphs": len(standing),
        "agreed": sum(row.state == Paragraph.State.AGREED for row, _ in standing),
        "proposals": queries.proposals(text),
    }
    added = queries.places(text, proposed) if proposed else []
    package, chosen = queries.tabled_package(text) or (None, [])
    context = {"text": text, "edition": text.edition, "added": added, "counts": counts}
    context |= {"package": package, "chosen": chosen}
    found: dict[str, str] = {
        name: render_to_string(f"texts/fragments/{name}.html", context) for name in ("state", "package", "added")
    }
    return found | _paragraphs(text, standing)


def decision_fragments(text: NegotiatingText) -> dict[str, str]:
    """`decisions`: what was put to a decision and how it stands, with the ballots of votes."""
    context = {"text": text, "edition": text.edition, "decisions": queries.decisions(text)}
    return {"decisions": render_to_string("texts/fragments/decisions.html", context)}


def warm() -> None:
    """Render the texts under negotiation once in each language, so that no reader waits for it."""
    try:
        with suppress(OperationalError):  # the database stops before this ends: so does who would read
            for text in NegotiatingText.objects.exclude(state=NegotiatingText.State.ADOPTED).select_related("edition"):
                for language, _name in settings.LANGUAGES:
                    with override(language):
                        text_fragments(text)
    finally:
        connection.close()


def _paragraphs(text: NegotiatingText, standing: Outline) -> dict[str, str]:
    """One fragment a paragraph, in their order."""
    noted = queries.marks(standing)
    keys = {
        row.number: f"{row.pk}.{row.version}.{get_language()}.{label.replace(' ', '')}.{noted.get(row.number, '')!a}"
        for row, label in standing
    }
    known = caches["fragments"].get_many(keys.values())
    lacking = [number for number, key in keys.items() if key not in known]
    if lacking:
        fresh = {keys[place.paragraph.number]: _rendered(text, place) for place in queries.places(text, lacking)}
        caches["fragments"].set_many(fresh)
        known |= fresh
    return {f"p{number}": known.get(key, "") for number, key in keys.items()}


def _rendered(text: NegotiatingText, place: queries.Place) -> str:
    return render_to_string("texts/fragments/paragraph.html", {"place": place, "text": text, "edition": text.edition})


def _text(key: str) -> NegotiatingText | None:
    return NegotiatingText.objects.select_related("edition").filter(pk=key).first() if key.isdigit() else None


def _topic(key: str) -> str:
    return topic(NegotiatingText(pk=int(key)))


CHANNELS = (
    Channel("texts.text", "texts.read", _text, _topic, text_fragments),
    Channel("texts.decision", "texts.read", _text, _topic, decision_fragments),
)
