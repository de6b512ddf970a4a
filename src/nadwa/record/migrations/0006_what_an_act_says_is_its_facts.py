"""In the code what an act says is its facts; its column, and the key in leaves, stay what they were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0005_submissions")]
    operations = [
        migrations.AlterField("act", "body", models.JSONField(db_column="body")),
        migrations.RenameField("act", "body", "facts"),
    ]
