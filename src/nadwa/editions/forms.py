from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nadwa.editions.models import Edition, Host, Task
from nadwa.web.forms import Day, Form, Named
from nadwa.web.languages import Content, plain, reworded, written


class TaskForm(Form):
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Task.Kind.choices)
    owner = Named(Host.objects.none(), label=_("Which host sees to it"))
    due = Day(label=_("Due"))
    dollars = forms.IntegerField(
        label=_("US dollars, for a budget line"), min_value=0, max_value=2_000_000_000, required=False
    )

    def __init__(self, *args: Any, edition: Edition, known_title: Content | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_title = known_title
        self.fields["owner"].queryset = edition.hosts.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("dollars") is not None and given.get("kind") != Task.Kind.BUDGET:
            self.add_error("dollars", _("Only a budget line has an amount."))
        if "title" in given:
            given["title"] = self._in_all_versions(given["title"])
        return given

    def _in_all_versions(self, title: str) -> Content:
        language = get_language() or "en"
        return reworded(self.known_title, language, title) if self.known_title else written(language, title)


def filled_from(task: Task) -> dict[str, Any]:
    """A task as the form shows it."""
    facts = {name: getattr(task, name) for name in ("kind", "owner", "due", "dollars")}
    return {"title": plain(task.title), **facts}
