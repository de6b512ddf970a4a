from django.db import migrations, models

from nadwa.web.names import AddWhereItHolds


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0008_applications_badges_second_wall"),
        ("editions", "0006_plain_names"),
    ]

    operations = [
        AddWhereItHolds(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slug__regex", "^[a-z0-9-]+$"), models.Q(("slug__in", ["new", "remind", "report"]), _negated=True)
                ),
                name="body_name_is_plain",
            ),
        ),
        AddWhereItHolds(
            model_name="constituency",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9-]+$")), name="constituency_name_is_plain"
            ),
        ),
    ]
