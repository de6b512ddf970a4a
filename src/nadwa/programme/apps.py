from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "nadwa.programme"
    label = "programme"

    def ready(self) -> None:
        from nadwa.programme import commands, rules  # noqa: F401
