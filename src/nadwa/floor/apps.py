from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "nadwa.floor"
    label = "floor"

    def ready(self) -> None:
        from nadwa.floor import commands, fragments, rules  # noqa: F401
