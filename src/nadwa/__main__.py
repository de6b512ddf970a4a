from nadwa.cli import app

app()
