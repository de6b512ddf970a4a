"""A statement keeps whether its meeting was public when it was filed; of those there are, whether it is now."""

from django.db import migrations, models
from django.db.models import Q

NOW = """
update floor_statement s set for_public = true
  where s.public or exists (select from programme_meeting m where m.id = s.meeting_id and m.public)
"""


class Migration(migrations.Migration):
    dependencies = [("floor", "0008_statements_belong_to_a_speech"), ("programme", "0004_documents")]
    operations = [
        migrations.AddField("statement", "for_public", models.BooleanField(default=False)),
        migrations.RunSQL([(NOW, None)], migrations.RunSQL.noop),
        migrations.AddConstraint(
            "statement",
            models.CheckConstraint(
                condition=Q(public=False) | Q(for_public=True), name="statement_public_as_it_was_filed"
            ),
        ),
    ]
