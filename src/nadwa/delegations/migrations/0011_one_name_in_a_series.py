from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0010_bodies_of_series'),
        ('editions', '0006_plain_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='body',
            name='kind',
            field=models.CharField(choices=[('state', 'government'), ('un', 'United Nations entity'), ('igo', 'other international organisation'), ('research', 'research centre'), ('company', 'company'), ('ngo', 'non-governmental organisation')], max_length=10),
        ),
        migrations.AlterField(
            model_name='body',
            name='slug',
            field=models.SlugField(),
        ),
        migrations.AlterField(
            model_name='quota',
            name='kind',
            field=models.CharField(choices=[('state', 'government'), ('un', 'United Nations entity'), ('igo', 'other international organisation'), ('research', 'research centre'), ('company', 'company'), ('ngo', 'non-governmental organisation')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('series', 'slug'), name='body_name_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(condition=models.Q(('listed', ''), _negated=True), fields=('series', 'listed', 'exercise'), name='body_listed_once'),
        ),
    ]
