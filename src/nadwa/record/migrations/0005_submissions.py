"""A key stands for what was sent under it, in a table of its own: acts carry none any more."""

import django.db.models.deletion
from django.db import migrations, models

FINAL = """
create or replace function record_act_is_final() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE'
    and (new.id, new.log_id, new.ref, new.kind, new.body, new.at, new.topics)
      is not distinct from (old.id, old.log_id, old.ref, old.kind, old.body, old.at, old.topics)
    {keys}and (new.person_id is null or new.person_id is not distinct from old.person_id)
    and (old.index is null or (new.index, new.leaf) is not distinct from (old.index, old.leaf))
  then
    return new;
  end if;
  raise exception 'an act on the record is final';
end
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0004_second_wall")]
    operations = [
        migrations.RunSQL(FINAL.format(keys=""), FINAL.format(keys="and new.key is not distinct from old.key\n    ")),
        migrations.RemoveField("act", "key"),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.act"
                    ),
                ),
            ],
        ),
        migrations.RunSQL("revoke update on record_submission from nadwa_pages", migrations.RunSQL.noop),
    ]
