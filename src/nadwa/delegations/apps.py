from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "nadwa.delegations"
    label = "delegations"
