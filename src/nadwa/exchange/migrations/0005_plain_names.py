from django.db import migrations, models

from nadwa.web.names import AddWhereItHolds


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0006_plain_names"),
        ("exchange", "0004_more_imports"),
    ]

    operations = [
        AddWhereItHolds(
            model_name="plan",
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
                name="plan_name_is_plain",
            ),
        ),
    ]
