from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "nadwa.editions"
    label = "editions"

    def ready(self) -> None:
        from nadwa.editions import capacities, commands, rules  # noqa: F401
