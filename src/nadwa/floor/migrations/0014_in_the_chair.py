"""A sitting says which vice-chair is in the chair."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('floor', '0013_votes_on_propositions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name='sitting',
            name='in_chair',
            field=models.ForeignKey(help_text='the vice-chair who presides; nobody, while the chair does', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
