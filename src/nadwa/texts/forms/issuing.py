"""A zero draft, pasted or as a document; a text issued anew."""

import codecs
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nadwa import characters
from nadwa.editions.models import Edition
from nadwa.programme.forms import numbered
from nadwa.programme.models import AgendaItem
from nadwa.texts.forms.wording import LONGEST, lines_of
from nadwa.texts.models import IssuedText, Paragraph
from nadwa.texts.reading import akoma_ntoso, word
from nadwa.texts.reading.drafts import Draft, draft_of
from nadwa.texts.reading.word import MOST_BYTES
from nadwa.web.forms import Form, Named
from nadwa.web.languages import written
from nadwa.web.names import OF_TEXTS, PlainName
from nadwa.web.reading import apart
from nadwa.web.tables import BadUpload


class NewTextForm(Form):
    """What every new text has."""

    title = forms.CharField(label=_("Title"), max_length=300)
    slug = PlainName(label=_("Name in addresses"), taken=OF_TEXTS)
    item = Named(AgendaItem.objects.none(), named=numbered, label=_("Agenda item"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    public = forms.BooleanField(label=_("Everybody may read it, not participants only"), required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = edition.agenda.all()  # type: ignore[attr-defined]


class IssueDocumentForm(NewTextForm):
    """A zero draft as a Word document or as Akoma Ntoso."""

    file = forms.FileField(
        label=_("Word document or Akoma Ntoso"),
        widget=forms.FileInput(attrs={"accept": ".docx,.xml,.akn"}),
        help_text=_(
            "Of a Word document, tracked changes and brackets with names become proposals, comments become notes."
        ),
    )
    field_order = ["file", "title", "slug", "item", "language", "public"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        file = given.pop("file")
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        try:
            draft = characters.all_normal(_draft(file.read()))
        except BadUpload as bad:
            raise forms.ValidationError(bad.errors) from bad
        except characters.Unwritable as bad:
            raise forms.ValidationError(str(bad)) from bad
        return {**given, "draft": draft, "title": written(given["language"], given["title"])}


def _draft(content: bytes) -> Draft:
    in_xml = content.lstrip(codecs.BOM_UTF8 + b" \r\n\t").startswith(b"<")
    return draft_of(apart(akoma_ntoso.read if in_xml else word.read, content))


class IssueForm(NewTextForm):
    """A zero draft, pasted: one paragraph a line."""

    preamble = forms.CharField(
        label=_("Preambular paragraphs"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line."),
    )
    operative = forms.CharField(
        label=_("Operative paragraphs"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One a line; a line that begins with a dash is a subparagraph, with # a heading, with * a footnote."
        ),
    )
    field_order = ["title", "slug", "item", "language", "preamble", "operative", "public"]

    def clean(self) -> dict[str, Any]:
        """What the command takes: title and paragraphs as content in the language they were written in."""
        given = super().clean() or {}
        if self.errors:
            return given
        language, kinds = given.pop("language"), Paragraph.Kind
        marks = {"-": kinds.SUBPARAGRAPH, "–": kinds.SUBPARAGRAPH, "#": kinds.HEADING, "*": kinds.FOOTNOTE}
        paragraphs = [(kinds.PREAMBULAR, line) for line in lines_of(given.pop("preamble"))]
        for line in lines_of(given.pop("operative")):
            kind = marks.get(line[0])
            paragraphs.append((kind or kinds.OPERATIVE, line[1:].strip() if kind else line))
        if too_long := next((line for _kind, line in paragraphs if not 0 < len(line) <= LONGEST), None):
            raise forms.ValidationError(_("A paragraph has from 1 to 4000 characters: “%s …”") % too_long[:40])
        given["title"] = written(language, given["title"])
        return {**given, "zero_draft": [(kind, written(language, line)) for kind, line in paragraphs]}


class ReissueForm(Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=IssuedText.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For an addendum or a corrigendum: what it adds or corrects."),
    )
