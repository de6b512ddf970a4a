from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "nadwa.demo"
    label = "demo"
