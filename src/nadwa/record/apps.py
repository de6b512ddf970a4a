from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "nadwa.record"
    label = "record"

    def ready(self) -> None:
        from nadwa.record import commands, rules  # noqa: F401
