from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "nadwa.record"
    label = "record"
