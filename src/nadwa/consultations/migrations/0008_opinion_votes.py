from django.db import migrations


class Migration(migrations.Migration):
    """A vote is what a meeting holds. The table of these keeps its name, and what people download calls them so."""

    dependencies = [("consultations", "0007_studies_anew")]

    operations = [
        migrations.AlterModelTable("vote", "consultations_vote"),
        migrations.RenameModel("Vote", "OpinionVote"),
        migrations.AlterModelOptions("opinionvote", {"verbose_name": "vote"}),
    ]
