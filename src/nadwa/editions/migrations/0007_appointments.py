"""Functions say since when and through whom; who is to have one, and does not have it yet, is for officers and for
that person alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARDS = """
alter table editions_appointment enable row level security;
create policy seen on editions_appointment to nadwa_pages using (
  person_id = nadwa_viewer() or edition_id in (
    select edition_id from editions_membership where person_id = nadwa_viewer() and role in ('host', 'secretariat')
  )
);
"""
BACKWARDS = """
drop policy seen on editions_appointment;
alter table editions_appointment disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ('editions', '0006_plain_names'),
        ('record', '0004_second_wall'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name='membership',
            name='given_as',
            field=models.CharField(blank=True, help_text='in what capacity, as the record writes it', max_length=80),
        ),
        migrations.AddField(
            model_name='membership',
            name='given_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='membership',
            name='since',
            field=models.DateTimeField(help_text='none for functions that were given before this was noted', null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='with_account',
            field=models.BooleanField(default=False, help_text="the person's account was made for this function"),
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('host', 'officer of a host'), ('secretariat', 'secretariat officer'), ('chair', 'chair'), ('interpreter', 'interpreter'), ('press', 'press'), ('spokesperson', 'spokesperson'), ('moderator', 'moderator'), ('usher', 'usher')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('zh-hans', 'Chinese'), ('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=7)),
                ('named_at', models.DateTimeField()),
                ('named_as', models.CharField(max_length=80)),
                ('declined_at', models.DateTimeField(null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='editions.edition')),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='editions.host')),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['named_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'person', 'role'), name='appointment_once'), models.UniqueConstraint(condition=models.Q(('person', None)), fields=('edition', 'role', 'name', 'email'), name='appointment_proposed_once'), models.CheckConstraint(condition=models.Q(models.Q(('host__isnull', False), ('role', 'host')), models.Q(models.Q(('role', 'host'), _negated=True), ('host', None)), _connector='OR'), name='appointment_names_host'), models.CheckConstraint(condition=models.Q(('declined_at', None), ('person__isnull', False), _connector='OR'), name='appointment_declined_by_person')],
            },
        ),
        migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)]),
    ]
