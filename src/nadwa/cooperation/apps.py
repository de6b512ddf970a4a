from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "nadwa.cooperation"
    label = "cooperation"
