"""The role of the pages (nadwa/wall.py): it finds and adds acts, and can neither change nor sign anything.

Of acts in a delegation's own log it finds those of the person who asks.
"""

from typing import Any

from django.db import migrations

from nadwa.postgres import make_role_of_pages

GRANTS = """
grant select, insert, update, delete on all tables in schema public to nadwa_pages;
grant usage on all sequences in schema public to nadwa_pages;
alter default privileges in schema public grant select, insert, update, delete on tables to nadwa_pages;
alter default privileges in schema public grant usage on sequences to nadwa_pages;
revoke update, delete on record_act from nadwa_pages;
revoke insert, update, delete on record_checkpoint, record_signingkey from nadwa_pages;
revoke insert, update, delete on django_migrations from nadwa_pages;

create function nadwa_viewer() returns bigint stable language sql as $$
  select nullif(current_setting('nadwa.person', true), '')::bigint
$$;

alter table record_act enable row level security;
create policy added on record_act for insert to nadwa_pages with check (true);
create policy seen on record_act for select to nadwa_pages using (
  person_id = nadwa_viewer()
  or exists (select from record_log where record_log.id = log_id and audience not like 'delegation:%')
);
"""
WITHDRAWN = """
drop policy seen on record_act;
drop policy added on record_act;
alter table record_act disable row level security;
drop function nadwa_viewer();
alter default privileges in schema public revoke all on sequences from nadwa_pages;
alter default privileges in schema public revoke all on tables from nadwa_pages;
revoke all on all sequences in schema public from nadwa_pages;
revoke all on all tables in schema public from nadwa_pages;
"""


def make_role(_apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        make_role_of_pages(cursor)


class Migration(migrations.Migration):
    dependencies = [("record", "0003_signing_keys")]
    operations = [
        migrations.RunPython(make_role, migrations.RunPython.noop),
        migrations.RunSQL([(GRANTS, None)], [(WITHDRAWN, None)]),
    ]
