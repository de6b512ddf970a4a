from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "nadwa.floor"
    label = "floor"

    def ready(self) -> None:
        from django.db.models import SlugField

        from nadwa.floor.queries import AnyOf

        SlugField.register_lookup(AnyOf)
