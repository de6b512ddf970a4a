"""What files hold that people send. Nothing here knows the database: it runs in a process apart (web/reading.py)."""
