from django.db import migrations, models

from nadwa.web.names import AddWhereItHolds


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0005_proposals_keep_what_is_approved"),
    ]

    operations = [
        AddWhereItHolds(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slug__regex", "^[a-z0-9-]+$"),
                    models.Q(
                        (
                            "slug__in",
                            [
                                "account",
                                "api",
                                "enter",
                                "health",
                                "live",
                                "metrics",
                                "platform",
                                "states",
                                "static",
                                "tokens",
                                "trust",
                                "ar",
                                "en",
                                "es",
                                "fr",
                                "ru",
                                "zh-hans",
                            ],
                        ),
                        _negated=True,
                    ),
                ),
                name="edition_name_is_plain",
            ),
        ),
        AddWhereItHolds(
            model_name="host",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9-]+$")), name="host_name_is_plain"
            ),
        ),
        AddWhereItHolds(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9-]+$")), name="series_name_is_plain"
            ),
        ),
    ]
