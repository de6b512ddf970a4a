"""The command `nadwa`."""

import typer

from nadwa.cli import backups, checks, engine, exercise, packages, people, platform, records, serving

app = typer.Typer(
    no_args_is_help=True, help="Hold a multilateral symposium, and compute where its participants can agree."
)
record_app = typer.Typer(no_args_is_help=True, help="Take the record out of the platform, keep it whole, compare it.")
packet_app = typer.Typer(no_args_is_help=True, help="Check what was published.")
exercise_app = typer.Typer(no_args_is_help=True, help="Let the invented delegations of the demo act.")
app.add_typer(record_app, name="record")
app.add_typer(packet_app, name="packet")
app.add_typer(exercise_app, name="exercise")

person_app = typer.Typer(no_args_is_help=True, help="What is held about a person; shut the account, forget the person.")
app.add_typer(person_app, name="person")

app.callback()(platform.find_room_for_what_is_compiled)
for command in (serving.serve, serving.web, serving.live, serving.sequencer, serving.worker, serving.demo):
    app.command()(command)
app.command()(serving.begin)
app.command()(checks.check)
app.command(name="backup")(backups.back_up)
app.command()(backups.restore)
app.command(name="map")(engine.map_votes)
app.command(name="ideal-points")(engine.place_states)
app.command(name="package")(packages.find_packages)
packet_app.command()(engine.verify)
record_app.command()(records.export)
record_app.command()(records.verifier)
record_app.command(name="new-key")(records.new_key)
record_app.command()(records.repair)
record_app.command()(records.compare)
app.command()(records.witness)
person_app.command()(people.show)
person_app.command()(people.withdraw)
person_app.command()(people.readmit)
person_app.command()(people.recover)
person_app.command()(people.erase)
exercise_app.command()(exercise.play)
exercise_app.command()(exercise.adopt)
