from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "nadwa.exchange"
    label = "exchange"
