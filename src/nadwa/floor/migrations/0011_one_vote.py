"""Votes on motions and votes on texts are one thing: division and voice become vote and ballot. A delegation whose
ballots there are is not removed, so that a count stays what it was."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0008_applications_badges_second_wall"),
        ("floor", "0010_statements_second_wall"),
    ]

    operations = [
        migrations.RenameModel("Division", "Vote"),
        migrations.RenameModel("Voice", "Ballot"),
        migrations.RenameField("ballot", "division", "vote"),
        migrations.RemoveConstraint("ballot", "voice_once_per_delegation"),
        migrations.RemoveConstraint("vote", "division_one_decides_a_motion"),
        migrations.RemoveConstraint("vote", "division_closed_or_discontinued"),
        migrations.RemoveConstraint("vote", "division_closed_is_counted"),
        migrations.RemoveConstraint("vote", "division_roll_call_has_letter"),
        migrations.AlterField(
            "ballot",
            "vote",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="floor.vote"),
        ),
        migrations.AlterField(
            "ballot",
            "delegation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="delegations.delegation"
            ),
        ),
        migrations.AlterField(
            "vote",
            "motion",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="floor.motion"
            ),
        ),
        migrations.AddField(
            "vote",
            "majority",
            models.CharField(
                choices=[
                    ("none", "no vote: consensus or silence only"),
                    ("simple", "a majority of those present and voting"),
                    ("two-thirds", "two thirds of those present and voting"),
                ],
                default="simple",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "ballot", models.UniqueConstraint(fields=["vote", "delegation"], name="ballot_once_per_delegation")
        ),
        migrations.AddConstraint(
            "vote",
            models.UniqueConstraint(
                fields=["motion"], condition=Q(discontinued=False), name="vote_one_decides_a_motion"
            ),
        ),
        migrations.AddConstraint(
            "vote",
            models.CheckConstraint(
                condition=Q(discontinued=False) | Q(closed_at=None), name="vote_closed_or_discontinued"
            ),
        ),
        migrations.AddConstraint(
            "vote",
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(yes__isnull=False, no__isnull=False, abstention__isnull=False),
                name="vote_closed_is_counted",
            ),
        ),
        migrations.AddConstraint(
            "vote",
            models.CheckConstraint(
                condition=Q(method="hands", letter="")
                | Q(method="roll-call", motion=None)
                | Q(method="roll-call") & ~Q(letter=""),
                name="vote_by_roll_call_has_letter",
            ),
        ),
        migrations.AddConstraint(
            "vote",
            models.CheckConstraint(condition=Q(majority__in=["simple", "two-thirds"]), name="vote_has_its_majority"),
        ),
    ]
