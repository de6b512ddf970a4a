from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "nadwa.delegations"
    label = "delegations"

    def ready(self) -> None:
        from nadwa.delegations import capacities, commands, retention, rules  # noqa: F401
