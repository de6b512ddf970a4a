from django.db import migrations, models

from nadwa.web.names import AddWhereItHolds


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0005_votes_second_wall"),
        ("editions", "0006_plain_names"),
    ]

    operations = [
        AddWhereItHolds(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9-]+$")), name="consultation_name_is_plain"
            ),
        ),
    ]
