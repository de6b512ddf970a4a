from django.db import migrations, models


class Migration(migrations.Migration):
    """Imports were of participants alone before."""

    dependencies = [
        ("exchange", "0003_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="kind",
            field=models.CharField(
                choices=[
                    ("participants", "participants"),
                    ("programme", "programme"),
                    ("popolo", "persons as Popolo"),
                    ("openslides", "meeting of OpenSlides"),
                    ("polis", "consultation held with Polis"),
                ],
                default="participants",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="import",
            name="language",
            field=models.CharField(default="en", help_text="that of texts whose file does not say it", max_length=10),
        ),
    ]
