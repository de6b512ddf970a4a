from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "nadwa.texts"
    label = "texts"

    def ready(self) -> None:
        from nadwa.texts import commands, fragments, questions, rules  # noqa: F401
