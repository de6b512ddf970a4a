from django.db import migrations, models


class Migration(migrations.Migration):
    """Unlogged: no commit waits for the disk, and what a crash of the database forgets is over within the hour."""

    dependencies = [("accounts", "0002_language")]

    operations = [
        migrations.CreateModel(
            name="Remembered",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL("alter table accounts_remembered set unlogged", "alter table accounts_remembered set logged"),
    ]
