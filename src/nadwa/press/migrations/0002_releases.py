import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The announcement becomes the first release."""

    dependencies = [
        ("press", "0001_initial"),
        ("editions", "0003_preparation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Announcement", "Release"),
        migrations.RenameField("release", "published_at", "issued_at"),
    ]
