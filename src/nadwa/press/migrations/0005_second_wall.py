"""Releases in draft are of those who write them, under embargo of the press too; journalists' applications of officers.

The embargo ends by the clock that the platform asks for the time (nadwa/wall.py).
"""

from django.db import migrations

FORWARDS = """
create function nadwa_now() returns timestamptz stable language sql as $$
  select coalesce(nullif(current_setting('nadwa.now', true), '')::timestamptz, statement_timestamp())
$$;

alter table press_release enable row level security;
create policy seen on press_release to nadwa_pages using (
  edition_id in (select nadwa_editions_served('host', 'secretariat', 'spokesperson'))
);
create policy embargoed on press_release for select to nadwa_pages using (
  issued_at is not null and edition_id in (select nadwa_editions_served('press'))
);
create policy published on press_release for select to nadwa_pages using (
  issued_at is not null and (embargo_until is null or embargo_until <= nadwa_now())
);

alter table press_mediaapplication enable row level security;
create policy seen on press_mediaapplication to nadwa_pages using (
  edition_id in (select nadwa_editions_served('secretariat', 'spokesperson'))
);
"""
BACKWARDS = """
drop policy seen on press_mediaapplication;
alter table press_mediaapplication disable row level security;
drop policy published on press_release;
drop policy embargoed on press_release;
drop policy seen on press_release;
alter table press_release disable row level security;
drop function nadwa_now();
"""


class Migration(migrations.Migration):
    dependencies = [("delegations", "0004_second_wall"), ("press", "0004_announced_before")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
