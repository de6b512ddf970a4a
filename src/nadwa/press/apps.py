from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "nadwa.press"
    label = "press"

    def ready(self) -> None:
        from nadwa.press import commands, retention, rules  # noqa: F401
