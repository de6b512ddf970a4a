import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0007_appointments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', models.JSONField(help_text='the particulars, as editions/particulars.py writes them')),
                ('drafted_at', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='editions.edition')),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='editions.host')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'host'), name='correction_once', nulls_distinct=False)],
            },
        ),
    ]
