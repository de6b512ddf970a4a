from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "nadwa.press"
    label = "press"
