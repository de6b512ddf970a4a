"""What waits for approval may be a draft commitment or an application: only hosts and secretariat find it."""

from django.db import migrations

FORWARDS = """
alter table editions_proposal enable row level security;
create policy seen on editions_proposal to nadwa_pages using (
  edition_id in (select nadwa_editions_served('secretariat', 'host'))
);
"""
BACKWARDS = """
drop policy seen on editions_proposal;
alter table editions_proposal disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("delegations", "0005_recovery"), ("editions", "0005_proposals_keep_what_is_approved")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
