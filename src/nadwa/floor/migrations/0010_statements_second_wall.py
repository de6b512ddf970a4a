"""The text of a statement: its delegation's, and of those who interpret; delivered, of those who could hear it."""

from django.db import migrations

FORWARDS = """
alter table floor_statement enable row level security;
create policy seen on floor_statement to nadwa_pages using (
  delegation_id in (select nadwa_own_delegations())
);
create policy prepared on floor_statement for select to nadwa_pages using (
  item_id in (
    select id from programme_agendaitem where edition_id in (select nadwa_editions_served('secretariat', 'interpreter'))
  )
);
create policy delivered on floor_statement for select to nadwa_pages using (
  public or released_at is not null and item_id in (
    select id from programme_agendaitem where edition_id in (select nadwa_editions_inside())
  )
);
create policy embargoed on floor_statement for select to nadwa_pages using (
  for_press and released_at is null and item_id in (
    select id from programme_agendaitem where edition_id in (select nadwa_editions_served('press'))
  )
);
"""
BACKWARDS = """
drop policy embargoed on floor_statement;
drop policy delivered on floor_statement;
drop policy prepared on floor_statement;
drop policy seen on floor_statement;
alter table floor_statement disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0008_applications_badges_second_wall"),
        ("floor", "0009_statements_keep_for_whom_they_were_filed"),
        ("programme", "0004_documents"),
    ]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
