from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "nadwa.editions"
    label = "editions"
