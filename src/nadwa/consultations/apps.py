from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "nadwa.consultations"
    label = "consultations"

    def ready(self) -> None:
        from nadwa.consultations import commands, rules  # noqa: F401
