from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "nadwa.floor"
    label = "floor"

    def ready(self) -> None:
        from nadwa.floor import commands, fragments, rules  # noqa: F401
        from nadwa.floor.sentences import SENTENCES
        from nadwa.record import sentences

        sentences.bring(SENTENCES)
