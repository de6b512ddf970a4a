"""Seats that wait for the consent of whoever they are for; what is typed for them stays behind the second wall."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROLES = [
    ("head", "head of delegation"),
    ("alternate", "alternate"),
    ("adviser", "adviser"),
    ("observer", "observer"),
]
RANKS = [
    (1, "head of State"),
    (2, "head of Government"),
    (3, "minister"),
    (4, "vice-minister"),
    (5, "ambassador"),
    (6, "other official"),
]
FORWARDS = """
alter table delegations_offer enable row level security;
create policy seen on delegations_offer to nadwa_pages using (
  person_id = nadwa_viewer() or delegation_id in (select nadwa_delegations_looked_into())
);
"""
BACKWARDS = """
drop policy seen on delegations_offer;
alter table delegations_offer disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0006_approvals_second_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Offer",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=ROLES, max_length=10)),
                ("rank", models.PositiveSmallIntegerField(choices=RANKS, default=6)),
                ("function", models.CharField(blank=True, max_length=200)),
                ("needs", models.JSONField(default=dict)),
                ("offered_at", models.DateTimeField()),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="delegations.delegation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="delegations.delegate",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            "offer", models.UniqueConstraint(fields=["delegation", "person"], name="offer_once")
        ),
        migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)]),
    ]
