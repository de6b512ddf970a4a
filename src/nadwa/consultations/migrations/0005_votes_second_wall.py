"""Who thinks what of a statement is found by who voted, unless votes are public; results are counted over the wall."""

from django.db import migrations

FORWARDS = """
alter table consultations_vote enable row level security;
create policy seen on consultations_vote to nadwa_pages using (
  participant_id in (select id from consultations_participant where person_id = nadwa_viewer())
);
create policy public on consultations_vote for select to nadwa_pages using (
  statement_id in (
    select s.id from consultations_opinionstatement s
      join consultations_consultation c on c.id = s.consultation_id where c.votes_public
  )
);
"""
BACKWARDS = """
drop policy public on consultations_vote;
drop policy seen on consultations_vote;
alter table consultations_vote disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0004_states_studied"), ("record", "0004_second_wall")]
    operations = [migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)])]
