from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0005_plain_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='import',
            name='kind',
            field=models.CharField(choices=[('invited', 'bodies to invite'), ('participants', 'participants'), ('programme', 'programme'), ('popolo', 'persons as Popolo'), ('openslides', 'meeting of OpenSlides'), ('polis', 'consultation held with Polis')], max_length=12),
        ),
    ]
