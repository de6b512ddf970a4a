from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nadwa.accounts"
    label = "accounts"

    def ready(self) -> None:
        from nadwa.accounts import noting

        noting.listen()
