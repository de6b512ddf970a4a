"""A decision by vote names its vote, which stands with those on motions; ballots move there."""

import django.db.models.deletion
from django.db import migrations, models

FORWARDS = """
create temporary table moved on commit drop as
  select decision.*, nextval(pg_get_serial_sequence('floor_vote', 'id')) as new_id,
    row_number() over (partition by text_id order by decision.id) as new_number
  from texts_decision decision where kind = 'vote';
insert into floor_vote (id, number, method, majority, letter, opened_at, discontinued, closed_at, yes, no, abstention)
  select new_id, new_number, 'roll-call', majority, '', started_at, state = 'discontinued',
    case when state in ('adopted', 'carried', 'rejected') then ended_at end,
    (select count(*) from texts_ballot where decision_id = moved.id and choice = 'yes'),
    (select count(*) from texts_ballot where decision_id = moved.id and choice = 'no'),
    (select count(*) from texts_ballot where decision_id = moved.id and choice = 'abstention')
  from moved;
insert into floor_ballot (vote_id, delegation_id, choice, entered_by)
  select new_id, delegation_id, choice, '' from texts_ballot join moved on moved.id = decision_id;
update texts_decision set vote_id = new_id from moved where moved.id = texts_decision.id;
update floor_vote set yes = null, no = null, abstention = null where motion_id is null and closed_at is null;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("floor", "0011_one_vote"),
        ("texts", "0005_plain_names"),
    ]

    operations = [
        migrations.AddField(
            "decision",
            "vote",
            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to="floor.vote"),
        ),
        migrations.RunSQL([(FORWARDS, None)], migrations.RunSQL.noop),
    ]
