"""Whose delegation somebody may look into, as the database sees it; needs and credentials behind the second wall."""

from django.db import migrations

FORWARDS = """
create function nadwa_own_delegations() returns setof bigint stable language sql as $$
  select delegation_id from delegations_delegate where person_id = nadwa_viewer()
$$;

create function nadwa_arranged_delegations() returns setof bigint stable language sql as $$
  select d.id from delegations_delegation d
    join delegations_focalpoint f on f.edition_id = d.edition_id and f.body_id = d.body_id
    where f.person_id = nadwa_viewer()
$$;

create function nadwa_editions_served(variadic roles text[]) returns setof bigint stable language sql as $$
  select edition_id from editions_membership where person_id = nadwa_viewer() and role = any(roles)
$$;

create function nadwa_delegations_looked_into() returns setof bigint stable language sql as $$
  select nadwa_own_delegations()
  union select nadwa_arranged_delegations()
  union select id from delegations_delegation where edition_id in (select nadwa_editions_served('secretariat', 'host'))
$$;

alter table delegations_needs enable row level security;
create policy seen on delegations_needs to nadwa_pages using (
  delegate_id in (
    select id from delegations_delegate where delegation_id in (select nadwa_delegations_looked_into())
  )
);

alter table delegations_credentials enable row level security;
create policy seen on delegations_credentials to nadwa_pages using (
  delegation_id in (select nadwa_delegations_looked_into())
);

alter table delegations_verification enable row level security;
create policy seen on delegations_verification to nadwa_pages using (
  credentials_id in (select id from delegations_credentials)
);
"""
BACKWARDS = """
drop policy seen on delegations_verification;
alter table delegations_verification disable row level security;
drop policy seen on delegations_credentials;
alter table delegations_credentials disable row level security;
drop policy seen on delegations_needs;
alter table delegations_needs disable row level security;
drop function nadwa_delegations_looked_into();
drop function nadwa_editions_served(text[]);
drop function nadwa_arranged_delegations();
drop function nadwa_own_delegations();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0003_accreditation_badges"),
        ("editions", "0004_moderator_usher"),
        ("record", "0004_second_wall"),
    ]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
