"""Where sessions are kept: who has the key of one finds it, and no query of a page finds any (nadwa/wall.py)."""

from django.contrib.sessions.backends import db

from nadwa.wall import over_the_wall


class SessionStore(db.SessionStore):
    load = over_the_wall()(db.SessionStore.load)
    exists = over_the_wall()(db.SessionStore.exists)
    save = over_the_wall()(db.SessionStore.save)
    delete = over_the_wall()(db.SessionStore.delete)
