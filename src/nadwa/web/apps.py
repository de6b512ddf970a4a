from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "nadwa.web"
    label = "web"
