"""Drafts, positions and linkages behind the second wall.

What others shared with the viewer's delegation is found by functions that look at all rows: a policy of one table would
else ask that of the other, and so on without end.
"""

from django.db import migrations

FACILITATED = """
create function nadwa_facilitated_texts() returns setof bigint stable language sql as $$
  select id from texts_negotiatingtext
    where facilitator_id = nadwa_viewer() or edition_id in (select nadwa_editions_served('chair'))
$$;
"""

SHARED = """
create function nadwa_shared_{name}s() returns setof bigint stable security definer
  set search_path = public, pg_temp language sql as $$
  select {name}_id from texts_{name}_shared_with where delegation_id in (select nadwa_own_delegations())
$$;
alter table texts_{name}_shared_with enable row level security;
create policy own on texts_{name}_shared_with to nadwa_pages using (
  {name}_id in (select id from texts_{name} where {owner} in (select nadwa_own_delegations()))
);
create policy seen on texts_{name}_shared_with for select to nadwa_pages using (
  delegation_id in (select nadwa_own_delegations())
);
"""

DRAFTS = """
alter table texts_alternative enable row level security;
create policy own on texts_alternative to nadwa_pages using (
  state <> 'draft' or proposer_id in (select nadwa_own_delegations())
);
create policy seen on texts_alternative for select to nadwa_pages using (id in (select nadwa_shared_alternatives()));
"""

CONFIDED = """
alter table texts_{name} enable row level security;
create policy own on texts_{name} to nadwa_pages using (delegation_id in (select nadwa_own_delegations()));
create policy seen on texts_{name} for select to nadwa_pages using (
  audience = 'public'
  or audience = 'shared' and id in (select nadwa_shared_{name}s())
  or audience = 'counted' and {alternative} in (
    select a.id from texts_alternative a join texts_paragraph p on p.id = a.paragraph_id
      where p.text_id in (select nadwa_facilitated_texts())
  )
);
"""

OWNERS = {"alternative": "proposer_id", "position": "delegation_id", "linkage": "delegation_id"}
FORWARDS = "".join(
    [
        FACILITATED,
        *(SHARED.format(name=name, owner=owner) for name, owner in OWNERS.items()),
        DRAFTS,
        CONFIDED.format(name="position", alternative="alternative_id"),
        CONFIDED.format(name="linkage", alternative="condition_id"),
    ]
)
WITHDRAWN = """
drop policy seen on texts_{name};
drop policy own on texts_{name};
alter table texts_{name} disable row level security;
drop policy seen on texts_{name}_shared_with;
drop policy own on texts_{name}_shared_with;
alter table texts_{name}_shared_with disable row level security;
drop function nadwa_shared_{name}s();
"""
BACKWARDS = "".join(WITHDRAWN.format(name=name) for name in OWNERS) + "drop function nadwa_facilitated_texts();"


class Migration(migrations.Migration):
    dependencies = [("texts", "0001_texts"), ("delegations", "0004_second_wall")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
