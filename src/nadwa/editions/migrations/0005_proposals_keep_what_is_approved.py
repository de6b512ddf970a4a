"""A proposal keeps what is approved, and its digest; what waited without them binds nobody to anything, and is void."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

STATES = [("pending", "waiting for approval"), ("done", "done"), ("withdrawn", "withdrawn"), ("voided", "void")]


def void(apps, schema_editor):
    apps.get_model("editions", "Proposal").objects.filter(state="pending").update(state="voided", voided_at=Now())


def wait_again(apps, schema_editor):
    apps.get_model("editions", "Proposal").objects.filter(state="voided").update(state="withdrawn")


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_moderator_usher"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("proposal", "matter", models.JSONField(default=dict, help_text="what is approved, under its seal (two_key.sealed)")),
        migrations.AddField("proposal", "sha256", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("proposal", "changed_to", models.JSONField(help_text="the content that made it void; none if it became impossible", null=True)),
        migrations.AddField(
            "proposal",
            "voided_by",
            models.ForeignKey(null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField("proposal", "voided_at", models.DateTimeField(null=True)),
        migrations.AlterField("proposal", "state", models.CharField(choices=STATES, default="pending", max_length=10)),
        migrations.RunPython(void, wait_again),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(condition=~Q(state="pending") | ~Q(sha256=""), name="proposal_pending_has_digest"),
        ),
        migrations.AddConstraint(
            "proposal",
            models.CheckConstraint(
                condition=~Q(state="voided") | Q(voided_at__isnull=False), name="proposal_voided_has_time"
            ),
        ),
    ]
