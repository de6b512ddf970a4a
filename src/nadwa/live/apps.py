from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "nadwa.live"
    label = "live"
