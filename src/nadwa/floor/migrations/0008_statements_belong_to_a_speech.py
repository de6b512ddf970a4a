"""A statement belongs to the speech in which its text was released, and is public if that was heard in public."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def belong(apps, _schema):
    """What was released, to the speech that was called at that moment; what was not, to the meeting for which it can
    have been filed, and of several to a closed one, so that nothing is released in public by this."""
    for statement in apps.get_model("floor", "Statement").objects.select_related("item"):
        if statement.released_at:
            _to_its_speech(apps, statement)
        else:
            meetings = statement.item.meetings.exclude(sitting__state="adjourned").order_by("public", "-starts_at")
            statement.meeting = meetings.first() or statement.item.meetings.order_by("public", "-starts_at").first()
        statement.save()


def _to_its_speech(apps, statement):
    speeches = apps.get_model("floor", "Request").objects.select_related("sitting__meeting")
    own = speeches.filter(
        item=statement.item, delegation=statement.delegation, kind="speech", sitting__isnull=False, started_at__isnull=False
    )
    nearest = min(own, key=lambda one: abs(one.started_at - statement.released_at), default=None)
    if nearest:
        statement.speech, statement.meeting = nearest, nearest.sitting.meeting
        statement.public = nearest.sitting.meeting.public


class Migration(migrations.Migration):
    dependencies = [("floor", "0007_questions"), ("programme", "0004_documents")]
    operations = [
        migrations.RemoveConstraint("statement", "statement_one_per_item"),
        migrations.AddField(
            "statement",
            "meeting",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="statements",
                to="programme.meeting",
            ),
        ),
        migrations.AddField(
            "statement",
            "speech",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="statement",
                to="floor.request",
            ),
        ),
        migrations.AddField("statement", "public", models.BooleanField(default=False)),
        migrations.RunPython(belong, migrations.RunPython.noop),
        migrations.AddConstraint(
            "statement",
            models.UniqueConstraint(fields=["meeting", "item", "delegation"], name="statement_once_at_a_meeting"),
        ),
        migrations.AddConstraint(
            "statement",
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(speech=None), name="statement_released_by_its_speech"
            ),
        ),
        migrations.AddConstraint(
            "statement",
            models.CheckConstraint(
                condition=Q(public=False) | Q(speech__isnull=False), name="statement_public_by_its_speech"
            ),
        ),
    ]
