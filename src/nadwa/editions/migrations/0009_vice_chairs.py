"""Vice-chairs, who see what the chair sees; and facilitators, who see what is for participants."""

from django.db import migrations, models

INSIDE = """
create or replace function nadwa_editions_inside() returns setof bigint stable language sql as $$
  select edition_id from delegations_delegation where id in (select nadwa_own_delegations())
  union select nadwa_editions_served({functions})
$$;
"""
BEFORE = "'chair', 'host', 'secretariat', 'interpreter'"


class Migration(migrations.Migration):
    dependencies = [
        ('editions', '0008_corrections'),
        ('delegations', '0008_applications_badges_second_wall'),
    ]
    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='role',
            field=models.CharField(choices=[('host', 'officer of a host'), ('secretariat', 'secretariat officer'), ('chair', 'chair'), ('vice-chair', 'vice-chair'), ('facilitator', 'facilitator'), ('interpreter', 'interpreter'), ('press', 'press'), ('spokesperson', 'spokesperson'), ('moderator', 'moderator'), ('usher', 'usher')], max_length=12),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('host', 'officer of a host'), ('secretariat', 'secretariat officer'), ('chair', 'chair'), ('vice-chair', 'vice-chair'), ('facilitator', 'facilitator'), ('interpreter', 'interpreter'), ('press', 'press'), ('spokesperson', 'spokesperson'), ('moderator', 'moderator'), ('usher', 'usher')], max_length=12),
        ),
        migrations.RunSQL([(INSIDE.format(functions=f"'vice-chair', {BEFORE}"), None)], [(INSIDE.format(functions=BEFORE), None)]),
    ]
