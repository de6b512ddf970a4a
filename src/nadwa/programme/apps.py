from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "nadwa.programme"
    label = "programme"
