"""What the page of a text shows live: each paragraph, rendered alike for the page and for the stream."""

from django.template.loader import render_to_string

from nadwa.live import channels
from nadwa.live.channels import Channel
from nadwa.texts import queries
from nadwa.texts.commands.acting import topic
from nadwa.texts.models import NegotiatingText, Paragraph
from nadwa.texts.queries import Place


def text_fragments(text: NegotiatingText) -> dict[str, str]:
    return rendered(text, queries.places(text))


def rendered(text: NegotiatingText, places: list[Place]) -> dict[str, str]:
    """`state`, `added` (paragraphs that are only proposed) and one fragment for each paragraph of the text."""
    added = [place for place in places if place.paragraph.state == Paragraph.State.PROPOSED]
    context = {"text": text, "edition": text.edition, "added": added, "counts": _counts(places)}
    found: dict[str, str] = {
        name: render_to_string(f"texts/fragments/{name}.html", context) for name in ("state", "added")
    }
    for place in places:
        if place not in added:
            found[f"p{place.paragraph.number}"] = render_to_string(
                "texts/fragments/paragraph.html", {"place": place, "text": text, "edition": text.edition}
            )
    return found


def _counts(places: list[Place]) -> dict[str, int]:
    return {
        "paragraphs": sum(place.current is not None for place in places),
        "agreed": sum(not place.is_open for place in places),
        "proposals": sum(len(place.proposals) for place in places),
    }


def _text(key: str) -> NegotiatingText | None:
    return NegotiatingText.objects.select_related("edition").filter(pk=key).first() if key.isdigit() else None


channels.register(
    Channel(
        name="texts.text",
        rule="texts.read",
        find=_text,
        topic=lambda key: topic(NegotiatingText(pk=int(key))),
        render=text_fragments,
    )
)
