from django.conf import settings
from django.db import migrations, models

from nadwa.web.names import AddWhereItHolds


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0006_plain_names"),
        ("programme", "0004_documents"),
        ("texts", "0004_confidence_without_exception"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddWhereItHolds(
            model_name="negotiatingtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9-]+$"), models.Q(("slug__in", ["issue"]), _negated=True)),
                name="text_name_is_plain",
            ),
        ),
    ]
