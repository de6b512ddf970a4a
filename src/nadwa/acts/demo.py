"""The exercise."""

from django.utils.translation import gettext_lazy as _

from nadwa.acts.facts import PUBLIC, Facts, kind


@kind("demo.loaded", _("Exercise loaded"), PUBLIC)
class Loaded(Facts):
    edition: str


@kind("demo.exercise-started", _("Exercise started"), PUBLIC)
class ExerciseStarted(Facts):
    meeting: int | None = None
    text: str = ""
