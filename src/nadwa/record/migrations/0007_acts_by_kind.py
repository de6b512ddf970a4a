from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0006_what_an_act_says_is_its_facts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='act',
            index=models.Index(fields=['log', 'kind'], name='act_by_kind'),
        ),
    ]
