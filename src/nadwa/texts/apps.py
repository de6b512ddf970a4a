from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "nadwa.texts"
    label = "texts"
