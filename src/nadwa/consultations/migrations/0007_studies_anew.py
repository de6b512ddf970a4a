"""Titles of resolutions came in with characters that no document can hold; the worker studies the sessions anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("consultations", "0006_plain_names")]
    operations = [migrations.RunSQL("delete from consultations_sessionstudy", migrations.RunSQL.noop)]
