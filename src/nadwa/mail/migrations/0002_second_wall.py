"""A mail is found by whom it goes to, and by the secretariat of its edition: it may hold a link that lets somebody in."""

from django.db import migrations

FORWARDS = """
alter table mail_mail enable row level security;
create policy seen on mail_mail for select to nadwa_pages using (
  edition in (select slug from editions_edition where id in (select nadwa_editions_served('secretariat')))
  or "to" <> '' and "to" = (select email from accounts_person where id = nadwa_viewer())
);
"""
BACKWARDS = """
drop policy seen on mail_mail;
alter table mail_mail disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("delegations", "0004_second_wall"), ("mail", "0001_outbox")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
