from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "nadwa.exchange"
    label = "exchange"

    def ready(self) -> None:
        from nadwa.exchange import commands, rules  # noqa: F401
