import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("texts", "0006_votes_of_the_floor")]

    operations = [
        migrations.RemoveConstraint("decision", "vote_has_a_majority"),
        migrations.RemoveField("decision", "majority"),
        migrations.DeleteModel("Ballot"),
        migrations.AlterField(
            "decision",
            "alternative",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="texts.alternative",
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=Q(kind="vote", vote__isnull=False) | ~Q(kind="vote") & Q(vote=None, alternative=None),
                name="decision_by_vote_has_one",
            ),
        ),
    ]
