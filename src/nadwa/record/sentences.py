"""What is said of an act to whoever performed it."""

from collections.abc import Callable, Mapping

from nadwa.acts import label
from nadwa.acts.facts import Facts
from nadwa.record.models import Act

Sentence = Callable[[Act], str]

_sentences: dict[str, Sentence] = {}


def bring(sentences: Mapping[type[Facts], Sentence]) -> None:
    """Sentences that say of an act who did what, where its name alone says too little."""
    _sentences.update({kind.KIND.name: sentence for kind, sentence in sentences.items()})


def said(act: Act) -> str:
    """What has been done, as it is said to whoever did it."""
    sentence = _sentences.get(act.kind)
    return sentence(act) if sentence else f"{label(act.kind)}."
