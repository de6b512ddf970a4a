from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "nadwa.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from nadwa.cooperation import commands, rules  # noqa: F401
