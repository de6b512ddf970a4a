"""The database itself refuses to change or delete an act, except to place it in the log or forget its person."""

from django.db import migrations

FORWARDS = """
create function record_act_is_final() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and (new.id, new.log_id, new.ref, new.kind, new.body, new.at, new.topics)
      is not distinct from (old.id, old.log_id, old.ref, old.kind, old.body, old.at, old.topics)
    and new.key is not distinct from old.key
    and (new.person_id is null or new.person_id is not distinct from old.person_id)
    and (old.index is null or (new.index, new.leaf) is not distinct from (old.index, old.leaf))
  then
    return new;
  end if;
  raise exception 'an act on the record is final';
end
$$;
create trigger record_act_is_final before update or delete on record_act
  for each row execute function record_act_is_final();
"""
BACKWARDS = "drop trigger record_act_is_final on record_act; drop function record_act_is_final();"


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
