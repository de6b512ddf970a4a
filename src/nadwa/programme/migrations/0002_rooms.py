import django.db.models.deletion
from django.db import migrations, models

import nadwa.web.languages


def rooms_of_their_own(apps, schema_editor):
    """Meetings that named the same room meet in the same room."""
    Meeting, Room = apps.get_model("programme", "Meeting"), apps.get_model("programme", "Room")
    for meeting in Meeting.objects.all():
        known = [room for room in Room.objects.filter(edition=meeting.edition) if room.name == meeting.named]
        meeting.room = known[0] if known else Room.objects.create(edition=meeting.edition, name=meeting.named)
        meeting.save(update_fields=["room"])


class Migration(migrations.Migration):

    dependencies = [
        ("programme", "0001_initial"),
        ("delegations", "0003_accreditation_badges"),
        ("editions", "0004_moderator_usher"),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", nadwa.web.languages.MultilingualField()),
                ("seats", models.PositiveIntegerField(default=0)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="editions.edition"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RenameField("meeting", "room", "named"),
        migrations.AddField(
            "meeting",
            "room",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="programme.room"
            ),
        ),
        migrations.RunPython(rooms_of_their_own, migrations.RunPython.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField(
            "meeting",
            "room",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="programme.room"
            ),
        ),
        migrations.RemoveField("meeting", "named"),
    ]
