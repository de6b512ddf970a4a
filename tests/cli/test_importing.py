"""To import a module begins nothing: no server, thread or process; and settings know no room."""

import os
import subprocess
import sys

SEEN = """
import gc, importlib, os, pkgutil, sys, threading
import psutil

import nadwa.settings
print([name for name in sys.modules if name.startswith("nadwa.record")])

import nadwa.asgi
print([name for name in sys.modules if name in ("nadwa.server", "nadwa.live.hub")])

import django
django.setup()
import nadwa
BEGINNINGS = {"nadwa.__main__", "nadwa.reader"}
for found in pkgutil.walk_packages(nadwa.__path__, "nadwa."):
    if found.name not in BEGINNINGS and ".migrations" not in found.name:
        importlib.import_module(found.name)
print([thread.name for thread in threading.enumerate() if thread is not threading.main_thread()])
print([child.name() for child in psutil.Process().children()])
from nadwa.live.hub import Hub
from nadwa.server import Server
print([one for one in gc.get_objects() if type(one) in (Server, Hub)])
"""


def test_to_import_all_there_is_begins_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", SEEN], capture_output=True, text=True, check=False, env=os.environ)

    assert (done.stdout, done.returncode) == ("[]\n" * 5, 0), done.stderr
