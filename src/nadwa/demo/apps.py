from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "nadwa.demo"
    label = "demo"

    def ready(self) -> None:
        from nadwa.demo import commands, rules  # noqa: F401
