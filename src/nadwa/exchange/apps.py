from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "nadwa.exchange"
    label = "exchange"

    def ready(self) -> None:
        from nadwa.exchange import commands, retention, rules  # noqa: F401
