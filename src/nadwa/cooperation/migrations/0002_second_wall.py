"""Messages between two delegations, and commitments that are drafts, behind the second wall."""

from django.db import migrations

FORWARDS = """
create function nadwa_partnerships() returns setof bigint stable security definer
  set search_path = public, pg_temp language sql as $$
  select commitment_id from cooperation_partner where delegation_id in (select nadwa_own_delegations())
$$;

alter table cooperation_commitment enable row level security;
create policy own on cooperation_commitment to nadwa_pages using (
  lead_id in (select nadwa_own_delegations())
  or id in (select nadwa_partnerships())
  or edition_id in (select nadwa_editions_served('secretariat', 'host'))
);
create policy seen on cooperation_commitment for select to nadwa_pages using (state <> 'draft');

alter table cooperation_partner enable row level security;
create policy own on cooperation_partner to nadwa_pages using (
  delegation_id in (select nadwa_own_delegations())
  or commitment_id in (
    select id from cooperation_commitment
      where lead_id in (select nadwa_own_delegations())
      or edition_id in (select nadwa_editions_served('secretariat', 'host'))
  )
);
create policy seen on cooperation_partner for select to nadwa_pages using (
  commitment_id in (select id from cooperation_commitment)
);

alter table cooperation_message enable row level security;
create policy seen on cooperation_message to nadwa_pages using (
  counterpart_id in (select nadwa_own_delegations())
  or entry_id in (select id from cooperation_entry where delegation_id in (select nadwa_own_delegations()))
);
"""
BACKWARDS = """
drop policy seen on cooperation_message;
alter table cooperation_message disable row level security;
drop policy seen on cooperation_partner;
drop policy own on cooperation_partner;
alter table cooperation_partner disable row level security;
drop policy seen on cooperation_commitment;
drop policy own on cooperation_commitment;
alter table cooperation_commitment disable row level security;
drop function nadwa_partnerships();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0001_cooperation"), ("delegations", "0004_second_wall")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
