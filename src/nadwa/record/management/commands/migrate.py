from typing import Any

from django.core.management.commands import migrate

from nadwa import tables


class Command(migrate.Command):
    """Django's own, which finds all tables there already where a database is new."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] == "default" and not options["app_label"]:
            tables.lay()
        super().handle(*args, **options)
