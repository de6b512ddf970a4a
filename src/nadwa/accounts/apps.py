from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nadwa.accounts"
    label = "accounts"
