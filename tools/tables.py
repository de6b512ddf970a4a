"""Write src/nadwa/tables.sql anew, by all migrations on an empty database: .venv/bin/python tools/tables.py"""

import os
import tempfile
from pathlib import Path

from nadwa import keeper, postgres

with tempfile.TemporaryDirectory(prefix="nadwa-") as place:
    Path(place).chmod(0o755)
    address = postgres.start(Path(place) / "postgres")
    os.environ |= {"DATABASE_URL": address, "NADWA_VAR": place, "NADWA_SECRET_KEY": "tables"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "nadwa.settings"

    import django

    django.setup()

    from django.core.management import call_command
    from django.core.management.commands.migrate import Command
    from django.db import connection

    from nadwa import tables

    call_command(Command(), verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(tables.APPLIED)
        applied = cursor.fetchall()
    connection.close()
    tables.write(address, applied)
    print(f"{tables.FILE}: {len(applied)} migrations")
    keeper.leave(Path(place) / "postgres")
