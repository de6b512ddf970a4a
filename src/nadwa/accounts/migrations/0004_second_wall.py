"""Second factors, and where somebody is signed in, are found by that person; whoever signs in is not yet anybody."""

from django.db import migrations

TABLES = ("mfa_authenticator", "usersessions_usersession")
FORWARDS = """
alter table {table} enable row level security;
create policy seen on {table} to nadwa_pages using (user_id = nadwa_viewer());
"""
BACKWARDS = """
drop policy seen on {table};
alter table {table} disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_remembered"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("record", "0004_second_wall"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL([(FORWARDS.format(table=table), None)], [(BACKWARDS.format(table=table), None)])
        for table in TABLES
    ]
