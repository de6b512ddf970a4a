from django.db import migrations

# An edition whose announcement an earlier version published is announced.
FORWARDS = """
update editions_edition set announced_at = coalesce(embargo_until, issued_at)
from press_release
where press_release.edition_id = editions_edition.id and press_release.kind = 'announcement'
  and issued_at is not null and announced_at is null
"""


class Migration(migrations.Migration):
    dependencies = [("press", "0003_embargo"), ("editions", "0004_moderator_usher")]
    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
