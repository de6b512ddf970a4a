from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "nadwa.consultations"
    label = "consultations"
