from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "nadwa.mail"
    label = "mail"
