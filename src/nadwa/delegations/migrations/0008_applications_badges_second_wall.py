"""Applications of organisations are for the officers, and on the list for who takes part; badges for who wears them."""

from django.db import migrations

FORWARDS = """
create function nadwa_editions_inside() returns setof bigint stable language sql as $$
  select edition_id from delegations_delegation where id in (select nadwa_own_delegations())
  union select nadwa_editions_served('chair', 'host', 'secretariat', 'interpreter')
$$;

alter table delegations_application enable row level security;
create policy seen on delegations_application to nadwa_pages using (
  edition_id in (select nadwa_editions_served('secretariat', 'host'))
);
create policy listed on delegations_application for select to nadwa_pages using (
  window_until is not null and edition_id in (
    select d.edition_id from delegations_delegation d join delegations_body b on b.id = d.body_id
      where b.kind = 'state' and d.id in (select nadwa_own_delegations())
  )
);

alter table delegations_badge enable row level security;
create policy seen on delegations_badge for select to nadwa_pages using (
  person_id = nadwa_viewer() or edition_id in (select nadwa_editions_served('secretariat', 'host', 'usher'))
);
"""
BACKWARDS = """
drop policy seen on delegations_badge;
alter table delegations_badge disable row level security;
drop policy listed on delegations_application;
drop policy seen on delegations_application;
alter table delegations_application disable row level security;
drop function nadwa_editions_inside();
"""


class Migration(migrations.Migration):
    dependencies = [("delegations", "0007_offers")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
