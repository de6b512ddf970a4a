"""What is said in confidence is given to no facilitator either: the second wall has no door for the package finder."""

from django.db import migrations, models

AUDIENCES = [
    ("own", "our delegation only"),
    ("shared", "our delegation and those named below"),
    ("counted", "our delegation only; to be counted anonymously once no host can work out single positions from a count"),
    ("public", "everybody who sees the text"),
]

POLICY = """
drop policy seen on texts_{name};
create policy seen on texts_{name} for select to nadwa_pages using (
  audience = 'public' or audience = 'shared' and id in (select nadwa_shared_{name}s()){door}
);
"""
DOOR = """
  or audience = 'counted' and {alternative} in (
    select a.id from texts_alternative a join texts_paragraph p on p.id = a.paragraph_id
      where p.text_id in (select nadwa_facilitated_texts())
  )"""
FACILITATED = """
create function nadwa_facilitated_texts() returns setof bigint stable language sql as $$
  select id from texts_negotiatingtext
    where facilitator_id = nadwa_viewer() or edition_id in (select nadwa_editions_served('chair'))
$$;
"""
TABLES = {"position": "alternative_id", "linkage": "condition_id"}
FORWARDS = "".join(POLICY.format(name=name, door="") for name in TABLES) + "drop function nadwa_facilitated_texts();"
BACKWARDS = FACILITATED + "".join(
    POLICY.format(name=name, door=DOOR.format(alternative=alternative)) for name, alternative in TABLES.items()
)


class Migration(migrations.Migration):
    dependencies = [("texts", "0003_decisions_before_sittings")]
    operations = [
        migrations.RunSQL([(FORWARDS, None)], [(BACKWARDS, None)]),
        *(
            migrations.AlterField(name, "audience", models.CharField(choices=AUDIENCES, default="own", max_length=7))
            for name in TABLES
        ),
    ]
